/** Takes a click on the map for a question about that very place, where the community around it is being explained. */
import type { Position } from "../../core/model/geometry.ts";
import { useView } from "../store/view-store.ts";
import { useExplain } from "./explain-store.ts";

/** True where the click was one. */
export function explainPlace(communityIndex: number, position: Position): boolean {
  const { isOpen, show } = useExplain.getState();
  const { selectedCommunityIndex, workspace, sheet } = useView.getState();
  const isTable = workspace === "targets" && sheet === "crossings";
  if (!isOpen || isTable || selectedCommunityIndex !== communityIndex) return false;
  show({ place: { communityIndex, position } });
  return true;
}
