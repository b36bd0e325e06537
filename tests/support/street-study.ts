/** A random study whose homes and clinics stand on its streets and whose ground is cut by walls, and the same with one more street. */
import { createRandom } from "../../geodata/build/random.ts";
import { distanceMetres } from "../../src/core/geodesy.ts";
import type { Position } from "../../src/core/model/geometry.ts";
import { CYCLE_BOTH, WALK_BOTH } from "../../src/core/model/streets.ts";
import type { Barrier, Study } from "../../src/core/model/study.ts";
import { createPointFacilities, createRandomStudy } from "./random-study.ts";

const HOMES = 60;
const CLINICS = 2;
const WALLS = 5;

/** Nobody of this study walks off a street, so that one more street draws nobody to itself. */
export function createStreetStudy(seed: number): Study {
  const study = createRandomStudy(seed);
  const random = createRandom(seed + 77);
  const { streets } = study;
  const placeOnStreet = (): Position => {
    const street = Math.floor(random() * streets.count);
    const first = streets.starts[street] as number;
    const at = first + Math.floor(random() * ((streets.starts[street + 1] as number) - first - 1));
    const share = 0.1 + 0.8 * random();
    const [lon = 0, lat = 0, nextLon = 0, nextLat = 0] = streets.coordinates.subarray(2 * at, 2 * at + 4);
    return [lon + share * (nextLon - lon), lat + share * (nextLat - lat)];
  };
  const homes = Array.from({ length: HOMES }, placeOnStreet);
  const clinics = Array.from({ length: CLINICS }, placeOnStreet);
  const barriers = Array.from({ length: WALLS }, (): Barrier => {
    const from: Position = [113.3 + 0.012 * random(), 40.08 + 0.012 * random()];
    const to: Position = [from[0] + 0.008 * (random() - 0.5), from[1] + 0.008 * (random() - 0.5)];
    const kind = (["wall", "railway", "water"] as const)[Math.floor(random() * 3)] ?? "wall";
    return {
      kind,
      name: kind,
      geometry: { type: "LineString", coordinates: [from, to] },
    };
  });
  return {
    ...study,
    services: study.services.filter(({ id }) => id === "clinic"),
    demand: {
      count: HOMES,
      coordinates: Float64Array.from(homes.flat()),
      communityIndexes: Int32Array.from(homes, ([lon, lat]) => (lon < 113.306 ? 0 : 1) + (lat < 40.086 ? 0 : 2)),
      unit: "people",
      people: { all: Float64Array.from(homes, () => 1 + Math.floor(random() * 90)) },
      landSquareMetres: null,
    },
    facilities: [createPointFacilities("clinic", Float64Array.from(clinics.flat()))],
    barriers,
  };
}

/** The study with a street between two places on its streets; vertices are put into the lines there. */
export function addStreetBetween(study: Study, from: Position, to: Position): Study {
  const drawn = linesOf(study);
  const ends = [from, to].map((end) => findVertex(drawn, end) ?? roundPosition(end));
  const lines = drawn.map((line) => ends.reduce(insertVertex, line));
  lines.push(ends);
  const { streets } = study;
  return {
    ...study,
    streets: {
      ...streets,
      count: lines.length,
      coordinates: Float64Array.from(lines.flat(2)),
      starts: countStarts(lines),
      permissions: Uint8Array.from([...streets.permissions, WALK_BOTH | CYCLE_BOTH]),
      classes: [...streets.classes, "residential"],
      names: [...streets.names, ""],
      ids: [...streets.ids, "link"],
    },
  };
}

/** Where each line's positions begin. */
function countStarts(lines: readonly (readonly Position[])[]): Uint32Array {
  const starts = new Uint32Array(lines.length + 1);
  lines.forEach((line, index) => {
    starts[index + 1] = (starts[index] as number) + line.length;
  });
  return starts;
}

/** The study without what stops people at a place. */
export function openGate(study: Study, [lon, lat]: Position): Study {
  const { coordinates, count, stops } = study.streetBlocks;
  const kept = Array.from({ length: count }, (_, block) => block).filter(
    (block) => distanceMetres(coordinates[2 * block] as number, coordinates[2 * block + 1] as number, lon, lat) > 0.02,
  );
  return {
    ...study,
    streetBlocks: {
      count: kept.length,
      coordinates: Float64Array.from(kept.flatMap((block) => [...coordinates.subarray(2 * block, 2 * block + 2)])),
      stops: Uint8Array.from(kept, (block) => stops[block] as number),
    },
  };
}

function linesOf({ streets }: Study): Position[][] {
  return Array.from({ length: streets.count }, (_, street) => {
    const line: Position[] = [];
    for (let at = streets.starts[street] as number; at < (streets.starts[street + 1] as number); at++) {
      line.push([streets.coordinates[2 * at] as number, streets.coordinates[2 * at + 1] as number]);
    }
    return line;
  });
}

function roundPosition([lon, lat]: Position): Position {
  return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
}

const ON_LINE_METRES = 0.02;

/** The vertex at which a place lies but for rounding. */
function findVertex(lines: readonly (readonly Position[])[], place: Position): Position | undefined {
  return lines.flat().find((position) => distanceMetres(...position, ...place) < ON_LINE_METRES + ROUNDING_METRES);
}

/** Positions are rounded to 1e-7 degrees. */
const ROUNDING_METRES = 0.008;

/** The line with the place as a vertex where it passes there; a line that has it as a vertex stays as it is. */
function insertVertex(line: Position[], place: Position): Position[] {
  const apart = (a: Position, b: Position): number => distanceMetres(a[0], a[1], b[0], b[1]);
  if (line.some((position) => apart(position, place) < ON_LINE_METRES)) return line;
  for (let at = 1; at < line.length; at++) {
    const [a, b] = [line[at - 1] as Position, line[at] as Position];
    const share = apart(a, place) / (apart(a, place) + apart(place, b));
    const onLine: Position = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
    if (apart(onLine, place) > ON_LINE_METRES) continue;
    return [...line.slice(0, at), place, ...line.slice(at)];
  }
  return line;
}
