/** Homes within whose snap radius there are streets on islands alone. */
import { REFUSED_ON_ISLAND } from "../../network/snap.ts";
import type { Check } from "./check-ground.ts";
import { findRefusedHomes } from "./refused-homes.ts";

export const checkHomesOnIslands: Check = {
  id: "home-on-island",
  find: (ground) => findRefusedHomes(ground, "home-on-island", REFUSED_ON_ISLAND),
};
