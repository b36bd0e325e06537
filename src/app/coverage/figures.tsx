import { formatShare } from "../format-number.ts";
import { peopleFigureKey } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useText } from "../strings/text.ts";

/** Three numerators side by side, people, communities and land, each with its straight-line twin. */
export function Figures({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const { answer, result, study } = shown;
  const plain = study.communities.kinds.includes("unit");
  const rows = [
    {
      id: "people",
      label: t(peopleFigureKey(study.demand.unit)),
      share: answer.peopleShare,
      straight: answer.peopleShareStraight,
      testIds: ["people-share", "straight-share"],
    },
    {
      id: "community",
      label: t(plain ? "figures.units" : "figures.communities"),
      share: answer.communityShare,
      straight: answer.communityShareStraight,
      testIds: ["community-share", "community-straight-share"],
    },
    {
      id: "land",
      label: t(`figures.land.${result.landBasis}`),
      share: answer.landShare,
      straight: answer.landShareStraight,
      testIds: ["land-share", "land-straight-share"],
    },
  ];
  return (
    <dl className="figures">
      {rows.map(({ id, label, share, straight, testIds }) => (
        <div key={id} className="figure">
          <dt>{label}</dt>
          <dd className="figure-value" data-testid={testIds[0]}>
            {formatShare(share)}
          </dd>
          <dd className="figure-straight" title={t("figures.straight.hint")} data-testid={testIds[1]}>
            {t("figures.straight", { share: formatShare(straight) })}
          </dd>
        </div>
      ))}
    </dl>
  );
}
