import { formatCount } from "../../core/model/format-number.ts";
import { ClassLegend } from "../map/class-legend.tsx";
import type { ShownStates } from "../select/capacity-states.ts";
import { useText } from "../strings/text.ts";

/** Communities by what their people lack, people by state, and facilities with more people than places. */
export function StateLegend({
  title,
  note,
  states,
  overloaded,
  demonstration,
}: {
  readonly title: string;
  readonly note: string;
  readonly states: ShownStates;
  readonly overloaded: number;
  readonly demonstration: boolean;
}) {
  const { t } = useText();
  return (
    <ClassLegend
      title={title}
      note={note}
      unit={t("capacity.communities")}
      rows={states.rows.map((row) => ({ ...row, label: t(`capacity.${row.id}`) }))}
      demonstration={demonstration}
    >
      {overloaded > 0 && (
        <p className="class-extra">
          <span className="class-ring" />
          <span>{t("capacity.overloaded.count", { count: formatCount(overloaded) })}</span>
        </p>
      )}
    </ClassLegend>
  );
}
