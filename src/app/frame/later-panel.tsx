import { type TextKey, useText } from "../strings/text.ts";
import "./later-panel.css";

const WILL: readonly TextKey[] = ["present.will.1", "present.will.2", "present.will.3"];

/** A workspace that is not open yet says what it will do, and what can be done meanwhile. */
export function LaterPanel() {
  const { t } = useText();
  return (
    <div className="later">
      <h2>{t("present.heading")}</h2>
      <p className="later-lead">{t("present.lead")}</p>
      <p className="later-notice">{t("present.later")}</p>
      <h3>{t("present.will")}</h3>
      <ul>
        {WILL.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <p className="later-meanwhile">{t("present.meanwhile")}</p>
    </div>
  );
}
