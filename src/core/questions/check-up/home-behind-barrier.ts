/** Homes cut off from every street within the snap radius by water, a railway or a wall. */
import { REFUSED_BEHIND_BARRIER } from "../../network/snap.ts";
import type { Check } from "./check-ground.ts";
import { findRefusedHomes } from "./refused-homes.ts";

export const checkHomesBehindBarriers: Check = {
  id: "home-behind-barrier",
  find: (ground) => findRefusedHomes(ground, "home-behind-barrier", REFUSED_BEHIND_BARRIER),
};
