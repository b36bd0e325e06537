import { afterEach, describe, expect, it, vi } from "vitest";
import { measureFacilityRows, prepareFacilitySearch } from "../../src/core/access/facility-rows.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import { createRowJob } from "../../src/worker/row-job.ts";
import { type HelpOptions, RowSearcher } from "../../src/worker/search-rows.ts";
import { createDenseTown } from "../support/dense-town.ts";
import { createPortLog, createPorts, type PortLog } from "../support/pool-ports.ts";
import { createPointFacilities, createRandomStudy } from "../support/random-study.ts";

const town = createDenseTown({ size: 30, clinics: 300, homes: 200 });

/** A city with one-way streets, a clinic that is a trail of many points, and one without any. */
function createMixedStudy(seed: number): Study {
  const study = createRandomStudy(seed);
  const [clinics, ...others] = study.facilities;
  if (!clinics) throw new Error("no clinics");
  const starts = Uint32Array.of(0, 1, 1, clinics.count);
  const layer = { ...createPointFacilities("clinic", clinics.coordinates.slice(0, 6)), starts };
  return { ...study, facilities: [{ ...layer, coordinates: clinics.coordinates }, ...others] };
}

function helpOf(size: number, log: PortLog, more: Partial<HelpOptions> = {}): HelpOptions {
  return { size, start: createPorts(createRowJob, log), leastMs: 0, ...more };
}

function searchOfClinics(study: Study, cutoffSeconds: number) {
  const session = new AnalysisSession(study);
  const service = study.services.find(({ id }) => id === "clinic");
  if (!service) throw new Error("no clinics");
  const search = searchOf(service, { ...DEFAULT_PARAMETERS, cutoffSeconds });
  return { session, search, prepared: prepareFacilitySearch(session, search, cutoffSeconds) };
}

function measureHere(study: Study, cutoffSeconds: number) {
  const { session, search } = searchOfClinics(study, cutoffSeconds);
  const steps = measureFacilityRows(session, search, cutoffSeconds);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const countTasks = ({ posted }: PortLog): number => posted.filter(({ kind }) => kind === "task").length;

afterEach(() => vi.restoreAllMocks());

describe("rows that are shared out", () => {
  it.each([1, 2, 7])("are those of one worker to the last bit, with %i to help", async (size) => {
    const log = createPortLog();
    const searcher = new RowSearcher(helpOf(size, log));
    for (const cutoffSeconds of [300, 900]) {
      const rows = await searcher.search(searchOfClinics(town, cutoffSeconds).prepared, {});
      expect(rows).toEqual(measureHere(town, cutoffSeconds));
      expect(rows.costs.length).toBeGreaterThan(1000);
    }
    expect(log.started).toBe(size);
    expect(countTasks(log)).toBeGreaterThan(0);
  });

  it.each([3, 4, 5])("hold for trails, one-way streets and a service with nothing in reach (city %i)", async (seed) => {
    const study = createMixedStudy(seed);
    const searcher = new RowSearcher(helpOf(2, createPortLog()));
    expect(await searcher.search(searchOfClinics(study, 600).prepared, {})).toEqual(measureHere(study, 600));
    const none: Study = { ...study, facilities: [] };
    expect(await searcher.search(searchOfClinics(none, 600).prepared, {})).toEqual(measureHere(none, 600));
  });

  it("are searched here alone where that is quick, and where nobody can help", async () => {
    const log = createPortLog();
    const { prepared } = searchOfClinics(town, 900);
    const expected = measureHere(town, 900);
    expect(await new RowSearcher(helpOf(3, log, { leastMs: 60_000 })).search(prepared, {})).toEqual(expected);
    expect(await new RowSearcher(helpOf(0, log)).search(prepared, {})).toEqual(expected);
    expect(await new RowSearcher(null).search(prepared, {})).toEqual(expected);
    expect(log.started).toBe(0);
  });

  it("send streets and homes once, however many questions follow", async () => {
    const log = createPortLog();
    const searcher = new RowSearcher(helpOf(1, log));
    const { session, search, prepared } = searchOfClinics(town, 900);
    await searcher.search(prepared, {});
    await searcher.search(prepareFacilitySearch(session, search, 600), {});
    const sent = log.posted.flatMap((message) => (message.kind === "setup" ? [message.parcel.arrays.size] : []));
    expect(sent[0]).toBeGreaterThan(10);
    expect(sent[1]).toBe(0);
  });
});

describe("the access answer with help", () => {
  const question = { parameters: DEFAULT_PARAMETERS, serviceId: "clinic" };
  const open = async (help: HelpOptions | null) => {
    const client = createInProcessClient({ fetchBytes: async () => null, help });
    const bytes = await writeStudyFile(town);
    await client.request("openFiles", { files: [{ name: "town.mscircle", bytes }], adminLevel: null });
    return client;
  };

  it("is the answer without, and tells how far it is", async () => {
    const clock = vi.spyOn(Date, "now");
    let now = 0;
    clock.mockImplementation(() => (now += 20));
    const log = createPortLog();
    const client = await open(helpOf(2, log));
    const told: number[] = [];
    const onProgress = ({ stage, done, total }: { stage: string; done: number; total: number }) => {
      if (stage === "routing" && total === 300) told.push(done);
    };
    const answer = await client.request("access", question, { onProgress });
    expect(countTasks(log)).toBeGreaterThan(0);
    clock.mockRestore();
    expect(answer).toEqual(await (await open(null)).request("access", question));
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBeLessThanOrEqual(300);
  });

  it("fails with a crashed worker in a way that says so, and the next question is answered", async () => {
    const log = createPortLog();
    let isFailing = true;
    const start = createPorts<unknown, unknown, unknown>((parcel) => {
      if (isFailing) throw new RangeError("Array buffer allocation failed");
      return createRowJob(parcel as never) as never;
    }, log);
    const client = await open({ size: 1, start, leastMs: 0 });
    // Nothing is done here before the worker has crashed.
    const clock = vi.spyOn(Date, "now");
    let now = 0;
    clock.mockImplementation(() => (now += 40));
    await expect(client.request("access", question)).rejects.toMatchObject({
      code: "pool-crashed",
      fields: { message: "Array buffer allocation failed" },
    });
    isFailing = false;
    const answer = await client.request("access", question);
    clock.mockRestore();
    expect(answer).toEqual(await (await open(null)).request("access", question));
    expect([log.started, log.ended]).toEqual([2, 1]);
    expect((await client.request("analyse", { parameters: DEFAULT_PARAMETERS })).services).toHaveLength(1);
  });

  it("is cancelled in the middle, workers and all, and the next question is answered", async () => {
    const clock = vi.spyOn(Date, "now");
    let now = 0;
    clock.mockImplementation(() => (now += 40));
    const log = createPortLog();
    const client = await open(helpOf(2, log));
    const controller = new AbortController();
    const onProgress = ({ stage, done }: { stage: string; done: number }) => {
      if (stage === "routing" && done > 100) controller.abort();
    };
    const asked = client.request("access", question, { signal: controller.signal, onProgress });
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
    const tasks = countTasks(log);
    expect(tasks).toBeLessThan(60);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(countTasks(log)).toBe(tasks);
    expect((await client.request("access", question)).serviceId).toBe("clinic");
    expect(log.started).toBe(2);
  });

  it("lets go of the workers when another study is opened", async () => {
    const log = createPortLog();
    const client = await open(helpOf(1, log));
    await client.request("access", question);
    expect(log.ended).toBe(0);
    const bytes = await writeStudyFile(createRandomStudy(7));
    await client.request("openFiles", { files: [{ name: "random.mscircle", bytes }], adminLevel: null });
    expect(log.ended).toBe(1);
  });
});
