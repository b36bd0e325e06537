import { describe, expect, it } from "vitest";
import type { Study } from "../../src/core/model/study.ts";
import { createImportHandlers } from "../../src/worker/import-handlers.ts";
import type { ImportDecisions } from "../../src/worker/import-protocol.ts";
import type { OpenedStudy } from "../../src/worker/protocol.ts";
import { createStudy } from "../io/create-study.ts";

const CLINICS = "编号,名称,经度,纬度\nk1,一院,113.005,40.0051\nk2,二院,113.015,40.0052\n";
const FILES = [{ name: "卫生站.csv", bytes: new TextEncoder().encode(CLINICS) }];
const ROLE = { settings: { "卫生站.csv": { role: "facilities:clinic" } } } as const;

function bring(base: Study | null = createStudy()) {
  const foreseen: (Study | null)[] = [];
  const adopted: Study[] = [];
  const handlers = createImportHandlers({
    base: () => base,
    loadRoster: async () => null,
    foresee: (study) => foreseen.push(study),
    adopt: async (study) => {
      adopted.push(study);
      return {} as OpenedStudy["study"];
    },
  });
  return { handlers, foreseen, adopted };
}

describe("a study made of brought files", () => {
  it("is made while it is looked at, and opened as it was looked at, in whatever order decisions are told", async () => {
    const { handlers, foreseen, adopted } = bring();
    await handlers.beginImport({ files: FILES, isAdded: true, rosterUrl: "", importedOn: "2026-11-29" }, {});
    const decided: ImportDecisions = { ...ROLE, encodings: {}, adminLevel: null, isAdded: true };
    await handlers.reviseImport(decided, {});
    const made = foreseen.at(-1);
    expect(made?.facilities.find(({ serviceId }) => serviceId === "clinic")?.names).toContain("一院");
    expect(made?.origins).toMatchObject([{ layer: "facilities:clinic", file: "卫生站.csv", importedOn: "2026-11-29" }]);
    await handlers.finishImport({ isAdded: true, adminLevel: null, encodings: {}, ...ROLE }, {});
    expect(adopted).toHaveLength(1);
    expect(adopted[0]).toBe(made);
  });

  it("is made anew of other decisions", async () => {
    const { handlers, foreseen, adopted } = bring();
    await handlers.beginImport({ files: FILES, isAdded: true, rosterUrl: "", importedOn: "2026-11-29" }, {});
    const made = foreseen.at(-1);
    await handlers.finishImport(
      {
        settings: { "卫生站.csv": { role: "facilities:kindergarten" } },
        encodings: {},
        adminLevel: null,
        isAdded: true,
      },
      {},
    );
    expect(adopted[0]).not.toBe(made);
    expect(adopted[0]?.facilities.some(({ serviceId }) => serviceId === "kindergarten")).toBe(true);
  });

  it("is forgotten when the files are put away", async () => {
    const { handlers, foreseen } = bring();
    await handlers.beginImport({ files: FILES, isAdded: true, rosterUrl: "", importedOn: "2026-11-29" }, {});
    expect(await handlers.endImport({}, {})).toBe(true);
    expect(foreseen.at(-1)).toBeNull();
    expect(await handlers.endImport({}, {})).toBe(false);
  });
});
