import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { loadStudy } from "../../../src/cli/load-study.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { type ImportFile, importFiles } from "../../../src/io/import/import-files.ts";
import {
  type TemplateFormat,
  type TemplateId,
  templateName,
  writeTemplate,
} from "../../../src/io/import/import-templates.ts";
import { issuesOf } from "../bad-data.ts";

type Row = readonly (string | number)[];

/** The form as it comes, with rows below its examples, as somebody would fill it in. */
function fillIn(id: TemplateId, format: TemplateFormat, rows: readonly Row[]): ImportFile {
  const name = templateName(id, format);
  const bytes = writeTemplate(id, format);
  if (format === "csv") {
    const text = new TextDecoder().decode(bytes);
    return {
      name,
      bytes: new TextEncoder().encode(`\uFEFF${text}${rows.map((row) => `${row.join(",")}\n`).join("")}`),
    };
  }
  const files = unzipSync(bytes);
  const path = "xl/worksheets/sheet1.xml";
  const cells = rows.map((row, index) => {
    const written = row.map((value, column) => {
      const at = `${String.fromCharCode(65 + column)}${index + 4}`;
      if (value === "") return "";
      return typeof value === "number"
        ? `<c r="${at}"><v>${value}</v></c>`
        : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
    });
    return `<row r="${index + 4}">${written.join("")}</row>`;
  });
  const sheet = strFromU8(files[path] as Uint8Array).replace("</sheetData>", `${cells.join("")}</sheetData>`);
  return { name, bytes: zipSync({ ...files, [path]: strToU8(sheet) }) };
}

describe("forms to fill in", () => {
  let study: Study;
  beforeAll(async () => {
    ({ study } = await loadStudy("datong"));
  });

  const bring = (file: ImportFile) => importFiles([file], { adminLevel: null, base: study });
  const layerOf = (made: Study, serviceId: string) => made.facilities.find((one) => one.serviceId === serviceId);

  /** Facilities of two kinds where the study has some, named anew. */
  const listRows = (): Row[] =>
    (["kindergarten", "clinic"] as const).flatMap((serviceId) => {
      const layer = layerOf(study, serviceId) as Study["facilities"][number];
      const type = serviceId === "clinic" ? "卫生服务站" : "幼儿园";
      return Array.from({ length: 12 }, (_, row): Row => {
        const at = 2 * (layer.starts[7 * row] as number);
        const [lon, lat] = [layer.coordinates[at] as number, layer.coordinates[at + 1] as number];
        return [`新${type}${row + 1}`, type, lon, lat, "CGCS2000", "", "", "", "", row === 0 ? "" : 90, "", ""];
      });
    });

  it.each(["xlsx", "csv"] as const)(
    "a list filled in (%s) is imported without a question, its examples and notes left out",
    async (format) => {
      const { study: made, issues, summary } = await bring(fillIn("facilities", format, listRows()));
      expect(summary.files.map(({ roles }) => roles)).toEqual([["facilities:kindergarten", "facilities:clinic"]]);
      expect(summary.files[0]?.datum).toContain("EPSG:4490, stated");
      expect(layerOf(made, "kindergarten")?.names[11]).toBe("新幼儿园12");
      expect(layerOf(made, "clinic")?.count).toBe(12);
      expect(layerOf(made, "kindergarten")?.attributes.学位数?.slice(0, 2)).toEqual([null, 90]);
      const told = issues.map(({ details }) => details?.what).filter((what) => what !== "service-replaced");
      expect(told).toEqual(format === "xlsx" ? ["note-sheet"] : []);
    },
  );

  it("a list without coordinates is placed at the communities that it names", async () => {
    const rows = Array.from({ length: 8 }, (_, row): Row => {
      const index = 60 * row;
      const id = study.communities.ids[index] as string;
      const district = study.units.find((unit) => unit.id === id.slice(0, 6))?.name ?? "";
      const township = study.units.find((unit) => unit.id === study.communities.parentIds[index])?.name ?? "";
      return [`卫生室${row}`, "卫生室", "", "", "", study.communities.names[index] ?? "", township, district];
    });
    const { study: made, issues } = await bring(fillIn("facilities", "xlsx", rows));
    const clinics = layerOf(made, "clinic");
    expect(clinics?.count).toBe(8);
    expect(clinics?.attributes.approximate).toEqual(Array(8).fill(true));
    expect(issues.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it.each(["xlsx", "csv"] as const)(
    "people by community filled in (%s) are the people of those communities",
    async (format) => {
      const rows = Array.from({ length: 30 }, (_, row): Row => {
        const index = 20 * row;
        return [
          study.communities.names[index] ?? "",
          study.communities.ids[index] ?? "",
          "",
          1000 + row,
          30,
          40,
          100,
          200,
          150,
          40,
        ];
      });
      const { study: made } = await bring(fillIn("communities", format, rows));
      const totals = new Map<number, number>();
      made.demand.communityIndexes.forEach((community, point) => {
        totals.set(community, (totals.get(community) ?? 0) + (made.demand.people.all[point] as number));
      });
      expect(totals.get(20)).toBeCloseTo(1001, 6);
      expect(totals.get(580)).toBeCloseTo(1029, 6);
      // A community that is not in the table keeps its people.
      const before = study.demand.communityIndexes.reduce(
        (sum, community, point) => (community === 21 ? sum + (study.demand.people.all[point] as number) : sum),
        0,
      );
      expect(totals.get(21)).toBeCloseTo(before, 6);
    },
  );

  it.each(["facilities", "communities"] as const)("an empty form of %s holds no row to import", async (id) => {
    for (const format of ["xlsx", "csv"] as const) {
      const issues = await issuesOf(bring(fillIn(id, format, [])));
      expect(issues.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual(["empty-file"]);
    }
  });

  it("a facility whose name only has 示例 in it is none of the examples", async () => {
    const [first] = listRows() as [Row];
    const rows = ["示例幼儿园", "大同示例小学幼儿园", "（示例） 幼儿园"].map((name): Row => [name, ...first.slice(1)]);
    const { study: made } = await bring(fillIn("facilities", "csv", rows));
    expect(layerOf(made, "kindergarten")?.names).toEqual(["示例幼儿园", "大同示例小学幼儿园"]);
  });

  it("a column of coordinate systems moves the list; several in one list, or one that is not known, are told", async () => {
    const rows = listRows();
    const system = (name: (row: number) => string): Row[] =>
      rows.map((cells, row) => cells.map((cell, column) => (column === 4 ? name(row) : cell)));
    const shifted = await bring(
      fillIn(
        "facilities",
        "csv",
        system(() => "GCJ-02"),
      ),
    );
    expect(shifted.summary.files[0]?.datum).toContain("gcj02, stated");
    const told = async (name: (row: number) => string) =>
      (await bring(fillIn("facilities", "csv", system(name)))).issues.map(({ details }) => details?.what);
    expect(await told((row) => (row % 2 ? "GCJ-02" : "CGCS2000"))).toContain("system-column-mixed");
    expect(await told(() => "本地坐标")).toContain("system-column-unread");
    expect(await told(() => "EPSG:4547")).toContain("system-column-unread");
  });
});
