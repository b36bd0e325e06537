/** Communities whose unit above the study does not know: they are missing from every table by township and county. */
import { type Check, type CheckGround, communityItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";

function find({ study, communityPeople }: CheckGround): Finding {
  const { communities, units } = study;
  const known = new Set(units.map(({ id }) => id));
  const isTestable = units.length > 0;
  const items = !isTestable
    ? []
    : communities.parentIds.flatMap((parentId, community): CheckItem[] =>
        known.has(parentId)
          ? []
          : [communityItem(study, community, { figure: communityPeople[community] ?? null, besideId: parentId })],
      );
  return makeFinding({
    id: "community-without-unit",
    severity: "warning",
    total: isTestable ? communities.count : 0,
    items,
    figureUnit: "demand",
    untested: isTestable ? [] : ["units"],
  });
}

export const checkUnits: Check = { id: "community-without-unit", find };
