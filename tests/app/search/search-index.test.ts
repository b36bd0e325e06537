import { describe, expect, it } from "vitest";
import { createSearch, type Entry, indexEntries } from "../../../src/app/search/search-index.ts";

const entry = (id: string, title: string, code = "", detail = ""): Entry => ({
  id,
  title,
  code,
  detail,
  finding: { kind: "community", communityIndex: 0 },
});
const ENTRIES = [
  entry("target", "新建市传染病医院、平城县级医院", "T35"),
  entry("pc1", "平城-001", "140213-S001"),
  entry("pc2", "平城-002", "140213-S002"),
  { ...entry("plan", "增设三处日间照料中心", "s1"), finding: { kind: "scenario" as const, run: () => undefined } },
  { ...entry("ppt", "PPT 汇报", "pptx"), finding: { kind: "document" as const, run: () => undefined } },
  { ...entry("theme", "切换浅色与深色"), finding: { kind: "command" as const, run: () => undefined } },
];
const search = createSearch(indexEntries(ENTRIES));
const find = (query: string): string[] => search(query).map(({ id }) => id);

describe("the search box", () => {
  it("puts what begins with the question before what only holds it", () => {
    expect(find("pc").slice(0, 2)).toEqual(["pc1", "pc2"]);
    expect(find("平城").slice(0, 2)).toEqual(["pc1", "pc2"]);
    expect(find("平城")).toContain("target");
  });

  it("finds scenarios and documents by Chinese, whole pinyin, initials and code", () => {
    for (const query of ["增设三处", "zengshesanchu", "zssc", "s1"]) expect(find(query)[0]).toBe("plan");
    for (const query of ["汇报", "pptx", "PPT"]) expect(find(query)[0]).toBe("ppt");
  });

  it("takes a code to its target at once", () => {
    expect(find("t35")[0]).toBe("target");
  });

  it("offers the commands while nothing has been asked, and nothing for nonsense", () => {
    expect(find("")).toEqual(["theme"]);
    expect(find("qqqqqqqq")).toEqual([]);
  });
});
