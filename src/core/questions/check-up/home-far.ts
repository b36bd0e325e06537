/** Homes with no street to walk within the run's snap radius. */
import { REFUSED_TOO_FAR } from "../../network/snap.ts";
import type { Check } from "./check-ground.ts";
import { findRefusedHomes } from "./refused-homes.ts";

export const checkFarHomes: Check = {
  id: "home-far",
  find: (ground) => findRefusedHomes(ground, "home-far", REFUSED_TOO_FAR),
};
