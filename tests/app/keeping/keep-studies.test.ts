import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { HoldEvents } from "../../../src/app/keeping/hold-study.ts";
import { createKeeping, type StudiesKeeping } from "../../../src/app/keeping/keep-studies.ts";
import { useKeeping } from "../../../src/app/keeping/keeping-store.ts";
import type { KeptImport } from "../../../src/app/keeping/kept-import.ts";
import { purgeRemoved } from "../../../src/app/keeping/remove-study.ts";
import { useAnalysis } from "../../../src/app/store/analysis-store.ts";
import type { StudySource } from "../../../src/app/store/open-study.ts";
import {
  currentChoices,
  currentParameters,
  type StudyChoices,
  useProject,
} from "../../../src/app/store/project-store.ts";
import type { Issue } from "../../../src/core/errors.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { NO_PRESENTATION } from "../../../src/core/model/presentation.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createMemoryVault, type MemoryVault } from "../../support/memory-vault.ts";
import { createRandomStudy } from "../../support/random-study.ts";

const CHOICES: StudyChoices = {
  serviceId: "clinic",
  parameters: DEFAULT_PARAMETERS,
  scope: { areaId: "all", kind: "all" },
  edits: NO_EDITS,
  scenarios: [],
  presentation: NO_PRESENTATION,
  scenarioId: null,
};
const TOWN = { ...createRandomStudy(4), id: "town", hashes: { "town.mscircle": "aa" } } as unknown as StudyView;
const FILE = { name: "town.mscircle", bytes: new Uint8Array([1, 2, 3]) };
const SKIPPED: Issue = { code: "bad-value", severity: "warning", layer: "town.osm", row: 3 };
const FROM_FILE: StudySource = { kind: "files", files: [FILE] };

let vault: MemoryVault;
let keeping: StudiesKeeping;
let holds: Map<string, HoldEvents>;
let handedOver: string[];
let letGo: string[];
let remembered: string | null;
let now: number;

function createPage(): void {
  holds = new Map();
  handedOver = [];
  letGo = [];
  keeping = createKeeping({
    vault,
    now: () => now,
    hold: (id, events) => {
      holds.set(id, events);
      return { ask: () => undefined, release: () => holds.delete(id) };
    },
    writeOpenStudy: async () => ({ name: "written.mscircle", bytes: new Uint8Array(5) }),
    whenIdle: async () => undefined,
    rememberOpen: (id) => {
      remembered = id;
    },
    askToStay: () => undefined,
    handOverImport: (id) => {
      handedOver.push(id);
      return () => letGo.push(id);
    },
    announce: () => undefined,
  });
  useKeeping.setState({ kept: null, openId: null, savedAt: null, brokenIds: [], notice: null });
  useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
  useAnalysis.setState({ baseline: null, projectId: null, opening: null });
}

/** What opening does, as far as keeping hears of it. */
async function open(study: StudyView = TOWN, source: StudySource = FROM_FILE, isAlone = true): Promise<string> {
  const { id } = await keeping.prepare(study, source);
  useAnalysis.getState().adoptStudy(study, source.kind, [SKIPPED], id);
  useProject.getState().openStudy(id, CHOICES, () => true);
  keeping.opened(id, study, source);
  if (isAlone) holds.get(id)?.onOwn();
  await vi.waitFor(() => expect(remembered === id || useKeeping.getState().notice !== null).toBe(true));
  await settle();
  return id;
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  await keeping.flush();
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};
const setMinutes = (minutes: number): void => useProject.getState().editParameters({ cutoffSeconds: minutes * 60 });
const minutes = (): number => currentParameters(useProject.getState()).cutoffSeconds / 60;
const keptMinutes = (id: string): number | null => {
  const state = vault.tables.states.get(id);
  return state ? (state.choices as StudyChoices).parameters.cutoffSeconds / 60 : null;
};
const noticeKind = () => useKeeping.getState().notice?.kind;
const quotaError = (): Error => Object.assign(new Error("no room"), { name: "QuotaExceededError" });

beforeEach(() => {
  vi.stubGlobal("localStorage", createStorage());
  vault = createMemoryVault();
  remembered = null;
  now = 1000;
  createPage();
});

afterEach(() => {
  keeping.stop();
  vi.unstubAllGlobals();
});

describe("keeping studies", () => {
  it("writes a study's layers once and each later edit without them", async () => {
    const id = await open();
    expect(await vault.tables.layers.get(id)?.file?.bytes.arrayBuffer()).toEqual(new Uint8Array([1, 2, 3]).buffer);
    for (const value of [20, 25, 30]) {
      setMinutes(value);
      await settle();
    }
    expect(keptMinutes(id)).toBe(30);
    expect(vault.layerWritings()).toBe(1);
    expect(remembered).toBe(id);
  });

  it("saves a change by itself within a second", async () => {
    const id = await open();
    vi.useFakeTimers();
    setMinutes(25);
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    expect(keptMinutes(id)).toBe(25);
  });

  it("opens a kept study with what was added to it, and nothing that was taken away again", async () => {
    const id = await open();
    setMinutes(25);
    await settle();
    keeping.stop();
    createPage();
    const kept: StudySource = { kind: "files", files: [FILE], keptId: id };
    expect(await keeping.prepare(TOWN, kept)).toEqual({ id, isOwn: true, issues: [SKIPPED] });
    await open(TOWN, kept);
    expect(minutes()).toBe(25);
    expect(vault.layerWritings()).toBe(1);
  });

  it("knows the same files again, and keeps two studies of one name apart", async () => {
    const first = await open();
    setMinutes(25);
    await settle();
    const other = { ...TOWN, hashes: { "town.mscircle": "bb" } };
    const second = await open(other);
    expect([first, second]).toEqual(["town", "town~2"]);
    expect(minutes()).toBe(15);
    expect(await open()).toBe("town");
    expect(minutes()).toBe(25);
    expect(
      useKeeping
        .getState()
        .kept?.map(({ id }) => id)
        .sort(),
    ).toEqual(["town", "town~2"]);
  });

  it("a file that calls itself as the shipped study does not touch what was kept of that", async () => {
    const shipped = { ...TOWN, id: "datong", hashes: { "manifest.json": "cc" } };
    await open(shipped, { kind: "shipped" });
    setMinutes(20);
    await settle();
    expect(await open({ ...shipped, hashes: { "datong.mscircle": "dd" } })).toBe("datong~2");
    expect(keptMinutes("datong")).toBe(20);
  });

  it("layers added to the shipped study make a study of their own, with the edits that were there", async () => {
    const shipped = { ...TOWN, id: "datong", hashes: {} };
    await open(shipped, { kind: "shipped" });
    setMinutes(20);
    const made = { ...shipped, hashes: { "beds.csv": "ee" } };
    expect(await open(made, { kind: "files", files: [] })).toBe("datong~2");
    expect(minutes()).toBe(20);
  });

  it("a plan on top of a kept study is kept beside its layers", async () => {
    const id = await open();
    const plan = [{ name: "plan.json", bytes: new Uint8Array([9]) }];
    await open({ ...TOWN, hashes: { ...TOWN.hashes, "plan.json": "ff" } }, { kind: "files", files: [FILE], plan });
    expect(vault.tables.studies.size).toBe(1);
    expect(vault.tables.layers.get(id)?.plan.map(({ name }) => name)).toEqual(["plan.json"]);
    expect(vault.tables.layers.get(id)?.file?.name).toBe("town.mscircle");
  });

  it("files that are no study file are kept as one", async () => {
    const id = await open(TOWN, { kind: "files", files: [{ name: "town.osm", bytes: new Uint8Array(9) }] });
    expect(vault.tables.layers.get(id)?.file?.name).toBe("written.mscircle");
  });

  it("choices of a later version are set aside, not written over", async () => {
    const id = await open();
    vault.tables.states.set(id, { format: 99, id, revision: 7, savedAt: 5, choices: { strange: true } });
    keeping.stop();
    createPage();
    await open();
    setMinutes(30);
    await settle();
    expect(vault.tables.states.get(`${id}#5`)?.choices).toEqual({ strange: true });
    expect(keptMinutes(id)).toBe(30);
  });

  it("deleted studies are gone once the time to take that back has passed", async () => {
    const id = await open();
    await vault.changeStudy(id, { removedAt: 1000 });
    await keeping.refreshList();
    expect(useKeeping.getState().kept).toEqual([]);
    await purgeRemoved(vault, 10_999);
    expect(vault.tables.layers.has(id)).toBe(true);
    await purgeRemoved(vault, 11_000);
    expect([...vault.tables.layers.keys(), ...vault.tables.states.keys()]).toEqual([]);
  });
});

describe("a study that was made by an import on record", () => {
  const MADE: StudySource = { kind: "files", files: [FILE], importId: "i" };
  const record = { id: "i", format: 1 } as KeptImport;

  it("takes the import off the record when it is kept", async () => {
    await vault.putImport(record);
    await vault.putPiece({ importId: "i", file: 0, piece: 0, bytes: new Blob(["x"]) });
    const id = await open(TOWN, MADE);
    expect(vault.tables.layers.has(id)).toBe(true);
    expect([vault.tables.imports.size, vault.tables.pieces.size]).toEqual([0, 0]);
    expect([handedOver, letGo]).toEqual([["i"], ["i"]]);
  });

  it.each([0, 1, 2, 3])(
    "cut off after %i records leaves the import, and nothing of the study",
    async (writtenFirst) => {
      await vault.putImport(record);
      await vault.putPiece({ importId: "i", file: 0, piece: 0, bytes: new Blob(["x"]) });
      vault.failWith(new Error("killed"), writtenFirst);
      await open(TOWN, MADE);
      expect([vault.tables.studies.size, vault.tables.layers.size]).toEqual([0, 0]);
      expect([vault.tables.imports.size, vault.tables.pieces.size]).toEqual([1, 1]);
      expect(letGo).toEqual([]);
    },
  );

  it("has the choices that a killed page left of it, not those that it began with", async () => {
    const shipped = { ...TOWN, id: "datong", hashes: {} };
    await open(shipped, { kind: "shipped" });
    setMinutes(20);
    await settle();
    const left = { ...CHOICES, parameters: { ...CHOICES.parameters, cutoffSeconds: 1500 }, followsRevision: 0 };
    localStorage.setItem("minsheng.project.1", JSON.stringify({ "datong~2": left }));
    const { choicesByStudy } = useProject.getState();
    useProject.setState({ choicesByStudy: { ...choicesByStudy, "datong~2": left } });
    await open({ ...shipped, hashes: { "beds.csv": "ee" } }, { kind: "files", files: [], importId: "i" });
    expect(minutes()).toBe(25);
  });
});

describe("failures of keeping", () => {
  it.each([0, 1])(
    "a writing of choices cut off after %i records leaves the former ones whole",
    async (writtenFirst) => {
      const id = await open();
      setMinutes(20);
      await settle();
      vault.failWith(new Error("killed"), writtenFirst);
      setMinutes(25);
      await settle();
      expect(keptMinutes(id)).toBe(20);
      expect(vault.tables.studies.get(id)?.changedAt).toBe(1000);
      expect(noticeKind()).toBe("failed");
    },
  );

  it.each([0, 1])("layers cut off after %i records leave the former ones whole", async (writtenFirst) => {
    const id = await open();
    vault.failWith(new Error("killed"), writtenFirst);
    remembered = null;
    await open(TOWN, { kind: "files", files: [{ name: "town.mscircle", bytes: new Uint8Array(100) }] });
    expect(vault.tables.layers.get(id)?.file?.bytes.size).toBe(3);
    expect(vault.tables.studies.get(id)?.layerBytes).toBe(3);
  });

  it("a store that cannot be read keeps no study from opening, and lends it no other study's id", async () => {
    await open();
    const { listStudies } = vault;
    vault.listStudies = async () => {
      throw new Error("disk");
    };
    const other = { ...TOWN, hashes: { "town.mscircle": "bb" } };
    const { id, isOwn } = await keeping.prepare(other, FROM_FILE);
    vault.listStudies = listStudies;
    expect(isOwn).toBe(false);
    expect(vault.tables.studies.has(id)).toBe(false);
    expect(noticeKind()).toBe("failed");
  });

  it("a full browser is said with what was to be written, the page goes on, and what was kept stays", async () => {
    await open();
    vault.failWith(quotaError());
    remembered = null;
    await open({ ...TOWN, id: "city", hashes: { "city.mscircle": "11" } });
    expect(useKeeping.getState().notice).toMatchObject({ kind: "full", neededBytes: 3 });
    expect([...vault.tables.studies.keys()]).toEqual(["town"]);
    setMinutes(20);
    await settle();
    expect(minutes()).toBe(20);
    vault.failWith(null);
    await keeping.retry();
    await settle();
    expect(noticeKind()).toBeUndefined();
    expect(keptMinutes("city")).toBe(20);
  });

  it("choices that could not be written wait where a page that closes can still put them", async () => {
    const id = await open();
    vault.failWith(quotaError());
    setMinutes(20);
    await settle();
    keeping.stop();
    vault.failWith(null);
    createPage();
    const left = JSON.parse(localStorage.getItem("minsheng.project.1") ?? "{}");
    expect(left[id].parameters.cutoffSeconds).toBe(1200);
    useProject.setState({ choicesByStudy: { [id]: left[id] } });
    await open(TOWN, { kind: "files", files: [FILE], keptId: id });
    expect(minutes()).toBe(20);
    await settle();
    expect(keptMinutes(id)).toBe(20);
    expect(localStorage.getItem("minsheng.project.1")).toBeNull();
  });

  it("a study that another tab has is read, not written, until it is this tab's", async () => {
    const id = await open();
    keeping.stop();
    createPage();
    await open(TOWN, { kind: "files", files: [FILE], keptId: id }, false);
    holds.get(id)?.onElsewhere();
    expect(noticeKind()).toBe("elsewhere");
    setMinutes(20);
    await settle();
    expect(keptMinutes(id)).toBe(15);
    holds.get(id)?.onOwn();
    await vi.waitFor(() => expect(keptMinutes(id)).toBe(20));
    expect(noticeKind()).toBeUndefined();
  });

  it.each([
    ["those here", 20],
    ["the others", 30],
  ])("where both tabs have changed it, the reader chooses: %s", async (_, chosen) => {
    const id = await open();
    keeping.stop();
    createPage();
    await open(TOWN, { kind: "files", files: [FILE], keptId: id }, false);
    holds.get(id)?.onElsewhere();
    setMinutes(20);
    const theirs = { ...CHOICES, parameters: { ...CHOICES.parameters, cutoffSeconds: 1800 } };
    await vault.saveState({ format: 1, id, revision: 2, savedAt: 4000, choices: theirs }, 1);
    holds.get(id)?.onOwn();
    await vi.waitFor(() => expect(useKeeping.getState().notice).toEqual({ kind: "conflict", savedAt: 4000 }));
    await settle();
    expect(keptMinutes(id)).toBe(30);
    await (chosen === 20 ? keeping.overwrite() : keeping.takeTheirs());
    await settle();
    expect([minutes(), keptMinutes(id), noticeKind()]).toEqual([chosen, chosen, undefined]);
  });

  it("a writing that meets another's writes nothing and asks", async () => {
    const id = await open();
    await vault.saveState({ format: 1, id, revision: 2, savedAt: 4000, choices: CHOICES }, 1);
    setMinutes(20);
    await settle();
    await vi.waitFor(() => expect(noticeKind()).toBe("conflict"));
    expect(vault.tables.states.get(id)?.revision).toBe(2);
    expect(currentChoices(useProject.getState())?.parameters.cutoffSeconds).toBe(1200);
  });

  it("a study that another tab deleted while it was open here is kept once more", async () => {
    const id = await open();
    await vault.removeStudy(id);
    setMinutes(20);
    await settle();
    await vi.waitFor(() => expect(keptMinutes(id)).toBe(20));
    expect(vault.tables.layers.get(id)?.file?.bytes.size).toBe(3);
  });
});

function createStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as Storage;
}
