/**
 * Numbers the distinct positions of street lines: two vertices are one when they
 * are equal to 1e-7° (1 cm), the grain of OpenStreetMap; 180° and -180° are one
 * longitude. Open addressing over integer coordinates, no allocation per vertex.
 */

const DEGREE_GRAIN = 1e7;
const HALF_TURN = 180 * DEGREE_GRAIN;

function longitudeKey(lon: number): number {
  const key = Math.round(lon * DEGREE_GRAIN) | 0;
  return key === HALF_TURN ? -HALF_TURN : key;
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
    const lonKey = longitudeKey(lon);
    const latKey = Math.round(lat * DEGREE_GRAIN) | 0;
    const slot = this.findSlot(lonKey, latKey);
    const found = this.slots[slot] as number;
    if (found >= 0) return found;
    const vertex = this.used++;
    this.slots[slot] = vertex;
    this.lonKeys[vertex] = lonKey;
    this.latKeys[vertex] = latKey;
    return vertex;
  }

  /** The vertex's number, or -1 when the position has not been added. */
  find(lon: number, lat: number): number {
    const lonKey = longitudeKey(lon);
    const latKey = Math.round(lat * DEGREE_GRAIN) | 0;
    return this.slots[this.findSlot(lonKey, latKey)] as number;
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
