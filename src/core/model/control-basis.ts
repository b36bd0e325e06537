/** Where control totals are from: one source and date for all, and others for single groups. */
import type { GroupId } from "./demand.ts";

/** Where a total is from, and of which day or year; "" where nobody says. */
export interface ControlBasis {
  readonly source: string;
  readonly date: string;
}

/** Of totals that are from elsewhere than the others; what is empty is as with all others. */
export type OwnBases = Readonly<Partial<Record<GroupId, Partial<ControlBasis>>>>;

/** Where a group's total is from: as its own says, else as all others. */
export function basisOfGroup(
  { source, date, own }: ControlBasis & { readonly own: OwnBases },
  groupId: GroupId,
): ControlBasis {
  const { source: ownSource = "", date: ownDate = "" } = own[groupId] ?? {};
  return { source: (ownSource || source).trim(), date: (ownDate || date).trim() };
}
