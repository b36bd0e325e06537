import { beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../../geodata/build/random.ts";
import { loadStudy } from "../../../src/cli/load-study.ts";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import type { Position } from "../../../src/core/model/geometry.ts";
import type { Study } from "../../../src/core/model/study.ts";
import type { CoordinateSystem } from "../../../src/io/crs/coordinate-system.ts";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";
import { samplePositions } from "../../../src/io/crs/sample-positions.ts";
import { createStreetReference, type StreetReference } from "../../../src/io/crs/street-reference.ts";
import { type SystemWeighing, weighSystems } from "../../../src/io/crs/weigh-systems.ts";

const SYSTEMS = [
  ...["EPSG:4326", "gcj02", "bd09", "EPSG:4547", "EPSG:4526", "EPSG:4546", "EPSG:4548", "EPSG:4497", "EPSG:4498"],
  ...["EPSG:32649", "EPSG:3857", "EPSG:3857:gcj02", "EPSG:4547:bd09", "EPSG:4326:yx", "gcj02:yx", "EPSG:4547:yx"],
];
const SILENT = { crsCode: 0, crsText: "" };

function systemOf(text: string): CoordinateSystem {
  const system = findCoordinateSystem(text);
  if (!system) throw new Error(`${text} is not known`);
  return system;
}

/** Places written in a system, each a feature of its own unless said otherwise. */
function writeLayer(places: readonly Position[], text: string, perFeature = 1) {
  const system = systemOf(text);
  const count = places.length / perFeature;
  const coordinates = Float64Array.from(places.flatMap(([lon, lat]) => system.fromDegrees(lon, lat)));
  return { count, coordinates, starts: Uint32Array.from({ length: count + 1 }, (_, row) => row * perFeature) };
}

let study: Study;
let reference: StreetReference;
let facilities: Position[];

beforeAll(async () => {
  ({ study } = await loadStudy("datong"));
  reference = createStreetReference(study.streets, study.communities.areas);
  const places = new Map<string, Position>();
  for (const layer of study.facilities) {
    for (let row = 0; row < layer.count; row++) {
      const first = 2 * (layer.starts[row] as number);
      const place: Position = [layer.coordinates[first] as number, layer.coordinates[first + 1] as number];
      places.set(place.join(), place);
    }
  }
  facilities = [...places.values()];
});

/** Some places each once, each moved by a random vector of that standard deviation. */
function draw(random: () => number, count: number, jitterMetres: number): Position[] {
  const places = [...facilities];
  return Array.from({ length: count }, (_, nth): Position => {
    const other = nth + Math.floor(random() * (places.length - nth));
    const [lon, lat] = places[other] as Position;
    places[other] = places[nth] as Position;
    const metres = jitterMetres * Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    return [lon + (metres * Math.cos(angle)) / 85_000, lat + (metres * Math.sin(angle)) / 111_000];
  });
}

function weigh(layer: ReturnType<typeof writeLayer>, statement = SILENT): SystemWeighing {
  return weighSystems(samplePositions(layer), statement, reference);
}

/** Whether the proposal puts a layer where it belongs, to the 20 m that streets can tell. */
function isRight({ proposal }: SystemWeighing, layer: ReturnType<typeof writeLayer>, text: string): boolean {
  const [x, y] = [layer.coordinates[0] as number, layer.coordinates[1] as number];
  if (!proposal) return false;
  return distanceMetres(...proposal.system.toDegrees(x, y), ...systemOf(text).toDegrees(x, y)) < 20;
}

describe("weighing coordinate systems against the streets of Datong", () => {
  it.each([
    [20, 0],
    [20, 30],
    [40, 60],
  ])("finds the system of %i facilities that are %i m off, in every one of 224 random trials", (count, jitter) => {
    const random = createRandom(1000 + count + jitter);
    const wrong: string[] = [];
    for (let trial = 0; trial < 224; trial++) {
      const text = SYSTEMS[trial % SYSTEMS.length] as string;
      const layer = writeLayer(draw(random, count, jitter), text);
      const weighing = weigh(layer);
      if (!isRight(weighing, layer, text))
        wrong.push(`${text} taken for ${weighing.proposal?.system.id}, ${weighing.sureness}`);
      if (weighing.sureness === "too-few" || weighing.sureness === "nowhere")
        wrong.push(`${text}: ${weighing.sureness}`);
    }
    expect(wrong).toEqual([]);
  });

  it("is sure of a hundred facilities, and says by how much", () => {
    const layer = writeLayer(draw(createRandom(5), 100, 0), "gcj02");
    const weighing = weigh(layer);
    expect(weighing.sureness).toBe("sure");
    expect(weighing.ratio).toBeGreaterThan(1.5);
    expect(weighing.systems.map(({ system }) => system.id).sort()).toEqual(["EPSG:4326", "bd09", "gcj02"]);
    expect(weighing.proposal).toMatchObject({ insideCount: 100, isStated: false, system: { id: "gcj02" } });
    expect(weighing.proposal?.medianMetres).toBeLessThan(20);
    expect(weighing.proposal?.communityShare).toBeGreaterThan(0.9);
  });

  it("keeps the file's word where it fits, and contradicts it where another system is clearly better", () => {
    const places = draw(createRandom(6), 60, 20);
    const plain = weigh(writeLayer(places, "EPSG:4547"), { crsCode: 4547, crsText: "" });
    expect(plain).toMatchObject({ sureness: "sure", proposal: { isStated: true, system: { id: "EPSG:4547" } } });
    const prefixed = weigh(writeLayer(places, "EPSG:4526"), { crsCode: 4547, crsText: "" });
    expect(prefixed).toMatchObject({ sureness: "sure", proposal: { isStated: false, system: { id: "EPSG:4526" } } });
    expect(prefixed.systems.find(({ isStated }) => isStated)?.insideCount).toBe(0);
    const shifted = weigh(writeLayer(places, "bd09"), { crsCode: 4326, crsText: "" });
    expect(shifted).toMatchObject({ sureness: "sure", proposal: { system: { id: "bd09" } } });
    const cgcs = weigh(writeLayer(places, "EPSG:4490"), { crsCode: 4490, crsText: "" });
    expect(cgcs.proposal?.system.id).toBe("EPSG:4490");
    expect(cgcs.systems.map(({ system }) => system.id)).not.toContain("EPSG:4326");
  });

  it("proposes an old datum only where the file names it, in whatever words", () => {
    const layer = writeLayer(draw(createRandom(8), 60, 0), "EPSG:2383");
    const silent = weigh(layer);
    expect(silent.proposal?.system.id).toBe("EPSG:4547");
    expect(silent.systems.map(({ system }) => system.id)).toContain("EPSG:2383");
    const named = weigh(layer, {
      crsCode: 0,
      crsText:
        'PROJCS["Xian_1980_3_Degree_GK_CM_114E",GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["Central_Meridian",114.0],UNIT["Meter",1.0]]',
    });
    expect(named).toMatchObject({ proposal: { isStated: true, system: { id: "EPSG:2383", isApproximate: true } } });
  });

  it("says that few positions are too few, and then does not propose a shifted datum", () => {
    const few = weigh(writeLayer(draw(createRandom(9), 19, 0), "bd09"));
    expect(few).toMatchObject({ sureness: "too-few", sampleCount: 19, proposal: { system: { id: "EPSG:4326" } } });
    expect(few.systems[0]?.system.id).toBe("bd09");
    const [place] = draw(createRandom(9), 1, 0);
    const same = weigh(
      writeLayer(
        Array.from({ length: 500 }, () => place as Position),
        "EPSG:4326",
      ),
    );
    expect(same).toMatchObject({ sureness: "too-few", sampleCount: 1 });
    expect(weigh(writeLayer([], "EPSG:4326"))).toMatchObject({ sureness: "too-few", proposal: null });
  });

  it("is not fooled by positions that lie nowhere near streets, in the study or outside it", () => {
    const random = createRandom(10);
    for (let trial = 0; trial < 20; trial++) {
      const wild: Position[] = [];
      while (wild.length < 200) {
        const place: Position = [112.6 + 1.9 * random(), 39.1 + 1.5 * random()];
        if (reference.nearestMetres(...place) > 700) wild.push(place);
      }
      const weighing = weigh(writeLayer(wild, "EPSG:4326"));
      expect(["nowhere", "unsure"]).toContain(weighing.sureness);
    }
    const elsewhere = Array.from({ length: 50 }, (): Position => [7.4 + random() / 100, 43.7 + random() / 100]);
    expect(weigh(writeLayer(elsewhere, "EPSG:4326"))).toMatchObject({
      sureness: "nowhere",
      proposal: null,
      systems: [],
    });
    const stated = weigh(writeLayer(elsewhere, "EPSG:4326"), { crsCode: 4326, crsText: "" });
    expect(stated.systems).toMatchObject([{ insideCount: 0, medianMetres: null, isStated: true }]);
  });

  it("works for lines, of which it looks at a bounded number of vertices", () => {
    const { streets } = study;
    const places: Position[] = [];
    for (let line = 0; line < 4000; line += 4) {
      const start = streets.starts[line] as number;
      const end = (streets.starts[line + 1] as number) - 1;
      for (const at of [start, end, start])
        places.push([streets.coordinates[2 * at] as number, streets.coordinates[2 * at + 1] as number]);
    }
    const layer = writeLayer(places, "EPSG:4547:gcj02", 3);
    expect(samplePositions(layer).count).toBeLessThanOrEqual(2000);
    const weighing = weigh(layer);
    expect(weighing).toMatchObject({ sureness: "sure", proposal: { system: { id: "EPSG:4547:gcj02" } } });
    expect(weighing.proposal?.medianMetres).toBeLessThan(1e-3);
  });

  it("without streets tells zones and axes by the communities, but no datum", () => {
    reference = createStreetReference(
      { count: 0, coordinates: new Float64Array(0), starts: new Uint32Array(1) },
      study.communities.areas,
    );
    const places = draw(createRandom(11), 60, 0);
    expect(weigh(writeLayer(places, "EPSG:4526:yx"))).toMatchObject({
      sureness: "nowhere",
      proposal: { system: { id: "EPSG:4526:yx" } },
    });
    expect(weigh(writeLayer(places, "gcj02"))).toMatchObject({
      sureness: "nowhere",
      proposal: { system: { id: "EPSG:4326" } },
    });
    reference = createStreetReference({ count: 0, coordinates: new Float64Array(0), starts: new Uint32Array(1) }, []);
    expect(weigh(writeLayer(places, "gcj02"))).toMatchObject({ sureness: "nowhere", proposal: null });
  });
});
