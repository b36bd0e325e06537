import { useView } from "../store/view-store.ts";
import { type TextKey, useText } from "../strings/text.ts";
import "./later-panel.css";

const WILL: Readonly<Record<"siting" | "present", readonly TextKey[]>> = {
  siting: ["siting.will.2", "siting.will.3", "siting.will.4"],
  present: ["present.will.1", "present.will.2", "present.will.3"],
};

/** A workspace that is not open yet says what it will do, and what can be done meanwhile. */
export function LaterPanel({ workspace }: { readonly workspace: "siting" | "present" }) {
  const { t } = useText();
  const show = useView((state) => state.show);
  return (
    <div className="later">
      <h2>{t(`${workspace}.heading`)}</h2>
      <p className="later-lead">{t(`${workspace}.lead`)}</p>
      <p className="later-notice">{t(`${workspace}.later`)}</p>
      <h3>{t(`${workspace}.will`)}</h3>
      <ul>
        {WILL[workspace].map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <p className="later-meanwhile">{t(`${workspace}.meanwhile`)}</p>
      {workspace === "siting" && (
        <button type="button" className="button" onClick={() => show({ workspace: "coverage", tableMode: "gaps" })}>
          {t("siting.go")}
        </button>
      )}
    </div>
  );
}
