/**
 * OSM administrative boundaries → communities at one admin_level and the units
 * above them at the next lower levels. What a level means differs by country, so
 * without a choice the deepest level that divides the streets is taken, and the
 * choice is announced.
 */

import { AreaIndex, boundsMeet, boundsOfArea, pointInside } from "../../core/areas.ts";
import type { Issue } from "../../core/errors.ts";
import { BadDataError } from "../../core/errors.ts";
import type { AdministrativeUnit, Communities, UnitLevel } from "../../core/model/community.ts";
import type { AreaGeometry, Bounds } from "../../core/model/geometry.ts";
import type { OsmData } from "./osm-data.ts";
import { adminLevelOf } from "./osm-kinds.ts";
import type { OsmTags } from "./osm-source.ts";
import { assembleArea, isClosed, polygonOfWay } from "./rings.ts";

interface AdminArea {
  readonly id: string;
  readonly name: string;
  readonly level: number;
  readonly area: AreaGeometry;
}

export interface AdminAreas {
  /** Complete areas that meet the streets, by admin_level. */
  readonly byLevel: ReadonlyMap<number, readonly AdminArea[]>;
  /** How many boundaries of each level the extract cuts off. */
  readonly incomplete: ReadonlyMap<number, number>;
}

export interface CommunitiesFromOsm {
  readonly communities: Communities;
  readonly units: readonly AdministrativeUnit[];
  readonly unitAreas: readonly { readonly unit: AdministrativeUnit; readonly area: AreaGeometry }[];
}

function nameOf(tags: OsmTags, id: string): string {
  return tags.get("name") ?? tags.get("ref") ?? id;
}

/** All administrative areas that the file holds whole. */
export function adminAreasFromOsm(data: OsmData, streetBounds: Bounds): AdminAreas {
  const byLevel = new Map<number, AdminArea[]>();
  const incomplete = new Map<number, number>();
  const put = (area: AdminArea): void => {
    if (!boundsMeet(boundsOfArea(area.area), streetBounds)) return;
    const known = byLevel.get(area.level);
    if (known) known.push(area);
    else byLevel.set(area.level, [area]);
  };
  for (const relation of data.relations) {
    const level = adminLevelOf(relation.tags);
    if (Number.isNaN(level)) continue;
    const { area } = assembleArea(data, relation);
    const id = `r${relation.id}`;
    if (area) put({ id, name: nameOf(relation.tags, id), level, area });
    else incomplete.set(level, (incomplete.get(level) ?? 0) + 1);
  }
  const inRelations = new Set(
    data.relations
      .filter(({ tags }) => !Number.isNaN(adminLevelOf(tags)))
      .flatMap(({ members }) => members.map(({ wayId }) => wayId)),
  );
  for (const way of data.ways) {
    const level = adminLevelOf(way.tags);
    // A way with a level of its own that is part of a relation is that relation's edge.
    if (Number.isNaN(level) || !isClosed(data, way) || inRelations.has(way.id) || !way.tags.has("name")) continue;
    const area = polygonOfWay(data, way);
    const id = `w${way.id}`;
    if (area) put({ id, name: nameOf(way.tags, id), level, area });
    else incomplete.set(level, (incomplete.get(level) ?? 0) + 1);
  }
  return { byLevel, incomplete };
}

function listLevels(areas: AdminAreas): string {
  const levels = new Set([...areas.byLevel.keys(), ...areas.incomplete.keys()]);
  return [...levels]
    .sort((a, b) => a - b)
    .map((level) => {
      const cut = areas.incomplete.get(level) ?? 0;
      return `${level} (${areas.byLevel.get(level)?.length ?? 0}${cut > 0 ? `, ${cut} cut off` : ""})`;
    })
    .join(", ");
}

function chooseLevel(areas: AdminAreas, asked: number | null, layer: string, issues: Issue[]): number | null {
  if (asked !== null) {
    if ((areas.byLevel.get(asked)?.length ?? 0) > 0) return asked;
    throw new BadDataError([
      {
        code: "unknown-admin-level",
        severity: "error",
        layer,
        field: "admin_level",
        value: String(asked),
        details: { available: listLevels(areas) || "none" },
      },
    ]);
  }
  const whole = [...areas.byLevel].filter(([, found]) => found.length >= 2).map(([level]) => level);
  if (whole.length === 0) return null;
  const level = Math.max(...whole);
  issues.push({
    code: "assumed",
    severity: "warning",
    layer,
    field: "admin_level",
    value: String(level),
    details: { what: "admin-level", count: areas.byLevel.get(level)?.length ?? 0, available: listLevels(areas) },
  });
  return level;
}

const UNIT_LEVELS: readonly UnitLevel[] = ["township", "county", "city"];

/** The whole extract as one community, for files without boundaries. */
function wholeExtract(bounds: Bounds): CommunitiesFromOsm {
  const [west, south, east, north] = bounds;
  return {
    communities: {
      count: 1,
      ids: ["extract"],
      names: ["全部范围 (whole extract)"],
      parentIds: [""],
      kinds: ["unit"],
      areas: [
        {
          type: "Polygon",
          coordinates: [
            [
              [west, south],
              [east, south],
              [east, north],
              [west, north],
              [west, south],
            ],
          ],
        },
      ],
      centres: Float64Array.of((west + east) / 2, (south + north) / 2),
      approximate: true,
    },
    units: [],
    unitAreas: [],
  };
}

function communitiesOf(areas: readonly AdminArea[], parentIds: readonly string[]): Communities {
  return {
    count: areas.length,
    ids: areas.map((area) => area.id),
    names: areas.map((area) => area.name),
    parentIds,
    kinds: areas.map(() => "unit"),
    areas: areas.map((area) => area.area),
    centres: Float64Array.from(areas.flatMap((area) => pointInside(area.area))),
    approximate: false,
  };
}

/** For each area the id of the parent that holds a point inside it, "" where none does. */
function parentsOf(areas: readonly AdminArea[], parents: readonly AdminArea[]): string[] {
  const index = new AreaIndex(parents.map((parent) => parent.area));
  return areas.map((area) => parents[index.find(...pointInside(area.area))]?.id ?? "");
}

/**
 * Communities at the asked (or chosen) level. Warnings go to `issues`; throws BadDataError (unknown-admin-level) where the
 * asked level has no complete boundary.
 */
export function communitiesFromOsm(
  areas: AdminAreas,
  extent: Bounds,
  asked: number | null,
  layer: string,
  issues: Issue[],
): CommunitiesFromOsm {
  const level = chooseLevel(areas, asked, layer, issues);
  if (level === null) {
    const cut = [...areas.incomplete.values()].reduce((sum, count) => sum + count, 0);
    issues.push({
      code: "assumed",
      severity: "warning",
      layer,
      field: "communities",
      details: { what: "one-unit", cut },
    });
    return wholeExtract(extent);
  }
  const cut = areas.incomplete.get(level) ?? 0;
  if (cut > 0) {
    issues.push({
      code: "incomplete-boundary",
      severity: "warning",
      layer,
      field: "admin_level",
      value: String(level),
      details: { count: cut, level },
    });
  }
  const lower = [...areas.byLevel.keys()].filter((other) => other < level).sort((a, b) => b - a);
  const tiers = [level, ...lower.slice(0, UNIT_LEVELS.length)].map((tier) => areas.byLevel.get(tier) ?? []);
  const parentIds = tiers.map((tier, depth) => parentsOf(tier, tiers[depth + 1] ?? []));
  const unitAreas = tiers.slice(1).flatMap((tier, depth) =>
    tier.map((area, row) => {
      const unit = {
        id: area.id,
        name: area.name,
        parentId: parentIds[depth + 1]?.[row] ?? "",
        level: UNIT_LEVELS[depth] ?? "city",
        type: "",
      };
      return { unit, area: area.area };
    }),
  );
  return {
    communities: communitiesOf(tiers[0] ?? [], parentIds[0] ?? []),
    units: unitAreas.map(({ unit }) => unit),
    unitAreas,
  };
}
