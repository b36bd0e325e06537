import { formatDemand } from "../../core/model/format-number.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { CityLink } from "../../core/questions/find-missing-links.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { amountText } from "../select/judged-amount.ts";
import { useText } from "../strings/text.ts";
import { groupWords } from "./explain-words.ts";

const MOST_NAMED = 6;

/** Who gains by a link: by group, by community, and the units that would be met. */
export function LinkGains({
  study,
  link,
  countsLand,
}: {
  readonly study: StudyView;
  readonly link: CityLink;
  readonly countsLand: boolean;
}) {
  const { t, list, language } = useText();
  const amount = (people: number): string => formatDemand(people, study.demand.unit, language);
  const { groups, communities, unitsTurned } = link;
  const nameOf = (index: number): string => study.communities.names[index] ?? "";
  const { indexById, unitsById } = unitTree(study);
  const units = unitsTurned.map((id) => {
    const index = indexById.get(id);
    return (index === undefined ? unitsById.get(id)?.name : nameOf(index)) ?? id;
  });
  return (
    <dl className="crossings-who">
      <dt>{t("crossings.who.groups")}</dt>
      <dd>
        {list(
          groups
            .filter(({ people }) => people > 0)
            .map(({ groupId, people }) => `${groupWords(t, study, groupId)} ${amount(people)}`),
        )}
      </dd>
      <dt>{t("crossings.who.communities")}</dt>
      <dd>
        {list(
          communities
            .slice(0, MOST_NAMED)
            .map(
              ({ communityIndex, people }) =>
                `${nameOf(communityIndex)} ${amountText(people, countsLand, study.demand.unit, language)}`,
            ),
        )}
        {communities.length > MOST_NAMED && t("crossings.who.more", { count: communities.length })}
      </dd>
      {units.length > 0 && (
        <>
          <dt>{t("crossings.who.turned")}</dt>
          <dd>{list(units)}</dd>
        </>
      )}
    </dl>
  );
}
