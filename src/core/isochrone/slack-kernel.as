/**
 * Legs of a block of 4 × 4 lattice points, compiled to WebAssembly by
 * `npm run kernel`. leg-table.ts lays out the memory and says what a record holds;
 * addresses are in bytes, lengths in metres. Stored legs are whole parts of a metre in 16
 * bits, rounded down: eight to a vector, half the memory.
 */

@external("env", "testPoints")
declare function testPoints(record: i32, pair: i32, points: i32): void;

const KEPT: usize = 0;
const SLACK: usize = 64;
const COLUMNS: usize = 128;
/** One vector for each of the 16 choices among four points. */
const CHOICES: usize = 144;
const ALL_POINTS: i32 = 0xffff;
const HEADER_BYTES: usize = 16;
const PAIR_BYTES: usize = 8;
const BITS_BYTES: usize = 8;
const LEGS_BYTES: usize = 32;
const FARTHEST_PARTS: f32 = 65535;

const BEYOND: i32 = 0;
const PARTLY: i32 = 2;
const WHOLLY: i32 = 3;

let rowMetres: f32 = 0;
let partsPerMetre: f32 = 1;
let blockedBits: i32 = 0;
let mostMetres: f32 = 0;

export function prepare(parts: f32): void {
  partsPerMetre = parts;
  for (let choice = 0; choice < 16; choice++) {
    for (let point = 0; point < 4; point++) {
      store<i32>(CHOICES + ((choice << 4) | (point << 2)), (choice >> point) & 1 ? -1 : 0);
    }
  }
}

/** Takes the distances of neighbouring points. */
export function takeCells(column: f32, row: f32): void {
  for (let point = 0; point < 4; point++) store<f32>(COLUMNS + (point << 2), column * <f32>point);
  rowMetres = row;
}

/** The least of the lengths kept, those of points in water being longer by some metres. */
export function leastKept(waters: i32, waterMetres: f32): f32 {
  let least = withWater(0, waters, waterMetres);
  for (let line: usize = 1; line < 4; line++) least = f32x4.pmin(least, withWater(line, waters, waterMetres));
  least = f32x4.pmin(least, v128.shuffle<f32>(least, least, 2, 3, 0, 1));
  least = f32x4.pmin(least, v128.shuffle<f32>(least, least, 1, 0, 3, 2));
  return f32x4.extract_lane(least, 0);
}

/** One bit for each point whose kept length is at most so many metres. */
export function findWithin(metres: f32): i32 {
  let bits = 0;
  for (let line: usize = 0; line < 4; line++) {
    bits |= i32x4.bitmask(f32x4.le(v128.load(KEPT + (line << 4)), f32x4.splat(metres))) << (<i32>line << 2);
  }
  return bits;
}

@inline
function withWater(line: usize, waters: i32, waterMetres: f32): v128 {
  const choice = (waters >> (<i32>line << 2)) & 15;
  const more = v128.and(f32x4.splat(waterMetres), v128.load(CHOICES + (<usize>choice << 4)));
  return f32x4.add(v128.load(KEPT + (line << 4)), more);
}

/** Keeps one length for all points. */
export function open(metres: f32): void {
  const all = f32x4.splat(metres);
  v128.store(KEPT, all);
  v128.store(KEPT, all, 16);
  v128.store(KEPT, all, 32);
  v128.store(KEPT, all, 48);
}

/** Metres of four stored legs, whose parts are the lower or the upper half of eight. */
@inline
function metresOf(parts: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_u(parts), f32x4.splat(1 / partsPerMetre));
}

@inline
function keepParts(low: v128, high: v128, farthest: f32): void {
  const most = f32x4.splat(farthest);
  v128.store(KEPT, f32x4.pmin(metresOf(i32x4.extend_low_i16x8_u(low)), most));
  v128.store(KEPT, f32x4.pmin(metresOf(i32x4.extend_high_i16x8_u(low)), most), 16);
  v128.store(KEPT, f32x4.pmin(metresOf(i32x4.extend_low_i16x8_u(high)), most), 32);
  v128.store(KEPT, f32x4.pmin(metresOf(i32x4.extend_high_i16x8_u(high)), most), 48);
}

/** The greatest of 16 legs, in parts. */
@inline
function greatestOf(low: v128, high: v128): f32 {
  let most = i16x8.max_u(low, high);
  most = i16x8.max_u(most, v128.shuffle<i16>(most, most, 4, 5, 6, 7, 0, 1, 2, 3));
  most = i16x8.max_u(most, v128.shuffle<i16>(most, most, 2, 3, 0, 1, 6, 7, 4, 5));
  most = i16x8.max_u(most, v128.shuffle<i16>(most, most, 1, 0, 3, 2, 5, 4, 7, 6));
  return <f32>i16x8.extract_lane_u(most, 0);
}

/** Points whose straight leg to one of the runs taken is hidden by a barrier. */
export function blocked(): i32 {
  return blockedBits;
}

/** No leg of this length or more shortens what `takeWhole` kept. */
export function most(): f32 {
  return mostMetres;
}

/**
 * Keeps `farthest` for all points, then takes the legs of a record's pairs whose runs are
 * wholly reached, until the next is too far from every point or all are well inside. The
 * pairs passed over whose runs are partly reached (or, with the fringe, less) are listed
 * behind the legs; answers how many, -1 where nothing was taken either.
 */
export function takeWhole(
  record: usize,
  states: usize,
  wellInside: f32,
  farthest: f32,
  takesFringe: bool,
): i32 {
  let low = i16x8.splat(-1);
  let high = low;
  let mostParts = farthest * partsPerMetre;
  const count = load<i32>(record);
  const bitsAt = record + HEADER_BYTES + PAIR_BYTES * <usize>count;
  const legsAt = bitsAt + BITS_BYTES * <usize>count;
  const listAt = legsAt + LEGS_BYTES * <usize>count;
  let listed = 0;
  let hasTaken = false;
  blockedBits = 0;
  for (let pair = 0; pair < count; pair++) {
    const at = record + HEADER_BYTES + PAIR_BYTES * <usize>pair;
    if (load<f32>(at, 4) * partsPerMetre >= mostParts) break;
    const state = <i32>load<u8>(states + <usize>load<i32>(at));
    if (state == BEYOND) continue;
    if (state != WHOLLY) {
      if (takesFringe || state == PARTLY) {
        store<i32>(listAt + (<usize>listed << 2), pair);
        listed++;
      }
      continue;
    }
    const legs = legsAt + LEGS_BYTES * <usize>pair;
    const bits = bitsAt + BITS_BYTES * <usize>pair;
    if (load<u16>(bits) != ALL_POINTS) {
      keepParts(low, high, farthest);
      const points = findNearer(legs) & ~load<u16>(bits);
      if (points != 0) testPoints(<i32>record, pair, points);
    }
    blockedBits |= load<u16>(bits, 4);
    hasTaken = true;
    low = i16x8.min_u(low, v128.load(legs));
    high = i16x8.min_u(high, v128.load(legs, 16));
    mostParts = min(mostParts, greatestOf(low, high));
    if (mostParts <= wellInside * partsPerMetre) break;
  }
  keepParts(low, high, farthest);
  mostMetres = mostParts / partsPerMetre;
  return listed > 0 || hasTaken ? listed : -1;
}

/** One bit for each point that a pair's legs bring nearer. */
export function findNearer(legs: usize): i32 {
  let bits = 0;
  for (let line: usize = 0; line < 4; line++) {
    const metres = metresOf(i32x4.extend_low_i16x8_u(v128.load64_zero(legs + (line << 3))));
    const isNearer = f32x4.lt(metres, v128.load(KEPT + (line << 4)));
    bits |= i32x4.bitmask(isNearer) << (<i32>line << 2);
  }
  return bits;
}

/**
 * Takes the legs from the points given to a straight stretch: it begins at (ax, ay), in
 * metres from the block's first point, and goes on by (dx, dy); from one share of it to another.
 */
export function takeStretch(ax: f32, ay: f32, dx: f32, dy: f32, least: f32, most: f32, points: i32): void {
  const squared = dx * dx + dy * dy;
  const perSquare: f32 = squared > 0 ? 1 / squared : 0;
  const px = f32x4.sub(v128.load(COLUMNS), f32x4.splat(ax));
  const alongX = f32x4.mul(px, f32x4.splat(dx * perSquare));
  for (let line: usize = 0; line < 4; line++) {
    const choice = (points >> (<i32>line << 2)) & 15;
    if (choice == 0) continue;
    const py = rowMetres * <f32>line - ay;
    let share = f32x4.add(alongX, f32x4.splat(py * dy * perSquare));
    share = f32x4.pmin(f32x4.pmax(share, f32x4.splat(least)), f32x4.splat(most));
    const legX = f32x4.sub(px, f32x4.mul(share, f32x4.splat(dx)));
    const legY = f32x4.sub(f32x4.splat(py), f32x4.mul(share, f32x4.splat(dy)));
    const leg = f32x4.sqrt(f32x4.add(f32x4.mul(legX, legX), f32x4.mul(legY, legY)));
    const kept = v128.load(KEPT + (line << 4));
    const chosen = v128.bitselect(leg, kept, v128.load(CHOICES + (<usize>choice << 4)));
    v128.store(KEPT + (line << 4), f32x4.pmin(kept, chosen));
  }
}

/** Writes what is kept as a pair's legs, longer by some metres for the points in water. */
export function storeLegs(legs: usize, waters: i32, waterMetres: f32): void {
  v128.store(legs, i16x8.narrow_i32x4_u(partsOf(0, waters, waterMetres), partsOf(1, waters, waterMetres)));
  v128.store(legs, i16x8.narrow_i32x4_u(partsOf(2, waters, waterMetres), partsOf(3, waters, waterMetres)), 16);
}

@inline
function partsOf(line: usize, waters: i32, waterMetres: f32): v128 {
  const parts = f32x4.mul(withWater(line, waters, waterMetres), f32x4.splat(partsPerMetre));
  return i32x4.trunc_sat_f32x4_u(f32x4.pmin(parts, f32x4.splat(FARTHEST_PARTS)));
}

/**
 * Writes each point's slack, the limit less what is kept; `outside` where that is `farthest` or
 * more. Answers the points inside, one bit each.
 */
export function finish(limit: f32, farthest: f32, outside: f32): i32 {
  let bits = 0;
  for (let line: usize = 0; line < 4; line++) {
    const kept = v128.load(KEPT + (line << 4));
    const isReached = f32x4.lt(kept, f32x4.splat(farthest));
    const slack = v128.bitselect(f32x4.sub(f32x4.splat(limit), kept), f32x4.splat(outside), isReached);
    v128.store(SLACK + (line << 4), slack);
    bits |= i32x4.bitmask(f32x4.gt(slack, f32x4.splat(0))) << (<i32>line << 2);
  }
  return bits;
}
