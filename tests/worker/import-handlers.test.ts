import { describe, expect, it } from "vitest";
import { describeIssue } from "../../src/app/describe-issue.ts";
import { countReady, issuesOf, obstacleTo, overlapOf, stateOf, whyLeftOut } from "../../src/app/import/import-words.ts";
import type { Issue } from "../../src/core/errors.ts";
import type { Study } from "../../src/core/model/study.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createImportHandlers } from "../../src/worker/import-handlers.ts";
import type { ImportDecisions, ImportLayerView } from "../../src/worker/import-protocol.ts";
import type { OpenedStudy } from "../../src/worker/protocol.ts";
import { createStudy } from "../io/create-study.ts";

const CLINICS = "编号,名称,经度,纬度\nk1,一院,113.005,40.0051\nk2,二院,113.015,40.0052\n";
const FILES = [{ name: "卫生站.csv", bytes: new TextEncoder().encode(CLINICS) }];
const ROLE = { settings: { "卫生站.csv": { role: "facilities:clinic" } } } as const;

const NOTHING_MORE = {
  encodings: {},
  adminLevel: null,
  joining: {},
  control: { totals: {}, scales: false, source: "", date: "", own: {} },
  lookedAt: {},
} as const;
const FIRST = { settings: {}, ...NOTHING_MORE } as const;

function bring(base: Study | null = createStudy()) {
  const foreseen: (Study | null)[] = [];
  const adopted: Study[] = [];
  const handlers = createImportHandlers({
    base: () => base,
    loadRoster: async () => null,
    foresee: (study) => foreseen.push(study),
    adopt: async ({ study, origins }) => {
      adopted.push(origins.some(({ system }) => system?.isConfirmed) ? { ...study, origins } : study);
      return {} as OpenedStudy["study"];
    },
  });
  return { handlers, foreseen, adopted };
}

describe("a study made of brought files", () => {
  it("is made while it is looked at, and opened as it was looked at, in whatever order decisions are told", async () => {
    const { handlers, foreseen, adopted } = bring();
    await handlers.beginImport(
      { files: FILES, decisions: { ...FIRST, isAdded: true }, rosterUrl: "", importedOn: "2026-11-29" },
      {},
    );
    const decided: ImportDecisions = { ...ROLE, ...NOTHING_MORE, isAdded: true };
    await handlers.reviseImport(decided, {});
    const made = foreseen.at(-1);
    expect(made?.facilities.find(({ serviceId }) => serviceId === "clinic")?.names).toContain("一院");
    expect(made?.origins).toMatchObject([{ layer: "facilities:clinic", file: "卫生站.csv", importedOn: "2026-11-29" }]);
    const { control, joining, encodings, adminLevel, lookedAt } = NOTHING_MORE;
    await handlers.finishImport({ lookedAt, isAdded: true, control, joining, adminLevel, encodings, ...ROLE }, {});
    expect(adopted).toHaveLength(1);
    expect(adopted[0]).toBe(made);
  });

  it("is made of files that only the worker has read, as it was decided before", async () => {
    const { handlers, foreseen } = bring();
    const given = [{ name: "卫生站.csv", bytes: new Blob([CLINICS]) }];
    const decisions = { ...ROLE, ...NOTHING_MORE, isAdded: true };
    const view = await handlers.beginImport({ files: given, decisions, rosterUrl: "", importedOn: "2026-11-29" }, {});
    expect(view.layers.map(({ count, roles }) => [count, roles[0]?.role])).toEqual([[2, "facilities:clinic"]]);
    expect(foreseen.at(-1)?.facilities.find(({ serviceId }) => serviceId === "clinic")?.names).toContain("二院");
  });

  it("is none where a file has gone since it was named", async () => {
    const gone = new Blob(["x"]);
    gone.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    const { handlers } = bring();
    const view = await handlers.beginImport(
      {
        files: [{ name: "卫生站.csv", bytes: gone }],
        decisions: { ...FIRST, isAdded: true },
        rosterUrl: "",
        importedOn: "",
      },
      {},
    );
    expect(view.issues.map(({ code, layer }) => `${code} ${layer}`)).toEqual(["empty-file 卫生站.csv"]);
  });

  it.each([
    ["has a system that was looked at on the map confirmed, without being made anew", "EPSG:4326", true],
    ["has a system nobody looked at marked so", null, false],
    ["has a system marked so of which another was looked at", "gcj02", false],
  ])("%s", async (_, seen, isConfirmed) => {
    const { handlers, foreseen, adopted } = bring();
    const decisions = { ...ROLE, ...NOTHING_MORE, isAdded: true };
    await handlers.beginImport({ files: FILES, decisions, rosterUrl: "", importedOn: "2026-11-29" }, {});
    const made = foreseen.at(-1);
    const lookedAt: Record<string, string> = seen === null ? {} : { "卫生站.csv": seen };
    await handlers.finishImport({ ...decisions, lookedAt }, {});
    const [study] = adopted;
    expect(study?.origins.map(({ system }) => [system?.basis, system?.isConfirmed])).toEqual([
      ["assumed", isConfirmed],
    ]);
    expect(study?.origins[0]?.system?.weighed.map(({ id }) => id)).toContain("gcj02");
    expect(study?.facilities).toBe(made?.facilities);
  });

  it("is made anew of other decisions", async () => {
    const { handlers, foreseen, adopted } = bring();
    await handlers.beginImport(
      { files: FILES, decisions: { ...FIRST, isAdded: true }, rosterUrl: "", importedOn: "2026-11-29" },
      {},
    );
    const made = foreseen.at(-1);
    await handlers.finishImport(
      {
        settings: { "卫生站.csv": { role: "facilities:kindergarten" } },
        ...NOTHING_MORE,
        isAdded: true,
      },
      {},
    );
    expect(adopted[0]).not.toBe(made);
    expect(adopted[0]?.facilities.some(({ serviceId }) => serviceId === "kindergarten")).toBe(true);
  });

  it("is forgotten when the files are put away", async () => {
    const { handlers, foreseen } = bring();
    await handlers.beginImport(
      { files: FILES, decisions: { ...FIRST, isAdded: true }, rosterUrl: "", importedOn: "2026-11-29" },
      {},
    );
    expect(await handlers.endImport({}, {})).toBe(true);
    expect(foreseen.at(-1)).toBeNull();
    expect(await handlers.endImport({}, {})).toBe(false);
  });
});

describe("what is shown of brought files", () => {
  it("names files that are no tables as wholes, whether layers are taken or left out", async () => {
    const town = { name: "town.mscircle", bytes: await writeStudyFile(createStudy()) };
    const { handlers } = bring(null);
    const first = await handlers.beginImport(
      { files: [town, ...FILES], decisions: { ...FIRST, isAdded: false }, rosterUrl: "", importedOn: "2026-11-29" },
      {},
    );
    expect(first.wholes.map(({ name }) => name)).toEqual(["town.mscircle"]);
    expect(first.layers.map(({ file }) => file)).toEqual(["卫生站.csv"]);
    const settings = { "卫生站.csv": { role: "leave-out" } } as const;
    const leftOut = await handlers.reviseImport({ settings, ...NOTHING_MORE, isAdded: false }, {});
    expect(leftOut.wholes).toEqual(first.wholes);
  });

  it("calls a list by the kind that its name says although none of its rows is at a community, and says what to do", async () => {
    const text = "名称,社区,床位\n甲中心,北极社区,20\n乙中心,南极社区,30\n";
    const list = { name: "日间照料中心.csv", bytes: new TextEncoder().encode(text) };
    const { handlers } = bring();
    const { layers } = await handlers.beginImport(
      { files: [list], decisions: { ...FIRST, isAdded: true }, rosterUrl: "", importedOn: "2026-11-29" },
      {},
    );
    expect(layers).toHaveLength(1);
    const [layer] = layers as [ImportLayerView];
    expect(layer.roles).toEqual([{ role: "facilities:elderly-day-care", count: 0 }]);
    expect(layer.matching).toMatchObject({ all: 2, placed: 0 });
    expect(stateOf(layer, { assemblyIssues: [] }, { lookedAt: {} })).toBe("error");
    const issue = layer.issues.find(({ severity }) => severity === "error") as Issue;
    expect(issue.details).toMatchObject({ what: "none-matched", total: 2 });
    const words = describeIssue(issue);
    expect([words.happened.zh, words.todo.zh]).toEqual([
      "没有坐标列，2 行中没有一行能确定对应到本研究的社区。",
      expect.stringContaining("逐行选定社区"),
    ]);
    expect([words.happened.en, words.todo.en]).toEqual([
      "There are no coordinates, and none of the 2 rows names a community of this study for certain.",
      expect.stringContaining("row by row"),
    ]);
  });

  it("a list in a folder of which no row is at a community stops nothing of what lies beside it", async () => {
    const encode = (text: string) => new TextEncoder().encode(text);
    const codes = {
      name: "资料/学校代码表.csv",
      bytes: encode("学校代码,学校名称\n315101,东关小学\n315102,西关小学\n"),
    };
    const placed = { name: "资料/小学.csv", bytes: encode("名称,经度,纬度\n东关小学,113.005,40.0051\n") };
    const decisions = { ...FIRST, isAdded: true };
    const view = async (...files: (typeof codes)[]) =>
      await bring().handlers.beginImport({ files, decisions, rosterUrl: "", importedOn: "2026-11-29" }, {});
    const both = await view(codes, placed);
    const states = both.layers.map((layer) => [layer.title, stateOf(layer, both, { lookedAt: {} })]);
    expect([states[0], obstacleTo(both)]).toEqual([["资料/学校代码表.csv", "unsure"], null]);
    expect(countReady(both)).toBe(1);
    const closed = { name: "资料/撤并小学.csv", bytes: encode("名称,经度,纬度\n南关小学,113.012,40.0051\n") };
    const three = await view(codes, placed, closed);
    const why = three.layers.map((layer) => whyLeftOut(layer)?.details?.what ?? null);
    expect([why, countReady(three), obstacleTo(three)]).toEqual([[null, null, "closed-facilities"], 1, null]);
    // Alone there is nothing to import.
    expect(obstacleTo(await view(codes))).not.toBeNull();
  });

  it("rows without a position that name no community stop nothing of their list", async () => {
    const text =
      "名称,经度,纬度,社区\n东关小学,113.005,40.0051,东社区\n西关小学,113.006,40.0051,东社区\n南关小学,待定,待定,北极社区\n";
    const list = { name: "小学.csv", bytes: new TextEncoder().encode(text) };
    const decisions = { ...FIRST, isAdded: true };
    const view = await bring().handlers.beginImport(
      { files: [list], decisions, rosterUrl: "", importedOn: "2026-11-29" },
      {},
    );
    const lookedAt = Object.fromEntries(view.layers.map(({ title, system }) => [title, system?.id ?? ""]));
    expect(view.layers.map((layer) => stateOf(layer, view, { lookedAt }))).toEqual(["looked-at", "unsure"]);
    expect([countReady(view), obstacleTo(view)]).toEqual([1, null]);
  });

  it("says of a list that it repeats another, before both are taken", async () => {
    const rows = ["一院,113.005,40.0051", "二院,113.015,40.0052", "三院,113.012,40.0053", "四院,113.011,40.0051"];
    const files = ["卫生站台账.csv", "卫生站地图.csv"].map((name) => ({
      name,
      bytes: new TextEncoder().encode(`名称,经度,纬度\n${rows.join("\n")}\n`),
    }));
    const { handlers } = bring();
    const decisions = { ...FIRST, isAdded: true };
    const view = await handlers.beginImport({ files, decisions, rosterUrl: "", importedOn: "2026-11-29" }, {});
    const lookedAt = Object.fromEntries(view.layers.map(({ title, system }) => [title, system?.id ?? ""]));
    expect(view.layers.map((layer) => stateOf(layer, view, { lookedAt }))).toEqual(["looked-at", "unsure"]);
    const [first, second] = view.layers as [ImportLayerView, ImportLayerView];
    expect(overlapOf(first, view)).toBeNull();
    expect(overlapOf(second, view)).toMatchObject({ value: "卫生站台账.csv", details: { count: 4, total: 4 } });
    expect(issuesOf(second, view)).toContain(overlapOf(second, view));
  });

  it("says what becomes of facilities that are there, even while something else is wrong", async () => {
    const base = createStudy();
    const there = base.facilities.find(({ serviceId }) => serviceId === "clinic")?.count ?? 0;
    expect(there).toBeGreaterThan(0);
    const broken = { name: "人口.csv", bytes: new TextEncoder().encode("社区名称,总人口\n没有的社区,5\n") };
    const { handlers } = bring(base);
    await handlers.beginImport(
      { files: [...FILES, broken], decisions: { ...FIRST, isAdded: true }, rosterUrl: "", importedOn: "2026-11-29" },
      {},
    );
    const decided = { ...ROLE, ...NOTHING_MORE, joining: { clinic: "add" } as const, isAdded: true };
    const view = await handlers.reviseImport(decided, {});
    expect(view.people).toBeNull();
    expect(view.assemblyIssues.map(({ layer }) => layer)).toContain("人口.csv");
    expect(view.joins).toMatchObject([{ serviceId: "clinic", existing: there, brought: 2, total: there + 2 }]);
  });

  it("shows people before they are scaled, beside the total they are held against", async () => {
    const base = createStudy();
    const people = base.demand.people.all.reduce((sum, amount) => sum + amount, 0);
    const { handlers, foreseen } = bring(base);
    await handlers.beginImport(
      { files: FILES, decisions: { ...FIRST, isAdded: true }, rosterUrl: "", importedOn: "2026-11-29" },
      {},
    );
    const control = { totals: { all: 2 * people }, scales: true, source: "七普", date: "2020-11-01", own: {} };
    const view = await handlers.reviseImport({ ...ROLE, ...NOTHING_MORE, control, isAdded: true }, {});
    expect(view.people?.[0]).toEqual({
      groupId: "all",
      found: people,
      control: 2 * people,
      source: "七普",
      date: "2020-11-01",
    });
    const made = foreseen.at(-1)?.demand.people.all.reduce((sum, amount) => sum + amount, 0);
    expect(made).toBeCloseTo(2 * people, 9);
    expect(
      foreseen
        .at(-1)
        ?.assumptions.map(({ zh }) => zh)
        .join(),
    ).toContain("七普，2020-11-01");
  });
});
