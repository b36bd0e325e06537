import { Segmented } from "../controls/segmented.tsx";
import { formatMetres, formatPoints, formatShare } from "../format-number.ts";
import { type ShownCoverage, useShownCoverage } from "../select/shown-coverage.ts";
import { type ColourMethod, type ColourSubject, useView } from "../store/view-store.ts";
import { type Translate, useText } from "../strings/text.ts";

/** Which distance and which measure colour the map, and how far the two distances lie apart. */
export function MethodChoice() {
  const { t } = useText();
  const method = useView((state) => state.method);
  const subject = useView((state) => state.subject);
  const show = useView((state) => state.show);
  const shown = useShownCoverage();
  const people = shown?.study.demand.unit === "people" || !shown;
  const straight = method === "straight";
  const subjects: readonly ColourSubject[] = ["people", "land", "verdict", "difference"];
  return (
    <>
      <div className="panel-section">
        <Segmented<ColourMethod>
          label={t("ask.method")}
          value={method}
          options={[
            { value: "network", label: t("ask.method.network") },
            { value: "straight", label: t("ask.method.straight") },
          ]}
          onChange={(value) => show({ method: value, subject: value === "straight" ? "people" : subject })}
        />
        {shown && <p className="panel-note">{comparison(t, shown)}</p>}
        {straight && shown && (
          <p className="ask-warning">
            {t("ask.method.colouring", { radius: formatMetres(shown.coverage.straightRadiusMetres) })}
          </p>
        )}
      </div>
      <div className="panel-section">
        <Segmented<ColourSubject>
          label={t("ask.subject")}
          value={straight ? "people" : subject}
          options={subjects.map((value) => ({
            value,
            label: value === "people" && !people ? t("ask.subject.demand") : t(`ask.subject.${value}`),
            disabled: straight && value !== "people",
            ...(straight && value !== "people" ? { hint: t("ask.subject.straightOnly") } : {}),
          }))}
          onChange={(value) => show({ subject: value })}
        />
      </div>
    </>
  );
}

function comparison(t: Translate, { answer }: ShownCoverage): string {
  const difference = answer.peopleShareStraight - answer.peopleShare;
  const values = { share: formatShare(answer.peopleShareStraight), points: formatPoints(difference) };
  if (!Number.isFinite(difference) || Math.abs(difference) < 0.0005) return t("ask.method.equal", values);
  return difference > 0 ? t("ask.method.over", values) : t("ask.method.under", values);
}
