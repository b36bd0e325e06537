import { formatShare } from "../format-number.ts";
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
      label: t(peopleFigureKey(study.demand.unit)),
      share: answer.peopleShare,
      testId: "people-share",
    },
    {
      id: "community",
      label: t(plain ? "figures.units" : "figures.communities"),
      share: answer.communityShare,
      testId: "community-share",
    },
    {
      id: "land",
      label: t(`figures.land.${result.landBasis}`),
      share: answer.landShare,
      testId: "land-share",
    },
  ];
  return (
    <dl className="figures">
      {rows.map(({ id, label, share, testId }) => (
        <div key={id} className="figure">
          <dt>{label}</dt>
          <dd className="figure-value" data-testid={testId}>
            {formatShare(share)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
