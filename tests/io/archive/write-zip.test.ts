import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { AnalysisError } from "../../../src/core/errors.ts";
import { unzipBounded } from "../../../src/io/archive/bounded-zip.ts";
import { writeZip } from "../../../src/io/archive/write-zip.ts";

/** Bytes that deflate can only partly shrink. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 24) & 0x3f;
  });
}

const FILES = new Map([
  ["manifest.json", new TextEncoder().encode("{}")],
  ["empty.fgb", new Uint8Array(0)],
  ["piece.fgb", noise(1 << 20, 3)],
  ["large.fgb", noise(3_300_001, 7)],
]);

describe("a zip written piece by piece", () => {
  it("holds every file as it was, pieces and empty ones included", async () => {
    const bytes = await writeZip(FILES);
    const bounds = { mostEntries: 10, mostBytes: 1 << 26, isName: () => true };
    for (const read of [new Map(Object.entries(unzipSync(bytes))), await unzipBounded(bytes, "a.zip", bounds)]) {
      expect([...read.keys()]).toEqual([...FILES.keys()]);
      for (const [name, content] of FILES) expect(Buffer.compare(read.get(name) ?? noise(1, 1), content)).toBe(0);
    }
  });

  it("is the same for the same files, and smaller than they are", async () => {
    const [once, again] = [await writeZip(FILES), await writeZip(FILES)];
    expect(Buffer.compare(once, again)).toBe(0);
    expect(once.length).toBeLessThan(0.85 * 4_300_000);
  });

  it("lets others in between the pieces, and ends when it is called off", async () => {
    const controller = new AbortController();
    let turns = 0;
    const timer = setInterval(() => {
      turns++;
      controller.abort();
    }, 0);
    await expect(writeZip(FILES, { signal: controller.signal })).rejects.toThrow(AnalysisError);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });
});
