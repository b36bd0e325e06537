import type { Assumption } from "../../core/plan/assumption.ts";
import { useText } from "../strings/text.ts";
import "./figure.css";

/** An assumption with its mark: a default, chosen, or a fact. */
export function AssumptionLine({ assumption }: { readonly assumption: Assumption }) {
  const { t, local } = useText();
  const mark = assumption.isDefault === undefined ? "fact" : assumption.isDefault ? "default" : "chosen";
  return (
    <li data-mark={mark}>
      {mark !== "fact" && <span className="figure-mark">{t(`figure.mark.${mark}`)}</span>}
      {local(assumption)}
    </li>
  );
}
