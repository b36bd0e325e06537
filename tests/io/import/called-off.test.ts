import { beforeAll, describe, expect, it } from "vitest";
import { AnalysisError } from "../../../src/core/errors.ts";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { openSources } from "../../../src/io/import/open-sources.ts";
import { type CallingOff, callOffAfter } from "../../support/call-off.ts";
import { type BroughtFile, createSoundFiles } from "./corpus/sound-files.ts";

let sound: Readonly<Record<string, readonly BroughtFile[]>> = {};

beforeAll(async () => {
  sound = await createSoundFiles();
}, 120_000);

const LAYERS = [
  ...["Shapefile", "a shapefile's table", "zipped shapefile", "GeoJSON", "NDJSON", "FlatGeobuf", "KML", "KMZ"],
  ...[
    "GeoPackage",
    "file geodatabase",
    "zipped file geodatabase",
    "MapInfo",
    "DXF",
    "CSV",
    "CSV in GBK",
    "TSV",
    "XLSX",
  ],
];

/** Calls the work off at its first chance and in its middle; it must have had some. */
async function expectGivenUp(work: (control: CallingOff) => Promise<unknown>): Promise<void> {
  const whole = callOffAfter(Number.POSITIVE_INFINITY);
  await work(whole);
  const chances = whole.asked();
  expect(chances).toBeGreaterThan(0);
  // At a step that is due for a pause it asks twice: half of the chances are there however fast the machine is.
  for (const steps of new Set([0, (chances - 1) >> 1])) {
    const control = callOffAfter(steps);
    const failure: unknown = await work(control).then(
      () => "went on",
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(AnalysisError);
    expect((failure as AnalysisError).code).toBe("cancelled");
    expect(control.asked()).toBe(steps + 1);
  }
}

describe("a file that is being opened can be given up at every step", () => {
  it.each(LAYERS)(
    "%s",
    async (format) => {
      const files = sound[format] ?? [];
      await expectGivenUp((control) => openSources(files, control));
    },
    60_000,
  );
});

describe("an import of what is a whole can be given up at every step", () => {
  it.each(["OSM XML", "OSM PBF"])("%s", async (format) => {
    const files = sound[format] ?? [];
    await expectGivenUp((control) => importFiles(files, { adminLevel: null }, control));
  });
});
