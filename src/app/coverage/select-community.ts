/** Picks a community from a list: opens its card and moves the map there. */
import { useView } from "../store/view-store.ts";

export function selectCommunity(communityIndex: number): void {
  const { select, fly } = useView.getState();
  select(communityIndex);
  fly({ kind: "community", communityIndex });
}
