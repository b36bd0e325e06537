/** Homes that no street was found for: their people reach nothing on streets. */
import type { Snaps } from "../../network/snap.ts";
import { type CheckGround, homeItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding, worstFirst } from "./finding.ts";

function listRefused({ study }: CheckGround, { refusals }: Snaps, refusal: number): CheckItem[] {
  const items: CheckItem[] = [];
  for (let home = 0; home < refusals.length; home++) {
    if (refusals[home] === refusal) items.push(homeItem(study, home));
  }
  return items;
}

/** What a check says of the homes refused for one reason: each with its people, those with most first. */
export function findRefusedHomes(ground: CheckGround, id: Finding["id"], refusal: number): Finding {
  const { demand } = ground.study;
  const items = listRefused(ground, ground.homeSnaps, refusal);
  return makeFinding({
    id,
    severity: "warning",
    total: demand.count,
    items: worstFirst(items),
    figureUnit: "demand",
    amount: amountOf(ground, items),
    limitMetres: ground.snapRadiusMetres,
  });
}

/** The people of some homes out of all. */
export function amountOf({ study: { demand } }: CheckGround, items: readonly CheckItem[]): Finding["amount"] {
  const total = demand.people.all.reduce((sum, people) => sum + people, 0);
  return { value: items.reduce((sum, { figure }) => sum + (figure ?? 0), 0), total, unit: "demand" };
}
