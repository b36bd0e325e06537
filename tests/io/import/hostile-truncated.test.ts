import { beforeAll, describe, expect, it } from "vitest";
import { BadDataError, type Issue } from "../../../src/core/errors.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { createTown } from "../toy-osm.ts";
import { type BroughtFile, createSoundFiles, ROW_FORMATS } from "./corpus/sound-files.ts";

let sound: Readonly<Record<string, readonly BroughtFile[]>> = {};
let base: Study;

beforeAll(async () => {
  sound = await createSoundFiles();
  const made = await importFiles([{ name: "town.osm", bytes: createTown().bytes() }], { adminLevel: null });
  base = made.study;
}, 120_000);

interface Outcome {
  readonly study: Study | null;
  readonly issues: readonly Issue[];
}

/** A study or a list of issues with an error; anything else is thrown. */
async function bring(files: readonly BroughtFile[], onto: Study | undefined): Promise<Outcome> {
  try {
    return await importFiles(files, { adminLevel: null, ...(onto ? { base: onto } : {}) });
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    expect(error.issues.some(({ severity }) => severity === "error")).toBe(true);
    return { study: null, issues: error.issues };
  }
}

/** What a study holds, in numbers. */
function measure(study: Study): string {
  const { streets, communities, demand, facilities } = study;
  const people = Object.values(demand.people).map((values) => values.reduce((sum, value) => sum + value, 0).toFixed(6));
  const served = facilities.map(({ serviceId, count }) => `${serviceId} ${count}`);
  return [streets.count, communities.count, demand.count, ...people, ...served].join(", ");
}

/** Whole studies stand alone, layers are added to a town. */
const IS_WHOLE = new Set(["OSM XML", "OSM PBF", "study file"]);
const FORMATS = [
  ...["Shapefile", "a shapefile's table", "zipped shapefile", "GeoJSON", "NDJSON", "FlatGeobuf", "KML", "KMZ"],
  ...["GeoPackage", "file geodatabase", "zipped file geodatabase", "MapInfo", "DXF"],
  ...["CSV", "CSV in GBK", "TSV", "XLSX", "OSM XML", "OSM PBF", "GeoTIFF", "study file"],
];

describe("an import of a file that breaks off", () => {
  it.each(FORMATS)(
    "%s: at each hundredth of its length a whole study, or issues and none",
    async (format) => {
      const files = sound[format] ?? [];
      const [first, ...rest] = files as [BroughtFile, ...BroughtFile[]];
      const onto = IS_WHOLE.has(format) ? undefined : base;
      const before = measure(base);
      const whole = await bring(files, onto);
      // A drawing has lines only, which are no communities: it is refused either way.
      expect(whole.study !== null || format === "DXF", whole.issues.map(({ code }) => code).join()).toBe(true);
      const wanted = whole.study && measure(whole.study);
      const partial: string[] = [];
      for (let percent = 0; percent < 100; percent++) {
        const bytes = first.bytes.slice(0, Math.floor((first.bytes.length * percent) / 100));
        const { study, issues } = await bring([{ ...first, bytes }, ...rest], onto);
        const isTold = study === null || measure(study) === wanted || ROW_FORMATS.has(format);
        if (!isTold)
          partial.push(`${percent} %: ${study && measure(study)} (${issues.map(({ code }) => code).join()})`);
      }
      expect(partial).toEqual([]);
      expect(measure(base)).toBe(before);
    },
    240_000,
  );
});
