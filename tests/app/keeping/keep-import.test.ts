/** Imports on record: whatever moment the page is killed at, the next one finds all of the import or none of it. */
import { beforeEach, describe, expect, it } from "vitest";
import { judgeLeftBehind } from "../../../src/app/import/judge-left-behind.ts";
import { createImportKeeping, type ImportKeeping } from "../../../src/app/keeping/keep-import.ts";
import { filesOfImport, type KeptImport, PIECE_BYTES } from "../../../src/app/keeping/kept-import.ts";
import { createMemoryVault, type MemoryVault } from "../../support/memory-vault.ts";

const ROWS = { name: "卫生站.csv", bytes: new Blob(["编号,名称\n1,一院\n"]) };
/** Written in three pieces. */
const LARGE = { name: "路网.fgb", bytes: new Blob([new Uint8Array(2 * PIECE_BYTES + 7).fill(9)]) };
const EMPTY = { name: "空.csv", bytes: new Blob([]) };
const FILES = [ROWS, LARGE, EMPTY];
const PROGRESS = { stage: "review", baseId: "datong", decisions: { step: 0 }, chosen: null, table: "rows" } as const;
/** A record, four pieces, the record once more with all of them there. */
const RECORDS = 6;

let vault: MemoryVault;
let keeping: ImportKeeping;
let room: { usedBytes: number | null; quotaBytes: number | null };
let said: string[];
let faults: { name: string; neededBytes: number }[];
let held: Set<string>;

beforeEach(() => {
  vault = createMemoryVault();
  room = { usedBytes: null, quotaBytes: null };
  said = [];
  faults = [];
  held = new Set();
  keeping = createImportKeeping({
    vault,
    now: () => 1000,
    hold: (id) => {
      held.add(id);
      return () => held.delete(id);
    },
    room: async () => room,
    onRecording: (recording) => said.push(recording),
    onFault: (error, neededBytes) => faults.push({ name: (error as Error).name, neededBytes }),
  });
});

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
};
const begin = (): void => keeping.begin("i", FILES, "2026-11-29", PROGRESS);

/** What the next page finds. */
async function find(): Promise<{ readonly record: KeptImport | undefined; readonly texts: readonly string[] | null }> {
  const [record] = await vault.listImports();
  const files = record && filesOfImport(record, await vault.readPieces("i"));
  const texts = files && (await Promise.all(files.map(({ bytes }) => (bytes as Blob).text())));
  return { record, texts: texts ?? null };
}

describe("an import on record", () => {
  it("has the files as they were brought, in pieces, and each decision", async () => {
    begin();
    await settle();
    for (let step = 1; step <= 20; step++) {
      keeping.note("i", { decisions: { step } });
      await settle();
    }
    const { record, texts } = await find();
    expect(record).toMatchObject({
      isWhole: true,
      decisions: { step: 20 },
      baseId: "datong",
      importedOn: "2026-11-29",
    });
    expect(texts).toEqual(await Promise.all(FILES.map(({ bytes }) => bytes.text())));
    expect([...vault.tables.pieces.values()].map(({ bytes }) => bytes.size)).toEqual([
      ROWS.bytes.size,
      PIECE_BYTES,
      PIECE_BYTES,
      7,
    ]);
    expect(said).toEqual(["writing", "kept"]);
  });

  it.each(Array.from({ length: RECORDS + 1 }, (_, records) => records))(
    "cut off after %i records is whole, or known not to be",
    async (records) => {
      vault.killAfter(records);
      begin();
      await settle();
      vault.killAfter(null);
      const { record, texts } = await find();
      expect(record !== undefined).toBe(records > 0);
      expect(texts !== null).toBe(records === RECORDS);
      if (record) expect(judgeLeftBehind(record, "datong", [])).toBe(records === RECORDS ? "take-up" : "lost");
    },
  );

  it("cut off while a decision is written has the one before", async () => {
    begin();
    await settle();
    keeping.note("i", { decisions: { step: 1 } });
    await settle();
    vault.killAfter(0);
    keeping.note("i", { decisions: { step: 2 }, stage: "making" });
    await settle();
    expect((await find()).record).toMatchObject({ isWhole: true, stage: "review", decisions: { step: 1 } });
  });

  it("has what was decided while the files were still being written", async () => {
    begin();
    keeping.note("i", { decisions: { step: 1 } });
    keeping.note("i", { decisions: { step: 2 }, stage: "making" });
    await settle();
    expect((await find()).record).toMatchObject({ isWhole: true, stage: "making", decisions: { step: 2 } });
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7])("leaves nothing when it is given up, after %i turns", async (turns) => {
    begin();
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    await keeping.end("i");
    keeping.note("i", { decisions: { step: 1 } });
    await settle();
    expect([vault.tables.imports.size, vault.tables.pieces.size, held.size]).toEqual([0, 0, 0]);
  });

  it("is not noted any more once its study is about to be kept, and let go of once it is", async () => {
    begin();
    await settle();
    const letGo = keeping.handOver("i");
    await vault.removeImport("i");
    keeping.note("i", { stage: "review" });
    await settle();
    expect(vault.tables.imports.size).toBe(0);
    expect(held.has("i")).toBe(true);
    letGo();
    expect(held.has("i")).toBe(false);
  });

  it("is none where its files would take more than half of the room that is left, which is said", async () => {
    const needed = FILES.reduce((sum, { bytes }) => sum + bytes.size, 0);
    room = { usedBytes: 100, quotaBytes: 100 + 2 * needed - 1 };
    begin();
    await settle();
    expect(faults).toEqual([{ name: "QuotaExceededError", neededBytes: needed }]);
    expect(said).toEqual(["writing", "refused"]);
    expect([vault.tables.imports.size, vault.tables.pieces.size]).toEqual([0, 0]);
    room = { usedBytes: 100, quotaBytes: 100 + 2 * needed };
    keeping.begin("j", FILES, "2026-11-29", PROGRESS);
    await settle();
    expect([...vault.tables.imports.keys()]).toEqual(["j"]);
  });

  it("leaves no half of its files where the room runs out", async () => {
    begin();
    const { putPiece } = vault;
    vault.putPiece = (piece) =>
      piece.piece === 1 ? Promise.reject(new DOMException("no room", "QuotaExceededError")) : putPiece(piece);
    await settle();
    expect(faults.map(({ name }) => name)).toEqual(["QuotaExceededError"]);
    expect([vault.tables.imports.size, vault.tables.pieces.size]).toEqual([0, 0]);
  });

  it("stays as it was where a decision cannot be written, which is said, and takes the next", async () => {
    begin();
    await settle();
    vault.failWith(new Error("disk"));
    keeping.note("i", { decisions: { step: 1 } });
    await settle();
    vault.failWith(null);
    expect((await find()).record).toMatchObject({ isWhole: true, decisions: { step: 0 } });
    expect(faults).toHaveLength(1);
    keeping.note("i", { decisions: { step: 2 } });
    await settle();
    expect((await find()).record).toMatchObject({ decisions: { step: 2 } });
  });
});

describe("an import that was left behind", () => {
  const record = { isWhole: true, attempts: 0, savedAt: 1000, baseId: "datong" } as KeptImport;

  it("is taken up on the study that it was about, open or kept", () => {
    expect(judgeLeftBehind(record, "datong", [{ id: "datong", openedAt: 2000 }])).toBe("take-up");
    expect(judgeLeftBehind(record, "town", [{ id: "datong", openedAt: 10 }])).toBe("take-up");
    expect(judgeLeftBehind({ ...record, baseId: null }, "town", [])).toBe("take-up");
  });

  it("is asked about where it failed to come through before, where another study was opened since, where its own is gone", () => {
    expect(judgeLeftBehind({ ...record, attempts: 1 }, "datong", [])).toBe("ask-failed");
    const studies = [
      { id: "datong", openedAt: 10 },
      { id: "town", openedAt: 1001 },
    ];
    expect(judgeLeftBehind(record, "datong", studies)).toBe("ask-overtaken");
    expect(judgeLeftBehind(record, "town", [{ id: "town", openedAt: 2000 }])).toBe("ask-overtaken");
  });

  it("is lost where its files were not all there", () => {
    expect(judgeLeftBehind({ ...record, isWhole: false, attempts: 1 }, "datong", [])).toBe("lost");
  });
});
