/**
 * A town of two quarters as an OpenStreetMap XML file, for flows that must not
 * depend on a downloaded extract: a street of 800 m through both, a footbridge,
 * houses, a school in the west and a clinic in the east.
 */

const WEST = 7.4;
const SOUTH = 43.7;

interface ToyNode {
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly tags?: Readonly<Record<string, string>>;
}

interface ToyWay {
  readonly id: number;
  readonly nodes: readonly number[];
  readonly tags: Readonly<Record<string, string>>;
}

function formatTags(tags: Readonly<Record<string, string>> = {}): string {
  return Object.entries(tags)
    .map(([key, value]) => `<tag k="${key}" v="${value}"/>`)
    .join("");
}

/** The file's text. */
export function createToyTownXml(): string {
  const nodes: ToyNode[] = [];
  const ways: ToyWay[] = [];
  const addNode = (x: number, y: number, tags?: Readonly<Record<string, string>>): number => {
    const id = nodes.length + 1;
    nodes.push({ id, lon: WEST + x / 80_000, lat: SOUTH + y / 111_000, tags });
    return id;
  };
  const addWay = (members: readonly number[], tags: Readonly<Record<string, string>>): number => {
    const id = 1000 + ways.length;
    ways.push({ id, nodes: members, tags });
    return id;
  };

  const street = [0, 200, 400, 600, 800].map((x) => addNode(x, 100));
  addWay(street, { highway: "residential", name: "Rue Longue" });
  for (let house = 0; house < 16; house++) {
    const x = 20 + house * 50;
    const corners = [addNode(x, 110), addNode(x + 10, 110), addNode(x + 10, 120), addNode(x, 120)];
    addWay([...corners, corners[0] as number], { building: "apartments", "building:levels": "3" });
  }
  addNode(100, 95, { amenity: "school", name: "École de l'Ouest" });
  addNode(700, 95, { amenity: "clinic", name: "Clinique de l'Est" });

  const corner = {
    sw: addNode(-10, 0),
    s: addNode(400, 0),
    se: addNode(820, 0),
    ne: addNode(820, 200),
    n: addNode(400, 200),
    nw: addNode(-10, 200),
  };
  const middle = addWay([corner.s, corner.n], {});
  const west = addWay([corner.n, corner.nw, corner.sw, corner.s], {});
  const east = addWay([corner.s, corner.se, corner.ne, corner.n], {});
  const quarter = (id: number, name: string, side: number): string =>
    `<relation id="${id}"><member type="way" ref="${side}" role="outer"/><member type="way" ref="${middle}" role="outer"/>${formatTags(
      { type: "boundary", boundary: "administrative", admin_level: "10", name },
    )}</relation>`;

  const nodeLines = nodes.map(
    ({ id, lon, lat, tags }) =>
      `<node id="${id}" lat="${lat.toFixed(7)}" lon="${lon.toFixed(7)}">${formatTags(tags)}</node>`,
  );
  const wayLines = ways.map(
    ({ id, nodes: members, tags }) =>
      `<way id="${id}">${members.map((ref) => `<nd ref="${ref}"/>`).join("")}${formatTags(tags)}</way>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<osm version="0.6" generator="toy">',
    ...nodeLines,
    ...wayLines,
    quarter(5001, "Quartier Ouest", west),
    quarter(5002, "Quartier Est", east),
    "</osm>",
  ].join("\n");
}
