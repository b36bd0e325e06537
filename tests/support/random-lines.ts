/**
 * Random street lines on few places, so that they meet, lie on one another, turn back, close loops and repeat
 * positions; and the same lines after some were added, closed, cut or bent.
 */
import { createRandom } from "../../geodata/build/random.ts";
import { NIGHT_CLOSED, NO_WHEELCHAIR, type StreetBlocks, type Streets } from "../../src/core/model/streets.ts";

export interface RandomLine {
  readonly id: string;
  readonly places: readonly (readonly [lon: number, lat: number])[];
  readonly permissions: number;
  readonly conditions: number;
  readonly streetClass: string;
}

type Random = ReturnType<typeof createRandom>;

const GRAIN = 1e-7;

/** Shares of a grain: the grains beside, inside a grain, and both sides of the edge between. */
const NEAR = [1, -1, 2, 0.3, 0.494, 0.497, 0.5, 0.503, 0.506];
const NEAR_INSIDE = 4;

/** A place of a small raster, now and then a grain or two beside it; of odd rasters also at the edge of one. */
function drawPlace(random: Random, side: number): readonly [number, number] {
  const shares = side % 2 === 0 ? NEAR_INSIDE : NEAR.length;
  const near = random() < 0.04 ? GRAIN * (NEAR[Math.floor(random() * shares)] as number) : 0;
  const lon = 113.3 + 0.001 * Math.floor(random() * side) + near;
  return [lon, 40.08 + 0.001 * Math.floor(random() * side)];
}

function drawLine(random: Random, id: string, side: number): RandomLine {
  const places = [drawPlace(random, side)];
  const length = random() < 0.05 ? 1 : 2 + Math.floor(random() * 5);
  while (places.length < length) {
    const choice = random();
    const [lon, lat] = places.at(-1) as readonly [number, number];
    if (choice < 0.08) places.push([lon, lat]);
    else if (choice < 0.16) places.push(places.at(-2) ?? drawPlace(random, side));
    else if (choice < 0.24) places.push(places[0] as readonly [number, number]);
    else if (choice < 0.7) {
      const step = random() < 0.5 ? 0.001 : -0.001;
      places.push(random() < 0.5 ? [lon + step, lat] : [lon, lat + step]);
    } else places.push(drawPlace(random, side));
  }
  return {
    id,
    places,
    permissions: random() < 0.12 ? 0 : random() < 0.3 ? Math.floor(random() * 16) : 15,
    conditions: random() < 0.15 ? (random() < 0.5 ? NIGHT_CLOSED : NO_WHEELCHAIR) : 0,
    streetClass: random() < 0.1 ? "steps" : "footway",
  };
}

/** A line around the raster, so that what lies farthest out mostly stays; where it is wide, many places share a cell of the nodes' order. */
function frame(isWide: boolean): RandomLine {
  const [west, south, east, north] = isWide ? ([60, 10, 140, 60] as const) : ([113.29, 40.07, 113.32, 40.1] as const);
  const places = [[west, south] as const, [east, north] as const];
  return { id: "frame", places, permissions: 15, conditions: 0, streetClass: "footway" };
}

/** @param side places along one side of the raster. */
export function drawLines(seed: number, count: number, side: number): readonly RandomLine[] {
  const random = createRandom(seed);
  const lines = Array.from({ length: count }, (_, index) => drawLine(random, `line-${index}`, side));
  return [frame(random() < 0.4), ...lines];
}

/** One edit of the lines: one closed, opened, cut in two, bent, taken out, or added (mostly at the end). */
export function editLines(lines: readonly RandomLine[], seed: number, side: number): readonly RandomLine[] {
  const random = createRandom(seed);
  const at = Math.floor(random() * lines.length);
  const line = lines[at];
  const choice = random();
  if (line === undefined || choice < 0.35) {
    const place = random() < 0.8 ? lines.length : at;
    return [...lines.slice(0, place), drawLine(random, `new-${seed}`, side), ...lines.slice(place)];
  }
  const replace = (...by: readonly RandomLine[]) => [...lines.slice(0, at), ...by, ...lines.slice(at + 1)];
  if (choice < 0.55) return replace({ ...line, permissions: line.permissions === 0 ? 15 : 0 });
  const middle = Math.floor(random() * line.places.length);
  const [head, tail] = [line.places.slice(0, middle + 1), line.places.slice(middle)];
  if (choice < 0.7) return replace({ ...line, places: head, permissions: 0 }, { ...line, places: tail });
  if (choice < 0.85) return replace({ ...line, places: [...head, drawPlace(random, side), ...tail.slice(1)] });
  if (choice < 0.95) return replace();
  return replace({ ...line, conditions: line.conditions ^ NIGHT_CLOSED });
}

/** The streets with lines behind them that are drawn over others, the other way, as closed loops, or with positions told twice. */
export function addOddLines(streets: Streets, seed: number): Streets {
  const random = createRandom(seed);
  const lines = streets.ids.map((id, row): RandomLine => {
    const places = Array.from(
      streets.coordinates.subarray(2 * (streets.starts[row] as number), 2 * (streets.starts[row + 1] as number)),
    );
    return {
      id,
      places: places.flatMap((lon, at) => (at % 2 === 0 ? [[lon, places[at + 1] as number] as const] : [])),
      permissions: streets.permissions[row] as number,
      conditions: streets.conditions?.[row] ?? 0,
      streetClass: streets.classes[row] as string,
    };
  });
  const odd = Array.from({ length: 4 + Math.floor(random() * 8) }, (_, index): RandomLine => {
    const line = lines[Math.floor(random() * lines.length)] as RandomLine;
    const other = lines[Math.floor(random() * lines.length)] as RandomLine;
    const choice = random();
    const places =
      choice < 0.25
        ? line.places
        : choice < 0.5
          ? line.places.toReversed()
          : choice < 0.75
            ? [...line.places, ...other.places, line.places[0] as readonly [number, number]]
            : line.places.flatMap((place) => (random() < 0.5 ? [place, place] : [place]));
    return { ...line, id: `odd-${index}`, places, permissions: random() < 0.3 ? Math.floor(random() * 16) : 15 };
  });
  return streetsOfLines([...lines, ...odd]);
}

export function streetsOfLines(lines: readonly RandomLine[]): Streets {
  const starts = new Uint32Array(lines.length + 1);
  lines.forEach(({ places }, row) => {
    starts[row + 1] = (starts[row] as number) + places.length;
  });
  return {
    count: lines.length,
    coordinates: Float64Array.from(lines.flatMap(({ places }) => places.flat())),
    starts,
    permissions: Uint8Array.from(lines, ({ permissions }) => permissions),
    classes: lines.map(({ streetClass }) => streetClass),
    names: lines.map(() => ""),
    ids: lines.map(({ id }) => id),
    ...(lines.some(({ conditions }) => conditions !== 0)
      ? { conditions: Uint8Array.from(lines, ({ conditions }) => conditions) }
      : {}),
  };
}

/** Gates at some places of the raster. */
export function drawBlocks(seed: number, count: number, side: number): StreetBlocks {
  const random = createRandom(seed);
  const places = Array.from({ length: count }, () => drawPlace(random, side));
  return {
    count,
    coordinates: Float64Array.from(places.flat()),
    stops: Uint8Array.from({ length: count }, () => Math.floor(random() * 16)),
    conditions: Uint8Array.from({ length: count }, () => (random() < 0.3 ? NIGHT_CLOSED : 0)),
  };
}
