import { describe, expect, it } from "vitest";
import type { ImportFile } from "../../../src/io/import/import-files.ts";
import { csv, importAll, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

const STANDING = csv("幼儿园.csv", "名称,经度,纬度\n东幼儿园,113.005,40.005\n");

function projects(headers: string, cells: string, as?: ImportFile["as"]): ImportFile {
  return csv(
    "2025-2027年幼儿园项目库.csv",
    `项目名称,经度,纬度,${headers}\n新建西幼儿园,113.012,40.005,${cells}\n`,
    as,
  );
}

const LIBRARY = ["建设性质,拟增学位（个）,总投资（万元）,建设年限", "迁建,540,3221,2026年"] as const;

async function countWith(file: ImportFile) {
  const { study, told } = await importAll([STREETS, QUARTERS, STANDING, file]);
  return { told, count: study.facilities.find(({ serviceId }) => serviceId === "kindergarten")?.count };
}

describe("a list of what is to be built", () => {
  it("serves nobody yet: it is left out of several files, and that is told", async () => {
    const { count, told } = await countWith(projects(...LIBRARY));
    expect(count).toBe(1);
    expect(told).toContain("planned-projects");
  });

  it("is refused where it is all that is brought, with what to do", async () => {
    expect(await refused([projects(...LIBRARY)])).toContain(
      "2025-2027年幼儿园项目库.csv unknown-service planned-projects",
    );
  });

  it("is what somebody says it is", async () => {
    expect((await countWith(projects(...LIBRARY, "facilities:kindergarten"))).told).not.toContain("planned-projects");
  });

  it("is none where a ledger of what stands knows the cost and how it was built", async () => {
    const { told } = await countWith(projects("建设性质,总投资（万元）,建成时间", "新建,800,2019年"));
    expect(told).not.toContain("planned-projects");
  });
});
