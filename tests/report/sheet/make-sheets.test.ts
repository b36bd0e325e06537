import { describe, expect, it } from "vitest";
import { AnalysisError } from "../../../src/core/errors.ts";
import { defaultLayout } from "../../../src/report/sheet/default-layout.ts";
import { makeSheets } from "../../../src/report/sheet/make-sheets.ts";
import { sheetFileName } from "../../../src/report/sheet/sheet-file-name.ts";
import { readReportTools } from "../../support/read-report-tools.ts";
import { hasProgram, readWith } from "../../support/run-reader.ts";
import { createSheetStudy, LONG_NAME, runSheetStudy } from "./create-sheet-study.ts";

const tools = readReportTools();
const source = runSheetStudy(createSheetStudy());
const layout = defaultLayout(source.study, "clinic");
const withoutReader = !hasProgram("pdftotext");

/** Width, height and colours of the first row that is not all of one colour would need decoding; the header tells the size. */
function sizeOfPng(bytes: Uint8Array): [number, number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

describe("files of a sheet", () => {
  it("are one a format, named after place, sheet and day, the same bytes each time", async () => {
    const once = await makeSheets(source, layout, ["pdf", "svg"], tools);
    expect(once.map(({ name }) => name)).toEqual([
      "随机城市-卫生服务站-A3-2026-11-29.pdf",
      "随机城市-卫生服务站-A3-2026-11-29.svg",
    ]);
    const again = await makeSheets(source, layout, ["pdf", "svg"], tools);
    again.forEach(({ bytes }, index) => {
      expect(Buffer.from(bytes).equals(Buffer.from(once[index]?.bytes ?? []))).toBe(true);
    });
  });

  it("as PNG has 4961 × 3508 pixels on A3", async () => {
    const [file] = await makeSheets(source, layout, ["png"], tools);
    expect(sizeOfPng(file?.bytes ?? new Uint8Array(24))).toEqual([4961, 3508]);
    expect(file?.bytes.length).toBeGreaterThan(100_000);
  }, 60_000);

  it.skipIf(withoutReader)(
    `as PDF give their words to a reader${withoutReader ? " (skipped: pdftotext is not installed)" : ""}`,
    async () => {
      const [file] = await makeSheets(source, layout, ["pdf"], tools);
      const text = readWith("pdftotext", ["FILE", "-"], "sheet.pdf", file?.bytes ?? new Uint8Array(0)).toString();
      for (const words of ["随机城市卫生服务站", "图例", "内部资料", "演示数据", "比例尺"])
        expect(text).toContain(words);
    },
  );

  it("tell of each step, and stop where they are told to", async () => {
    const steps: string[] = [];
    await makeSheets(source, layout, ["svg"], tools, { onStep: (done, total) => steps.push(`${done}/${total}`) });
    expect(steps).toEqual(["1/2", "2/2"]);
    const stopped = makeSheets(source, layout, ["svg"], tools, { signal: { aborted: true } });
    await expect(stopped).rejects.toThrow(AnalysisError);
    await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
  });

  it("have names of plain characters and bounded length", () => {
    const name = sheetFileName(source.study, { name: `../${LONG_NAME}:*?`, page: "16:9" }, "2026-11-29", "png");
    expect(name).toMatch(/^[\p{L}\p{N}-]+\.png$/u);
    expect(Buffer.byteLength(name)).toBeLessThan(255);
  });
});
