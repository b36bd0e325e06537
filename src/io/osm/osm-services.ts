/**
 * Which OSM tags make a facility of which service, and the services as a study
 * lists them. Only what the tags say plainly is taken: a nursing home is no day
 * centre, a private pitch no fitness square.
 */
import type { LocalizedText, Service, ServiceDomain } from "../../core/model/facility.ts";
import type { OsmTags } from "./osm-source.ts";

function service(id: string, title: LocalizedText, domain: ServiceDomain): Service {
  return { id, title, domain, groupId: "all", profileId: "adult", circle: true };
}

/** Every service that an OSM file may give, in the order in which a study lists them. */
export const OSM_SERVICES: readonly Service[] = [
  service("kindergarten", { zh: "幼儿园", en: "Kindergartens" }, "education"),
  service("school", { zh: "学校", en: "Schools" }, "education"),
  service("clinic", { zh: "诊所与卫生服务站", en: "Clinics" }, "health"),
  service("pharmacy", { zh: "药店", en: "Pharmacies" }, "health"),
  service("hospital", { zh: "医院", en: "Hospitals" }, "health"),
  service("elderly-day-care", { zh: "老年人日间照料中心", en: "Elderly day-care centres" }, "elderly"),
  service("library", { zh: "图书馆", en: "Libraries" }, "culture"),
  service("culture-room", { zh: "文化活动室", en: "Community and arts centres" }, "culture"),
  service("fitness-square", { zh: "健身场地", en: "Pitches and fitness stations" }, "sport"),
  service("park", { zh: "公园", en: "Parks" }, "sport"),
];

const HEALTH_CENTRES = new Set(["clinic", "centre", "doctor"]);
const DAY_CARE = new Set(["day_care", "day_centre", "daycare"]);
const OPEN_TO_ALL = new Set(["yes", "public", "permissive", "customers"]);
const FITNESS = new Set(["pitch", "fitness_station", "sports_centre"]);

function closedToPublic(tags: OsmTags): boolean {
  const access = tags.get("access");
  return access === "private" || access === "no";
}

function isElderlyDayCare(tags: OsmTags): boolean {
  if (tags.get("amenity") !== "social_facility" || !DAY_CARE.has(tags.get("social_facility") ?? "")) return false;
  const whom = (tags.get("social_facility:for") ?? "").split(";").map((part) => part.trim());
  return whom.includes("senior") || whom.includes("elderly");
}

function isPark(tags: OsmTags): boolean {
  if (closedToPublic(tags)) return false;
  if (tags.get("leisure") === "park") return true;
  return tags.get("leisure") === "garden" && (OPEN_TO_ALL.has(tags.get("access") ?? "") || tags.has("name"));
}

/** The services that something with these tags belongs to; mostly none. */
export function servicesOfTags(tags: OsmTags): string[] {
  const amenity = tags.get("amenity");
  const healthcare = tags.get("healthcare") ?? "";
  const leisure = tags.get("leisure") ?? "";
  const found: string[] = [];
  if (amenity === "kindergarten") found.push("kindergarten");
  if (amenity === "school") found.push("school");
  if (amenity === "pharmacy" || (amenity === undefined && healthcare === "pharmacy")) found.push("pharmacy");
  if (amenity === "hospital" || (amenity === undefined && healthcare === "hospital")) found.push("hospital");
  const healthCentre = HEALTH_CENTRES.has(healthcare) && amenity !== "hospital" && amenity !== "pharmacy";
  if (amenity === "clinic" || amenity === "doctors" || healthCentre) found.push("clinic");
  if (isElderlyDayCare(tags)) found.push("elderly-day-care");
  if (amenity === "library") found.push("library");
  if (amenity === "community_centre" || amenity === "arts_centre") found.push("culture-room");
  if (FITNESS.has(leisure) && !closedToPublic(tags)) found.push("fitness-square");
  if (isPark(tags)) found.push("park");
  return found;
}
