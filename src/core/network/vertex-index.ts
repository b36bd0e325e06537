/**
 * Numbers the distinct positions of street lines: two vertices are one when they
 * are equal to 1e-7° (1 cm), the grain of OpenStreetMap; 180° and -180° are one
 * longitude. Positions that the last bits of a calculation put on either side of a
 * grain's edge are one as well. Open addressing over integer coordinates, no
 * allocation per vertex.
 */

const DEGREE_GRAIN = 1e7;
const HALF_TURN = 180 * DEGREE_GRAIN;
/** Share of a grain beside its edge within which the neighbouring grain is looked at too. */
const EDGE_SHARE = 0.01;

function wrapKey(key: number): number {
  return key === HALF_TURN ? -HALF_TURN : key;
}

/** -1 or 1 where a value lies beside that edge of its grain, else 0. */
function edgeBeside(value: number, key: number): number {
  const away = value - key;
  if (away > 0.5 - EDGE_SHARE) return 1;
  return away < EDGE_SHARE - 0.5 ? -1 : 0;
}

/** Whether a position lies at the edge of its grain, so that the order of adding may tell of which vertex it is. */
export function liesAtEdge(lon: number, lat: number): boolean {
  const [x, y] = [lon * DEGREE_GRAIN, lat * DEGREE_GRAIN];
  return edgeBeside(x, Math.round(x)) !== 0 || edgeBeside(y, Math.round(y)) !== 0;
}

export class VertexIndex {
  private readonly mask: number;
  private readonly slots: Int32Array;
  private readonly lonKeys: Int32Array;
  private readonly latKeys: Int32Array;
  private used = 0;

  /** @param capacity most distinct vertices that will be added. */
  constructor(capacity: number) {
    let size = 16;
    while (size < capacity * 2) size *= 2;
    this.mask = size - 1;
    this.slots = new Int32Array(size).fill(-1);
    this.lonKeys = new Int32Array(Math.max(1, capacity));
    this.latKeys = new Int32Array(Math.max(1, capacity));
  }

  get count(): number {
    return this.used;
  }

  /** The vertex's number, a new one when the position has not been seen. */
  add(lon: number, lat: number): number {
    const lonKey = Math.round(lon * DEGREE_GRAIN) | 0;
    const latKey = Math.round(lat * DEGREE_GRAIN) | 0;
    const slot = this.findSlot(wrapKey(lonKey), latKey);
    let vertex = this.slots[slot] as number;
    if (vertex >= 0) return vertex;
    vertex = this.findBeside(lon, lat, lonKey, latKey);
    if (vertex >= 0) return vertex;
    vertex = this.used++;
    this.slots[slot] = vertex;
    this.lonKeys[vertex] = wrapKey(lonKey);
    this.latKeys[vertex] = latKey;
    return vertex;
  }

  /** The vertex's number, or -1 when the position has not been added. */
  find(lon: number, lat: number): number {
    const lonKey = Math.round(lon * DEGREE_GRAIN) | 0;
    const latKey = Math.round(lat * DEGREE_GRAIN) | 0;
    const found = this.slots[this.findSlot(wrapKey(lonKey), latKey)] as number;
    return found >= 0 ? found : this.findBeside(lon, lat, lonKey, latKey);
  }

  /** The vertex of the position's own grain, or -1. */
  findInGrain(lon: number, lat: number): number {
    const lonKey = Math.round(lon * DEGREE_GRAIN) | 0;
    return this.slots[this.findSlot(wrapKey(lonKey), Math.round(lat * DEGREE_GRAIN) | 0)] as number;
  }

  /** Whether any of the eight grains around the position's own has a vertex. */
  hasBeside(lon: number, lat: number): boolean {
    const lonKey = Math.round(lon * DEGREE_GRAIN) | 0;
    const latKey = Math.round(lat * DEGREE_GRAIN) | 0;
    for (let across = -1; across <= 1; across++) {
      for (let along = -1; along <= 1; along++) {
        if (across === 0 && along === 0) continue;
        if ((this.slots[this.findSlot(wrapKey(lonKey + across), latKey + along)] as number) >= 0) return true;
      }
    }
    return false;
  }

  /** A vertex of the next grain where the position lies at the edge of its own. */
  private findBeside(lon: number, lat: number, lonKey: number, latKey: number): number {
    const lonStep = edgeBeside(lon * DEGREE_GRAIN, lonKey);
    const latStep = edgeBeside(lat * DEGREE_GRAIN, latKey);
    if (lonStep === 0 && latStep === 0) return -1;
    const across = this.slots[this.findSlot(wrapKey(lonKey + lonStep), latKey)] as number;
    if (across >= 0) return across;
    const along = this.slots[this.findSlot(wrapKey(lonKey), latKey + latStep)] as number;
    return along >= 0 ? along : (this.slots[this.findSlot(wrapKey(lonKey + lonStep), latKey + latStep)] as number);
  }

  private findSlot(lonKey: number, latKey: number): number {
    let slot = hashPosition(lonKey, latKey) & this.mask;
    for (;;) {
      const vertex = this.slots[slot] as number;
      if (vertex < 0 || (this.lonKeys[vertex] === lonKey && this.latKeys[vertex] === latKey)) return slot;
      slot = (slot + 1) & this.mask;
    }
  }
}

function hashPosition(lonKey: number, latKey: number): number {
  let hash = Math.imul(lonKey, 0x9e3779b1) ^ Math.imul(latKey, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
