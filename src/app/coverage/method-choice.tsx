import { formatMetres } from "../../core/model/format-number.ts";
import { Segmented, type SegmentedOption } from "../controls/segmented.tsx";
import { useShownCoverage } from "../select/shown-coverage.ts";
import { needsAccess } from "../select/use-beside.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { type ColourMethod, type ColourSubject, useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import "./method-choice.css";

const METHODS: readonly ColourMethod[] = ["network", "isochrone", "straight"];
/** Counted with the run, and counted beside it. */
const SUBJECTS: readonly ColourSubject[] = ["people", "land", "verdict", "difference"];
const MORE_SUBJECTS = ["backup", "catchment", "capacity", "access"] as const satisfies readonly ColourSubject[];

/** Takes a method to colour the map by. All but streets colour people only. */
export function chooseMethod(method: ColourMethod): void {
  const { show, subject } = useView.getState();
  if (method === "isochrone") show({ method, subject: "people", compareIsochrone: true, showIsochrone: true });
  else show({ method, subject: method === "straight" ? "people" : subject, showIsochrone: false });
}

/** Takes what the colours count. What stands beside the run unfolds its figures too. */
export function chooseSubject(subject: ColourSubject): void {
  useView.getState().show(needsAccess(subject) ? { subject, accessOpen: true } : { subject });
}

/** Which method and which measure colour the map. */
export function MethodChoice() {
  const { t } = useText();
  const method = useView((state) => state.method);
  const chosen = useView((state) => state.subject);
  const showIsochrone = useView((state) => state.showIsochrone);
  const show = useView((state) => state.show);
  const unit = useAnalysis((state) => state.study?.demand.unit ?? "people");
  const people = unit === "people";
  const other = method !== "network";
  const subject = other ? "people" : chosen;
  const optionOf = (value: ColourSubject): SegmentedOption<ColourSubject> => {
    const disabled = other && value !== "people";
    const isMore = (MORE_SUBJECTS as readonly ColourSubject[]).includes(value);
    const hint = disabled ? t("ask.subject.networkOnly") : isMore ? t(`ask.subject.${value as "backup"}.hint`) : null;
    const label = value === "people" && !people ? t("ask.subject.demand") : t(`ask.subject.${value}`);
    return { value, label, disabled, ...(hint === null ? {} : { hint }) };
  };
  return (
    <>
      <div className="panel-section methods-choice">
        <Segmented<ColourMethod>
          label={t("ask.method")}
          value={method}
          options={METHODS.map((value) => ({ value, label: t(`ask.method.${value}`) }))}
          onChange={chooseMethod}
        />
        {other && <MethodNote method={method} />}
        <label className="method-toggle">
          <input
            type="checkbox"
            checked={showIsochrone}
            onChange={(event) => show({ showIsochrone: event.target.checked })}
          />
          <span>{t("ask.isochrone.show")}</span>
        </label>
      </div>
      <div className="panel-section subjects">
        <Segmented<ColourSubject>
          label={t("ask.subject")}
          value={subject}
          options={SUBJECTS.map(optionOf)}
          onChange={chooseSubject}
        />
        <Segmented<ColourSubject>
          label={t("ask.subject.more")}
          hideLabel
          value={subject}
          options={MORE_SUBJECTS.map(optionOf)}
          onChange={chooseSubject}
        />
      </div>
    </>
  );
}

/** What the chosen method's colours are worth. */
function MethodNote({ method }: { readonly method: ColourMethod }) {
  const { t } = useText();
  const shown = useShownCoverage();
  if (!shown) return null;
  const radius = formatMetres(shown.coverage.straightRadiusMetres);
  const words = method === "straight" ? t("ask.method.colouring", { radius }) : t("ask.method.colouring.isochrone");
  return <p className="ask-warning">{words}</p>;
}
