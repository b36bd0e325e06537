/** TIFFs with more than one image, and codings whose numbers would come out wrong. */
import type { GeoTIFFImage } from "geotiff";
import { describe, expect, it } from "vitest";
import { describeIssue } from "../../../src/cli/describe-issue.ts";
import { readRaster } from "../../../src/io/import/read-raster.ts";
import { nameForeignCoding } from "../../../src/io/raster/geotiff-coding.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import { type AppendedImage, appendImage } from "../../support/append-image.ts";
import { createPopulation } from "../../support/create-population.ts";

const FIRST = createPopulation({ width: 6, height: 4, west: 113, north: 40, cell: 0.01, peopleOf: (column) => column });
const ALL = 4 * (0 + 1 + 2 + 3 + 4 + 5);

function image(kind: number, width = 6, height = 4): AppendedImage {
  // A mask of the first two columns; of other images the numbers are of no interest.
  return { kind, width, height, values: Array.from({ length: width * height }, (_, at) => (at % width < 2 ? 0 : 255)) };
}

async function read(file: Uint8Array): Promise<{ readonly people: number; readonly issues: IssueList }> {
  const issues = new IssueList();
  const taken = await readRaster(file, "pop.tif", {}, issues);
  if (taken?.role !== "population") return { people: Number.NaN, issues };
  const [raster] = taken.rasters;
  const cells = await raster?.readCells({ left: 0, top: 0, right: raster.width, bottom: raster.height });
  return { people: (cells ?? new Float64Array(0)).reduce((sum, amount) => sum + amount, 0), issues };
}

describe("a raster of several images", () => {
  it("has nobody where its mask says that nothing is known", async () => {
    expect((await read(FIRST)).people).toBe(ALL);
    const { people, issues } = await read(appendImage(FIRST, image(4)));
    expect(people).toBe(ALL - 4 * (0 + 1));
    expect(issues.all()).toEqual([]);
  });

  it("is read in full detail beside smaller copies and their masks, and nothing is said of them", async () => {
    const file = [image(1, 3, 2), image(5, 3, 2)].reduce(appendImage, FIRST);
    const { people, issues } = await read(file);
    expect(people).toBe(ALL);
    expect(issues.all()).toEqual([]);
  });

  it("gives its first page, and says that there are more", async () => {
    const { people, issues } = await read([image(0), image(0)].reduce(appendImage, FIRST));
    expect(people).toBe(ALL);
    const [issue] = issues.all();
    expect(issue && describeIssue(issue)).toMatch(/另有 2 幅图像，只读取了第一幅[\s\S]*2 more images/);
  });

  it("whose images lead in a circle is read all the same", async () => {
    const file = appendImage(FIRST, image(1, 3, 2));
    const view = new DataView(file.buffer);
    const first = view.getUint32(4, true);
    view.setUint32(file.length - 4, first, true);
    expect((await read(file)).people).toBe(ALL);
  });
});

describe("a coding that would give wrong numbers", () => {
  const name = (tags: Readonly<Record<string, unknown>>, missing: number | null = null, littleEndian = true) => {
    const fileDirectory = {
      hasTag: (tag: string) => Object.hasOwn(tags, tag),
      getValue: (tag: string) => tags[tag],
      loadValue: async (tag: string) => tags[tag],
    };
    return nameForeignCoding({ fileDirectory, littleEndian } as unknown as GeoTIFFImage, missing);
  };

  it("is named, so that it is refused", async () => {
    expect(await name({ Compression: 34887, BitsPerSample: [8] })).toBe("LERC (8 bit)");
    expect(await name({ Compression: 34887, BitsPerSample: [32] }, Number.NaN)).toBe("LERC (NoData = NaN)");
    expect(await name({ Compression: 5, BitsPerSample: [16], Predictor: 2 }, null, false)).toContain("big-endian");
    expect(await name({ Compression: 8, BitsPerSample: [64], Predictor: 2 })).toBe("predictor 2, 64 bit");
    expect(await name({ Compression: 1, SampleFormat: [6] })).toBe("complex numbers");
  });

  it("is not confused with those that are read", async () => {
    for (const tags of [
      {},
      { Compression: 34887, BitsPerSample: [32] },
      { Compression: 5, BitsPerSample: [16], Predictor: 2 },
      { Compression: 50000, BitsPerSample: [64], Predictor: 3 },
    ])
      expect(await name(tags)).toBe("");
    expect(await name({ Compression: 8, BitsPerSample: [32], Predictor: 3 }, null, false)).toBe("");
    expect(await name({ Compression: 8, BitsPerSample: [8], Predictor: 2 }, null, false)).toBe("");
  });
});
