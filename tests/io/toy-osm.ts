/** OSM XML drawn by hand, for tests of the importer. */

type Tags = Readonly<Record<string, string>>;

function tagsXml(tags: Tags): string {
  return Object.entries(tags)
    .map(([k, v]) => `<tag k="${k}" v="${v.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"/>`)
    .join("");
}

/** Collects nodes, ways and relations; positions are in steps of 0.001° from 113, 40. */
export class ToyOsm {
  private readonly nodes: string[] = [];
  private readonly ways: string[] = [];
  private readonly relations: string[] = [];

  node(id: number, x: number, y: number, tags: Tags = {}): this {
    const [lon, lat] = [(113 + x / 1000).toFixed(7), (40 + y / 1000).toFixed(7)];
    this.nodes.push(`<node id="${id}" lon="${lon}" lat="${lat}">${tagsXml(tags)}</node>`);
    return this;
  }

  way(id: number, refs: readonly number[], tags: Tags = {}): this {
    this.ways.push(`<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join("")}${tagsXml(tags)}</way>`);
    return this;
  }

  relation(id: number, members: readonly (readonly [ref: number, role: string])[], tags: Tags): this {
    const xml = members.map(([ref, role]) => `<member type="way" ref="${ref}" role="${role}"/>`).join("");
    this.relations.push(`<relation id="${id}">${xml}${tagsXml(tags)}</relation>`);
    return this;
  }

  /** A square of side `size` with its south-west corner at x, y; its corners are nodes id × 10 … + 3. */
  square(id: number, x: number, y: number, size: number, tags: Tags = {}): this {
    this.node(id * 10, x, y)
      .node(id * 10 + 1, x + size, y)
      .node(id * 10 + 2, x + size, y + size)
      .node(id * 10 + 3, x, y + size);
    return this.way(id, [id * 10, id * 10 + 1, id * 10 + 2, id * 10 + 3, id * 10], tags);
  }

  xml(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">${this.nodes.join("\n")}${this.ways.join("\n")}${this.relations.join("\n")}</osm>\n`;
  }

  bytes(): Uint8Array {
    return new TextEncoder().encode(this.xml());
  }
}

/**
 * A small town: one street through two quarters, a school, a house.
 * ```
 *      +------q1------+------q2------+
 *      |   S          |       H      |
 *   1--2------3-------4-------5------6--7
 *      |              |              |
 *      +--------------+--------------+
 * ```
 */
export function createTown(): ToyOsm {
  const town = new ToyOsm();
  for (const id of [1, 2, 3, 4, 5, 6, 7]) town.node(id, id - 1, 2);
  town.way(10, [1, 2, 3, 4, 5, 6, 7], { highway: "residential", name: "大街" });
  town.square(21, 1, 0, 2.5, { boundary: "administrative", admin_level: "10", name: "东坊" });
  town.square(22, 3.5, 0, 2.5, { boundary: "administrative", admin_level: "10", name: "西坊" });
  town.square(23, 0.5, -1, 6, { boundary: "administrative", admin_level: "8", name: "小城" });
  town.square(31, 4, 2.1, 0.2, { building: "house", "building:levels": "3" });
  town.node(41, 2, 2.1, { amenity: "school", name: "小学" });
  return town;
}
