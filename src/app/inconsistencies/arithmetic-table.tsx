import type { Inconsistency } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useText } from "../strings/text.ts";
import { arithmeticOf, sumText } from "./inconsistency-choices.ts";

/** The sums behind an inconsistency with where each figure comes from; nothing where there is none. */
export function ArithmeticTable({
  study,
  inconsistency,
}: {
  readonly study: StudyView;
  readonly inconsistency: Inconsistency;
}) {
  const { t, local, list } = useText();
  const lines = arithmeticOf(inconsistency, study);
  if (lines.length === 0) return null;
  return (
    <table className="arithmetic" aria-label={t("inconsistency.arithmetic.label", { id: inconsistency.id })}>
      <thead>
        <tr>
          <th scope="col">{t("inconsistency.arithmetic.what")}</th>
          <th scope="col">{t("inconsistency.arithmetic.sum")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <th scope="row">{local(line.label)}</th>
            <td>
              {sumText({ t, local }, line)}
              <span className="arithmetic-source">
                {line.sources.length === 0 ? t("inconsistency.arithmetic.above") : list(line.sources.map(local))}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
