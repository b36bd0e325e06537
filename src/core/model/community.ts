/** Communities (社区, 行政村: the units that are judged) and the units above them. */
import type { AreaGeometry } from "./geometry.ts";

/** `urban` 城市社区, `village` 行政村, `unit` where the source does not say. */
export type CommunityKind = "urban" | "village" | "unit";

export interface Communities {
  readonly count: number;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** The id of the unit above (街道, 镇, 乡, commune), or "" where none is known. */
  readonly parentIds: readonly string[];
  readonly kinds: readonly CommunityKind[];
  /** A community without a known polygon is null. */
  readonly areas: readonly (AreaGeometry | null)[];
  /** Interleaved lon, lat of a point inside (label point). */
  readonly centres: Float64Array;
  /** True where the outline is not surveyed (cells around points). */
  readonly approximate: boolean;
}

export type UnitLevel = "township" | "county" | "city";

/** A unit above communities: township (街道/镇/乡), county (县/区), city. */
export interface AdministrativeUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly level: UnitLevel;
  /** 街道, 镇, 乡, 区, 县, 开发区, 市; "" where unknown. "每个县" counts only 县. */
  readonly type: string;
}

/** Type of a unit at county level that is no county: 开发区, under an administration of its own. */
export const DEVELOPMENT_ZONE = "开发区";

/** Type of a county that is no district: “每个县” counts only these. */
export const COUNTY_PROPER = "县";
