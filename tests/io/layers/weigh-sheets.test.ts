import { expect, it } from "vitest";
import { loadStudy } from "../../../src/cli/load-study.ts";
import { GCJ02 } from "../../../src/io/crs/china-offsets.ts";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { type WrittenSheet, writeXlsx } from "../workbook/write-xlsx.ts";

it("a sheet whose positions are from a web map is told among sheets of another system, and no other", async () => {
  const { study } = await loadStudy("datong");
  const kindergartens = study.facilities.find(({ serviceId }) => serviceId === "kindergarten");
  if (!kindergartens) throw new Error("no kindergartens");
  const { coordinates, names } = kindergartens;
  const rows = (first: number, count: number, isShifted: boolean): WrittenSheet["rows"] => [
    ["名称", "经度", "纬度", "备注"],
    ...Array.from({ length: count }, (_, at) => {
      const place = [coordinates[2 * (first + at)] as number, coordinates[2 * (first + at) + 1] as number] as const;
      return [names[first + at] as string, ...(isShifted ? GCJ02.fromDegrees(...place) : place), "有"];
    }),
  ];
  const sheets = [
    { name: "平城区", rows: rows(0, 200, false) },
    { name: "云冈区", rows: rows(200, 60, true) },
    { name: "云州区", rows: rows(260, 60, false) },
  ];
  const file = { name: "幼儿园.xlsx", bytes: writeXlsx({ sheets }) };
  const { issues } = await importFiles([file], { adminLevel: null, base: study });
  const told = issues.filter(({ details }) => details?.what === "sheet-system");
  expect(told).toMatchObject([{ row: "云冈区", value: expect.stringContaining("GCJ-02"), details: { count: 60 } }]);
});
