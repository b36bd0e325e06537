/**
 * What else an OSM way, area or node can be to a study: homes, barriers, green
 * and built-up ground, places. One function a question, each on tags alone.
 */
import type { Barrier, ContextShape } from "../../core/model/study.ts";
import type { OsmTags } from "./osm-source.ts";

const NO_HOMES = new Set(
  (
    "no garage garages carport shed roof greenhouse industrial warehouse manufacture factory commercial retail office supermarket kiosk " +
    "school kindergarten university college hospital clinic church cathedral chapel mosque temple synagogue shrine religious public civic " +
    "government townhall train_station transportation station stadium sports_hall sports_centre pavilion grandstand riding_hall hangar " +
    "barn farm_auxiliary stable cowshed sty slurry_tank silo storage_tank tank digester service transformer_tower substation power " +
    "water_tower toilets parking ruins construction collapsed demolished hotel fire_station bunker tent bridge gatehouse tower castle " +
    "museum theatre cinema library boathouse lighthouse pumping_station market container canopy grain_silo outbuilding ship"
  ).split(" "),
);
const HOMES = new Set(
  (
    "house apartments residential detached semidetached_house terrace dormitory bungalow farm cabin static_caravan houseboat hut " +
    "villa mixed_use mixed stilt_house ger trullo allotment_house"
  ).split(" "),
);
/** On a building of no stated kind, any of these says that it is used for something else. */
const OTHER_USES = [
  "amenity",
  "office",
  "shop",
  "tourism",
  "leisure",
  "man_made",
  "power",
  "aeroway",
  "railway",
  "military",
  "craft",
];
const NO_HOME_LAND = new Set(["industrial", "commercial", "retail", "railway", "military", "depot", "port"]);
const NO_HOME_GROUNDS = new Set(["school", "kindergarten", "hospital", "university", "college", "prison"]);

/** `homes` says so, `maybe` leaves it open (judged by the ground it stands on), `none` is no dwelling or no building. */
export function homesIn(tags: OsmTags): "homes" | "maybe" | "none" {
  const building = tags.get("building");
  if (building === undefined || NO_HOMES.has(building)) return "none";
  if (tags.get("location") === "underground" || layerOf(tags) < 0) return "none";
  if (HOMES.has(building)) return "homes";
  return OTHER_USES.some((key) => tags.has(key)) ? "none" : "maybe";
}

/** Ground on which a building of no stated kind is taken to hold no homes. */
export function isGroundWithoutHomes(tags: OsmTags): boolean {
  return (
    NO_HOME_LAND.has(tags.get("landuse") ?? "") ||
    NO_HOME_GROUNDS.has(tags.get("amenity") ?? "") ||
    tags.get("aeroway") === "aerodrome"
  );
}

/** Storeys as tagged, between a half and 200; NaN where not or not a number. */
export function levelsOf(tags: OsmTags): number {
  const levels = Number.parseFloat(tags.get("building:levels") ?? "");
  return levels >= 0.5 && levels <= 200 ? levels : Number.NaN;
}

function layerOf(tags: OsmTags): number {
  const layer = Number.parseInt(tags.get("layer") ?? "0", 10);
  return Number.isNaN(layer) ? 0 : layer;
}

function isBelowGround(tags: OsmTags): boolean {
  const tunnel = tags.get("tunnel");
  return (tunnel !== undefined && tunnel !== "no") || tags.get("covered") === "yes" || layerOf(tags) < 0;
}

/** Barriers that are areas: standing water and wide rivers. */
export function isWaterArea(tags: OsmTags): boolean {
  if (isBelowGround(tags)) return false;
  const landuse = tags.get("landuse");
  return (
    tags.get("natural") === "water" ||
    tags.get("waterway") === "riverbank" ||
    landuse === "reservoir" ||
    landuse === "basin"
  );
}

/** Barriers that are lines: rivers, coasts, railways at ground level, city walls. */
export function barrierLineOf(tags: OsmTags): Barrier["kind"] | null {
  if (tags.get("barrier") === "city_wall") return "wall";
  if (tags.get("natural") === "coastline") return "water";
  if (isBelowGround(tags)) return null;
  const waterway = tags.get("waterway");
  if (waterway === "river" || waterway === "canal") return "water";
  const railway = tags.get("railway");
  const bridge = tags.get("bridge");
  const overhead = bridge !== undefined && bridge !== "no";
  return (railway === "rail" || railway === "light_rail") && !overhead ? "railway" : null;
}

const GREEN_LEISURE = new Set(["park", "garden", "nature_reserve", "golf_course"]);
const GREEN_LAND = new Set(["forest", "grass", "meadow", "recreation_ground", "village_green", "cemetery", "orchard"]);
const GREEN_NATURE = new Set(["wood", "scrub", "grassland", "heath"]);

/** Areas drawn for orientation. */
export function contextAreaOf(tags: OsmTags): ContextShape["kind"] | null {
  if (tags.get("landuse") === "residential") return "built-up";
  const green =
    GREEN_LEISURE.has(tags.get("leisure") ?? "") ||
    GREEN_LAND.has(tags.get("landuse") ?? "") ||
    GREEN_NATURE.has(tags.get("natural") ?? "");
  return green ? "green" : null;
}

const PLACES = new Set(["city", "town", "suburb", "quarter", "village", "neighbourhood", "borough", "hamlet"]);

/** True for named places (town, suburb, village …). */
export function isPlace(tags: OsmTags): boolean {
  return PLACES.has(tags.get("place") ?? "") && tags.has("name");
}

/** admin_level of an administrative boundary, NaN for anything else. */
export function adminLevelOf(tags: OsmTags): number {
  if (tags.get("boundary") !== "administrative") return Number.NaN;
  const level = tags.get("admin_level") ?? "";
  return /^\d{1,2}$/.test(level) ? Number(level) : Number.NaN;
}

const AREA_KEYS = [
  "landuse",
  "natural",
  "leisure",
  "amenity",
  "building",
  "boundary",
  "healthcare",
  "water",
  "aeroway",
];

/** True where a closed way with these tags means the ground inside. */
export function isAreaByTags(tags: OsmTags): boolean {
  const area = tags.get("area");
  if (area === "yes") return true;
  if (area === "no") return false;
  return AREA_KEYS.some((key) => tags.has(key)) || tags.get("waterway") === "riverbank";
}
