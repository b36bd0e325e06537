/** Documents of a study with 30,000 communities of long names: whole in the workbook, bounded in what is read. */
import { describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import { makeReport } from "../../src/report/make-report.ts";
import { createDrawnStudy } from "../support/drawn-study.ts";
import { createCircle } from "../support/drawn-targets.ts";
import { readReportTools } from "../support/read-report-tools.ts";
import { readSlides } from "../support/read-slides.ts";
import { readXlsx } from "../support/read-xlsx.ts";
import { readDocx } from "./paper/read-docx.ts";

const COUNT = 30_000;
const nameOf = (index: number): string => `新时代文明实践与社区综合服务示范社区第${index}居民委员会`;

/** The people of a drawn town in its first communities, and 30,000 more around it. */
function createManyCommunities(): Study {
  const drawn = createDrawnStudy("A-1-2---3-----4", { spacingMetres: 75, communityColumns: [5, 11] });
  const { communities } = drawn;
  const more = COUNT - communities.count;
  const [lon, lat] = [communities.centres[0] as number, communities.centres[1] as number];
  return {
    ...drawn,
    targets: [createCircle("C1", 300)],
    communities: {
      ...communities,
      count: COUNT,
      ids: [...communities.ids, ...Array.from({ length: more }, (_, at) => `more${at}`)],
      names: Array.from({ length: COUNT }, (_, at) => nameOf(at)),
      parentIds: [...communities.parentIds, ...Array.from({ length: more }, () => communities.parentIds[0] ?? "")],
      kinds: [...communities.kinds, ...Array.from({ length: more }, () => "urban" as const)],
      areas: [...communities.areas, ...Array.from({ length: more }, () => null)],
      centres: Float64Array.from([
        ...communities.centres,
        ...Array.from({ length: 2 * more }, (_, at) =>
          at % 2 === 0 ? lon + 0.1 + 0.001 * ((at >> 1) % 200) : lat + 0.1 + 0.001 * Math.floor((at >> 1) / 200),
        ),
      ]),
    },
  };
}

describe("documents of 30,000 communities with long names", () => {
  it("list each of them once in the workbook, and stay as short as others for whoever reads them", {
    timeout: 240_000,
  }, async () => {
    const study = createManyCommunities();
    const [deck, paper, book] = await makeReport(
      study,
      {
        ...{ formats: ["pptx", "docx", "xlsx"], parameters: { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 } },
        ...{ scenarioNames: [], title: "", organisation: "", stamp: { kind: "internal" }, date: "2026-11-29" },
        ...{ layout: null, inputs: {} },
      },
      readReportTools(),
    );
    const sheets = readXlsx(book?.bytes ?? new Uint8Array());
    const rows = sheets.filter(({ name }) => name.startsWith("社区覆盖")).flatMap(({ rows }) => rows);
    const named = rows.filter((row) => [...row.values()].some(({ text }) => /居民委员会$/.test(text)));
    expect(named).toHaveLength(COUNT * study.services.filter(({ circle }) => circle).length);
    expect(readSlides(deck?.bytes ?? new Uint8Array()).slides.length).toBeLessThan(15);
    const { tables } = readDocx(paper?.bytes ?? new Uint8Array());
    for (const table of tables) expect(table.rows.length).toBeLessThan(60);
    expect(deck?.bytes.length).toBeLessThan(5_000_000);
    expect(book?.bytes.length).toBeLessThan(20_000_000);
  });
});
