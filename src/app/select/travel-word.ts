import { PROFILES, type ProfileId } from "../../core/model/parameters.ts";

/** The string that says how a profile gets about: on foot, on wheels, on a bike. */
export function travelWord(profileId: ProfileId): "mode.walk" | "mode.cycle" | "mode.wheelchair" {
  return profileId === "wheelchair" ? "mode.wheelchair" : `mode.${PROFILES[profileId].mode}`;
}
