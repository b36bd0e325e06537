import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { NamedFile } from "../../../src/io/vector/group-vector-files.ts";
import { readVectorLayers, type VectorReading } from "../../../src/io/vector/read-vector-layers.ts";
import { createSamples, SAMPLE } from "./sample-files.ts";
import { featuresOf } from "./shape-texts.ts";

let samples: Readonly<Record<string, readonly NamedFile[]>> = {};

beforeAll(async () => {
  samples = await createSamples();
}, 120_000);

const FORMATS = [
  "Shapefile",
  "a shapefile's table",
  "zipped shapefile",
  "GeoJSON",
  "NDJSON",
  "ESRI JSON",
  "TopoJSON",
  "FlatGeobuf",
  "KML",
  "KMZ",
  "GeoPackage",
  "file geodatabase",
  "zipped file geodatabase",
  "MapInfo",
  "DXF",
] as const;
/** Formats that need an instance of GDAL each time are damaged less often. */
const IS_SLOW = new Set<string>(["GeoPackage", "file geodatabase", "zipped file geodatabase", "MapInfo", "DXF"]);

const CLOSING_BRACE = 0x7d;

/** The sample with its first file's bytes changed. */
function damage(format: string, change: (bytes: Uint8Array) => Uint8Array): NamedFile[] {
  const [first, ...rest] = samples[format] ?? [];
  return first ? [{ ...first, bytes: change(first.bytes) }, ...rest] : [];
}

function isTold({ groups, others }: VectorReading): boolean {
  const issues = groups.flatMap((group) => [...group.issues, ...group.layers.flatMap((layer) => layer.issues)]);
  return others.length > 0 || issues.some(({ severity }) => severity === "error");
}

function readFeatures({ groups }: VectorReading): unknown[] {
  return groups.flatMap(({ layers }) => layers.flatMap((layer) => (layer.kind === "shapes" ? featuresOf(layer) : [])));
}

describe("damaged files of shapes", () => {
  it.each(FORMATS)(
    "a %s that stops at any hundredth of its length is told, unless nothing of it is missing",
    async (format) => {
      const whole = readFeatures(await readVectorLayers(samples[format] ?? []));
      expect(whole).toHaveLength(SAMPLE.length);
      const untold: number[] = [];
      for (let percent = 0; percent < 100; percent += 1) {
        const cut = damage(format, (bytes) => bytes.slice(0, Math.floor((bytes.length * percent) / 100)));
        const reading = await readVectorLayers(cut);
        // Lines that are whole look like a shorter file.
        if (isTold(reading) || (format === "NDJSON" && cut[0]?.bytes.at(-1) === CLOSING_BRACE)) continue;
        const read = readFeatures(reading);
        if (JSON.stringify(read) !== JSON.stringify(whole)) untold.push(percent);
      }
      expect(untold).toEqual([]);
    },
    180_000,
  );

  it.each(FORMATS)(
    "a %s with bytes changed at random is read or told, and never grows",
    async (format) => {
      const change = fc.tuple(fc.nat({ max: 2 ** 30 }), fc.integer({ min: 0, max: 255 }));
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
          const files = damage(format, (bytes) => {
            const changed = bytes.slice();
            for (const [where, value] of changes) changed[where % changed.length] = value;
            return changed;
          });
          const reading = await readVectorLayers(files);
          for (const { layers } of reading.groups) {
            for (const layer of layers) {
              if (layer.kind !== "shapes") continue;
              expect(layer.table.count).toBeLessThan(10_000);
              expect(layer.table.coordinates.length).toBeLessThan(1_000_000);
            }
          }
        }),
        { numRuns: IS_SLOW.has(format) ? 40 : 400, endOnFailure: true },
      );
    },
    180_000,
  );
});
