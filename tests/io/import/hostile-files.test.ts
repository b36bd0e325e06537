import { beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../../geodata/build/random.ts";
import { BadDataError, type Issue } from "../../../src/core/errors.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { createTown } from "../toy-osm.ts";
import { createGarbage, createHostileFiles } from "./corpus/hostile-files.ts";
import type { BroughtFile } from "./corpus/sound-files.ts";

let base: Study;

beforeAll(async () => {
  const made = await importFiles([{ name: "town.osm", bytes: createTown().bytes() }], { adminLevel: null });
  base = made.study;
});

/** Issues where the files are refused, else the study; anything else is thrown. */
async function bring(files: readonly BroughtFile[]): Promise<readonly Issue[] | Study> {
  try {
    return (await importFiles(files, { adminLevel: null, base })).study;
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    return error.issues;
  }
}

/** What every object has; more than that has been put there by a file. */
function listInherited(): string[] {
  const keys: string[] = [];
  for (const key in {}) keys.push(key);
  return keys;
}

describe("an import of hostile files", () => {
  const hostile = createHostileFiles();

  it.each(hostile.map(({ what }) => what))(
    "%s does no harm",
    async (what) => {
      const found = hostile.find((one) => one.what === what);
      const before = [base.streets.count, base.communities.count, base.demand.count];
      const held = process.memoryUsage().rss;
      const outcome = await bring(found?.files ?? []);
      const isRefused = Array.isArray(outcome);
      if (found?.isRefused) expect(isRefused).toBe(true);
      if (isRefused) {
        const issues = outcome as readonly Issue[];
        expect(issues.some(({ severity }) => severity === "error")).toBe(true);
        // What a file says is told shortened, never whole.
        for (const { value = "" } of issues) expect(value.length).toBeLessThanOrEqual(80);
        expect(issues.length).toBeLessThan(1000);
      }
      expect(process.memoryUsage().rss - held).toBeLessThan(2e9);
      expect(listInherited()).toEqual([]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
      expect([base.streets.count, base.communities.count, base.demand.count]).toEqual(before);
    },
    10_000,
  );

  it("noise behind each format's first bytes, one by one and all together, is told", async () => {
    const random = createRandom(20261129);
    for (let round = 0; round < 5; round++) {
      const garbage = createGarbage(random);
      for (const file of garbage) expect(Array.isArray(await bring([file])), file.name).toBe(true);
      expect(Array.isArray(await bring(garbage))).toBe(true);
    }
  }, 120_000);

  it("what was read beside a hostile file is refused with it, so that nobody works with half of it", async () => {
    const list = { name: "clinic.csv", bytes: new TextEncoder().encode("id,lon,lat\n1,113.002,40.001\n") };
    expect(Array.isArray(await bring([list]))).toBe(false);
    const bomb = hostile.find(({ what }) => what.startsWith("a bomb for a shapefile"));
    expect(Array.isArray(await bring([list, ...(bomb?.files ?? [])]))).toBe(true);
  });
});
