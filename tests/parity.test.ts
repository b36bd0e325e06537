/** Core, worker and command line are three doors to the same numbers: their files agree to the last byte. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AnalysisSession } from "../src/core/analysis-session.ts";
import { dayOf } from "../src/core/model/calendar-day.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../src/core/model/parameters.ts";
import type { Study } from "../src/core/model/study.ts";
import { createDefaultTargets } from "../src/core/plan/default-targets.ts";
import { listProblems } from "../src/core/plan/ledger/ledger.ts";
import { keyOfRow } from "../src/core/plan/ledger/ledger-rows.ts";
import { NO_EDITS } from "../src/core/plan/plan-edits.ts";
import { takeSnapshot } from "../src/core/plan/snapshot.ts";
import type { Target } from "../src/core/plan/target.ts";
import { runAnalysis } from "../src/core/run-analysis.ts";
import { writeRunFiles } from "../src/io/outputs/run-files.ts";
import { readStudyFile, writeStudyFile } from "../src/io/study/study-file.ts";
import { readStudyFolder } from "../src/io/study/study-folder.ts";
import { createInProcessClient } from "../src/worker/in-process-client.ts";
import type { AnalysisClient, NamedBytes } from "../src/worker/protocol.ts";
import { createRandomStudy } from "./support/random-study.ts";
import { runCommand } from "./support/run-command.ts";
import { createToyTownXml } from "./support/toy-town.ts";

const DATONG = resolve(import.meta.dirname, "../geodata/datong");
/** run.json holds timings; everything else has to agree. */
const COMPARED = [
  "communities.csv",
  "targets.csv",
  "scoreboard.csv",
  "assumptions.csv",
  "communities.fgb",
  "ledger.csv",
] as const;

type Compared = Readonly<Record<string, Uint8Array>>;

function pick(files: readonly NamedBytes[]): Compared {
  return Object.fromEntries(
    COMPARED.map((name) => [name, Uint8Array.from(files.find((file) => file.name === name)?.bytes ?? [])]),
  );
}

const pickKey = ({ targetId, unitId }: { readonly targetId: string; readonly unitId: string }) => ({
  targetId,
  unitId,
});

function expectSameBytes(actual: Compared, expected: Compared): void {
  for (const name of COMPARED) {
    const [one, other] = [actual[name], expected[name]];
    expect(other?.length, name).toBeGreaterThan(0);
    if (name.endsWith(".csv"))
      expect(Buffer.from(one ?? []).toString(), name).toBe(Buffer.from(other ?? []).toString());
    expect(Buffer.compare(Buffer.from(one ?? []), Buffer.from(other ?? [])), `${name} differs`).toBe(0);
  }
}

async function writeByCore(study: Study, parameters: AnalysisParameters): Promise<Compared> {
  const session = new AnalysisSession(study);
  const result = runAnalysis(study, parameters, session);
  const ledger = listProblems(session, study.edits, result.targets, parameters);
  return pick(await writeRunFiles(study, result, { inputs: {}, ledger }));
}

describe("core, worker and command line", () => {
  let folder: string;
  let client: AnalysisClient;
  let runCount = 0;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "minsheng-parity-"));
    client = createInProcessClient({ fetchBytes: (url) => readFile(url) });
  });

  afterAll(() => {
    client.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  function analyseByCommand(study: string, options: readonly string[]): Compared {
    const out = join(folder, `out-${runCount++}`);
    const { status, stderr } = runCommand(["analyze", study, "--out", out, ...options]);
    expect(status, stderr).toBe(0);
    return pick(COMPARED.map((name) => ({ name, bytes: readFileSync(join(out, name)) })));
  }

  it.each([
    ["defaults", [], {}],
    [
      "a child's pace, seven minutes, one service",
      ["--profile", "child", "--cutoff-minutes", "7", "--service", "clinic"],
      { profileId: "child", cutoffSeconds: 420, serviceIds: ["clinic"] },
    ],
    ["a speed of one's own", ["--speed", "0.95"], { speedMetresPerSecond: 0.95 }],
  ] as [string, string[], Partial<AnalysisParameters>][])(
    "a study file gives the same files: %s",
    async (_, options, changes) => {
      const path = join(folder, "random.mscircle");
      const bytes = await writeStudyFile(createRandomStudy(7));
      writeFileSync(path, bytes);
      const parameters = { ...DEFAULT_PARAMETERS, ...changes };

      const study = await readStudyFile(bytes, "random.mscircle");
      const byCore = await writeByCore(study, parameters);
      await client.request("openFiles", { files: [{ name: "random.mscircle", bytes }], adminLevel: null });
      const byWorker = pick(await client.request("exportRun", { parameters }));
      expectSameBytes(byWorker, byCore);
      expectSameBytes(analyseByCommand(path, options), byCore);
    },
  );

  it("an OSM file imported in the page and on the command line is the same study, to the last byte", async () => {
    const source = join(folder, "town.osm");
    const path = join(folder, "town.mscircle");
    writeFileSync(source, createToyTownXml());
    const { status, stderr } = runCommand(["import", source, "--admin-level", "10", "--out", path]);
    expect(status, stderr).toBe(0);
    await client.request("openFiles", {
      files: [{ name: "town.osm", bytes: new Uint8Array(readFileSync(source)) }],
      adminLevel: 10,
      importedOn: dayOf(new Date()),
    });
    const saved = await client.request("saveStudy", {});
    expect(Buffer.compare(Buffer.from(saved.bytes), readFileSync(path))).toBe(0);
    expectSameBytes(
      pick(await client.request("exportRun", { parameters: DEFAULT_PARAMETERS })),
      analyseByCommand(path, []),
    );
  });

  it("the shipped study gives the same files, and again when asked again", async () => {
    await client.request("openShipped", { id: "datong", baseUrl: `${DATONG}/` });
    const byWorker = pick(await client.request("exportRun", { parameters: DEFAULT_PARAMETERS }));
    const study = await readStudyFolder((name) => readFile(join(DATONG, name)));
    const byCore = await writeByCore(study, DEFAULT_PARAMETERS);
    expectSameBytes(byWorker, byCore);
    expectSameBytes(pick(await client.request("exportRun", { parameters: DEFAULT_PARAMETERS })), byCore);
    expectSameBytes(analyseByCommand("datong", []), byCore);
  }, 120_000);

  it("values entered in the page are in its files, and in those of the study that it saves", async () => {
    await client.request("openShipped", { id: "datong", baseUrl: `${DATONG}/` });
    const source = "民政局 2024 年报，=1+1";
    const statedValues = [{ targetId: "T37", value: 39, date: "2024-12-31", source, confirmedBy: "李工" }];
    const ofCounty = { targetId: "T36", date: "2024-12-31", source, confirmedBy: "" };
    const statedUnits = [
      { ...ofCounty, unitId: "140213", value: 8.2 },
      { ...ofCounty, unitId: "140214", value: 5 },
    ];
    const edits = { ...NO_EDITS, statedValues, statedUnits };
    const byWorker = pick(await client.request("exportRun", { parameters: DEFAULT_PARAMETERS, edits }));
    const csv = Buffer.from(byWorker["targets.csv"] ?? []).toString("utf8");
    const row = csv.split("\n").find((line) => line.startsWith("T37,"));
    expect(row).toContain("人工填报 39");
    expect(row).toContain(",met,");
    expect(csv.split("\n").find((line) => line.startsWith("T36,"))).toContain(
      "11 个县区中填了 2 个，其中 1 个达标，9 个未填，不可测",
    );
    const ledger = Buffer.from(byWorker["ledger.csv"] ?? []).toString("utf8");
    expect(ledger.split("\n").filter((line) => line.includes("T36") && line.includes("填报值"))).toHaveLength(1);
    const saved = await client.request("saveStudy", { edits });
    const path = join(folder, "stated.mscircle");
    writeFileSync(path, saved.bytes);
    expectSameBytes(analyseByCommand(path, []), byWorker);
    const plain = pick(await client.request("exportRun", { parameters: DEFAULT_PARAMETERS }));
    expect(Buffer.from(plain["targets.csv"] ?? []).toString("utf8")).not.toContain("人工填报");
  }, 120_000);

  it("a draft that is judged in the page, and snapshots kept there, are in its files and in those of the study that it saves", async () => {
    const study = createRandomStudy(13);
    const bytes = await writeStudyFile(study);
    await client.request("openFiles", { files: [{ name: "random.mscircle", bytes }], adminLevel: null });
    const targets = createDefaultTargets(study.services).map((target) => ({
      ...target,
      target: { value: 0.5, text: "", measure: "share" },
    }));
    const { targets: results } = runAnalysis({ ...study, targets }, DEFAULT_PARAMETERS);
    const edits = {
      ...NO_EDITS,
      drafts: [{ id: "d", title: "下一期，=1+1", createdOn: "2026-01-01", targets }],
      draftId: "d",
      snapshots: [takeSnapshot("去年", "2019-11-01", targets, results, DEFAULT_PARAMETERS)],
    };
    const byWorker = pick(await client.request("exportRun", { parameters: DEFAULT_PARAMETERS, edits }));
    const csv = Buffer.from(byWorker["scoreboard.csv"] ?? []).toString("utf8");
    expect(csv).toContain("下一期，=1+1");
    expect(csv).toMatch(/2019-11-01 [\d.]+; 2020-11-01 /);
    const saved = await client.request("saveStudy", { edits });
    const path = join(folder, "draft.mscircle");
    writeFileSync(path, saved.bytes);
    expectSameBytes(analyseByCommand(path, []), byWorker);
  });
  it("a circle of residential land that either of two ways satisfies is in every file, in hectares", async () => {
    const random = createRandomStudy(13);
    const landSquareMetres = Float64Array.from({ length: random.demand.count }, (_, point) => 500 + (point % 7) * 400);
    const study = { ...random, demand: { ...random.demand, landSquareMetres } };
    const bytes = await writeStudyFile(study);
    await client.request("openFiles", { files: [{ name: "land.mscircle", bytes }], adminLevel: null });
    const targets = createDefaultTargets(study.services).map((target): Target => {
      const { rule } = target;
      if (rule.kind !== "service-area") return target;
      const reach = { kind: "time", seconds: 240 } as const;
      const otherWay = { profileId: "cycle", reach: { ...reach, seconds: 120 } } as const;
      return { ...target, rule: { ...rule, reach, groupId: "all", denominator: "land", otherWay } };
    });
    const edits = {
      ...NO_EDITS,
      drafts: [{ id: "d", title: "按用地", createdOn: "2026-01-01", targets }],
      draftId: "d",
    };
    const byWorker = pick(await client.request("exportRun", { parameters: DEFAULT_PARAMETERS, edits }));
    const textOf = (name: string): string => Buffer.from(byWorker[name] ?? []).toString("utf8");
    expect(textOf("targets.csv")).toMatch(/共检验 [\d.]+ 公顷居住用地，其中 [\d.]+ 公顷居住用地不在范围内/);
    expect(textOf("scoreboard.csv")).toMatch(/,land,\d+\.\d{4},/);
    expect(textOf("ledger.csv")).toContain("公顷居住用地不在范围内，范围内");
    expect(textOf("assumptions.csv")).toContain("或者：沿路网骑行 2 分钟，3.5 m/s；");
    const saved = await client.request("saveStudy", { edits });
    const path = join(folder, "land.mscircle");
    writeFileSync(path, saved.bytes);
    expectSameBytes(analyseByCommand(path, []), byWorker);
  });

  it("places that either of two ways leads to are in every file, and so is how two ways compare", async () => {
    const random = createRandomStudy(13);
    const facilities = random.facilities.map((layer) => ({
      ...layer,
      attributes: { places: Array.from({ length: layer.count }, (_, index) => 20 + 15 * (index % 4)) },
    }));
    const bytes = await writeStudyFile({ ...random, facilities });
    await client.request("openFiles", { files: [{ name: "places.mscircle", bytes }], adminLevel: null });
    const targets = createDefaultTargets(random.services).map((target): Target => {
      const { rule } = target;
      if (rule.kind !== "service-area") return target;
      const otherWay = { profileId: "cycle", reach: { kind: "time", seconds: 300 } } as const;
      return { ...target, rule: { ...rule, otherWay, withPlaces: true } };
    });
    const edits = { ...NO_EDITS, drafts: [{ id: "d", title: "有位", createdOn: "2026-01-01", targets }], draftId: "d" };
    const byWorker = pick(await client.request("exportRun", { parameters: DEFAULT_PARAMETERS, edits }));
    const textOf = (name: string): string => Buffer.from(byWorker[name] ?? []).toString("utf8");
    expect(textOf("targets.csv")).toContain("远近按占各自时限（或距离）的比例比较");
    expect(textOf("ledger.csv")).toMatch(/满额：[\d,]+ 人能到/);
    const saved = await client.request("saveStudy", { edits });
    const path = join(folder, "places.mscircle");
    writeFileSync(path, saved.bytes);
    expectSameBytes(analyseByCommand(path, []), byWorker);
  });

  it("a choice between readings of the plan is in every file: its figures, who decided, and what is still open", async () => {
    await client.request("openShipped", { id: "datong", baseUrl: `${DATONG}/` });
    const decided = { decidedBy: "李工", date: "2026-03-01", note: "脚注④" };
    const choices = [
      { inconsistencyId: "I01", optionId: "swapped", ...decided },
      { inconsistencyId: "I09", optionId: "from-10000", ...decided },
    ];
    const edits = { ...NO_EDITS, choices: [...choices, { inconsistencyId: "I99", optionId: "gone", ...decided }] };
    const byWorker = pick(await client.request("exportRun", { parameters: DEFAULT_PARAMETERS, edits }));
    const rows = Buffer.from(byWorker["targets.csv"] ?? [])
      .toString("utf8")
      .split("\n");
    const rowOf = (id: string) => rows.find((line) => line.startsWith(`${id},`)) ?? "";
    expect(rowOf("T51")).toContain(",2.8,");
    expect(rowOf("T51")).toContain("已选“两列颠倒：1.63 是现状，2.80 是目标”（决定：李工，2026-03-01，理由：脚注④）");
    expect(rowOf("T51")).toContain("矛盾 I02（年度任务达不到目标）：未作选择");
    expect(rowOf("T05")).toContain("只统计人口 10000 人及以上的单位");
    const path = join(folder, "chosen.mscircle");
    writeFileSync(path, (await client.request("saveStudy", { edits })).bytes);
    expectSameBytes(analyseByCommand(path, []), byWorker);
    const study = await readStudyFile(new Uint8Array(readFileSync(path)), "chosen.mscircle");
    expect(study.edits.choices).toEqual(choices);
    expectSameBytes(await writeByCore(study, DEFAULT_PARAMETERS), byWorker);
  }, 120_000);

  it("what was written into the ledger is in its file, whoever writes it, and in a choice of its rows", async () => {
    await client.request("openShipped", { id: "datong", baseUrl: `${DATONG}/` });
    const { problems } = await client.request("ledger", { parameters: DEFAULT_PARAMETERS, passShare: 0.8 });
    const [first, second] = problems.filter(({ targetId }) => targetId === "T04");
    if (!first || !second) throw new Error("T04 has no problems");
    const written = { cause: "", measure: "", responsible: "平城区民政局", status: "planned", note: "=1+1" } as const;
    const met = { targetId: "T04", unitId: "no-such-unit", ...written, note: "旧社区" };
    const ledgerNotes = [
      { ...written, ...pickKey(first) },
      { ...written, ...pickKey(second), cause: "社区没有用房" },
      met,
    ];
    const edits = { ...NO_EDITS, ledgerNotes };
    const byWorker = pick(await client.request("exportRun", { parameters: DEFAULT_PARAMETERS, edits }));
    const csv = Buffer.from(byWorker["ledger.csv"] ?? []).toString("utf8");
    const lines = csv.trimEnd().split("\n");
    expect(lines).toHaveLength(1 + problems.length + 1);
    expect(lines.filter((line) => line.includes(",平城区民政局,人工,已列入计划,'=1+1,"))).toHaveLength(2);
    expect(lines.filter((line) => line.includes(",社区没有用房,人工,"))).toHaveLength(1);
    expect(lines.at(-1)).toContain(",本次未检验,");

    const saved = await client.request("saveStudy", { edits });
    const path = join(folder, "ledger.mscircle");
    writeFileSync(path, saved.bytes);
    expectSameBytes(analyseByCommand(path, []), byWorker);

    const asked = { parameters: DEFAULT_PARAMETERS, edits };
    const all = await client.request("ledgerCsv", { ...asked, keys: null });
    expect(Buffer.from(all.bytes).toString("utf8")).toBe(csv);
    const some = await client.request("ledgerCsv", { ...asked, keys: [keyOfRow(second), keyOfRow(first)] });
    const wanted = (unitId: string) => lines.find((line) => line.includes(`,${unitId},`) && line.includes(",T04,"));
    expect(Buffer.from(some.bytes).toString("utf8")).toBe(
      `${[lines[0], wanted(second.unitId), wanted(first.unitId)].join("\n")}\n`,
    );
  }, 120_000);

  it("a shorter cutoff after a longer one gives what a fresh run gives", async () => {
    const bytes = await writeStudyFile(createRandomStudy(11));
    await client.request("openFiles", { files: [{ name: "random.mscircle", bytes }], adminLevel: null });
    const short = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 };
    await client.request("exportRun", { parameters: DEFAULT_PARAMETERS });
    const warm = pick(await client.request("exportRun", { parameters: short }));
    const study = await readStudyFile(bytes, "random.mscircle");
    expectSameBytes(warm, await writeByCore(study, short));
  });
});
