import { formatShare } from "../../core/model/format-number.ts";
import { Figure } from "../figures/figure.tsx";
import { peopleFigureKey } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useText } from "../strings/text.ts";

/** Three numerators side by side, people, communities and land. */
export function Figures({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const { answer, result, study } = shown;
  const plain = study.communities.kinds.includes("unit");
  const rows = [
    {
      id: "people",
      measure: "people",
      label: t(peopleFigureKey(study.demand.unit)),
      share: answer.peopleShare,
      testId: "people-share",
    },
    {
      id: "community",
      measure: "communities",
      label: t(plain ? "figures.units" : "figures.communities"),
      share: answer.communityShare,
      testId: "community-share",
    },
    {
      id: "land",
      measure: "land",
      label: t(`figures.land.${result.landBasis}`),
      share: answer.landShare,
      testId: "land-share",
    },
  ] as const;
  return (
    <dl className="figures">
      {rows.map(({ id, label, share, testId, measure }) => (
        <div key={id} className="figure">
          <dt>{label}</dt>
          <dd className="figure-value" data-testid={testId}>
            <Figure of={{ kind: "coverage", measure, method: "network" }}>{formatShare(share)}</Figure>
          </dd>
        </div>
      ))}
    </dl>
  );
}
