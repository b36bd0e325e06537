import { describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Scenario } from "../../src/core/model/scenario.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import { createCircle } from "../support/drawn-targets.ts";
import { createRandomStudy } from "../support/random-study.ts";

const PARAMETERS = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 };
const CLOSING: Scenario = {
  id: "scenario-1",
  name: "停用一处",
  edits: [{ id: "edit-1", isOff: false, kind: "close-facility", serviceId: "clinic", facilityId: "clinic-0" }],
};
const LOST: Scenario = {
  id: "scenario-2",
  name: "无此设施",
  edits: [{ id: "edit-1", isOff: false, kind: "close-facility", serviceId: "clinic", facilityId: "none" }],
};

async function open() {
  const client = createInProcessClient({ fetchBytes: async () => null });
  const study = { ...createRandomStudy(7), targets: [createCircle("T1", 300)] };
  const bytes = await writeStudyFile(study);
  await client.request("openFiles", { files: [{ name: "r.mscircle", bytes }], adminLevel: null });
  const ask = (sides: readonly (Scenario | null)[]) =>
    client.request("compareScenarios", {
      parameters: PARAMETERS,
      passShare: PARAMETERS.passShare,
      serviceId: "clinic",
      sides,
      communityIndexes: null,
      edits: study.edits,
    });
  return { client, study, ask };
}

describe("scenarios compared by the worker", () => {
  it("each side is what a run under it says, with the layers that it changes", async () => {
    const { client, ask } = await open();
    const { sides, layers, changes } = await ask([null, CLOSING]);
    for (const [index, scenario] of [undefined, CLOSING].entries()) {
      const run = await client.request("analyse", { parameters: PARAMETERS }, scenario ? { scenario } : {});
      expect(sides[index]?.coverage).toEqual(run.services[0]);
      const change = changes[0]?.targets[0];
      expect((index === 0 ? change?.before : change?.after)?.share).toBe(run.targets[0]?.share);
    }
    expect(layers[0]).toEqual({});
    expect(Object.keys(layers[1] ?? {})).toEqual(["facilities"]);
    expect(sides.map(({ id, name }) => [id, name])).toEqual([
      [null, null],
      ["scenario-1", "停用一处"],
    ]);
  });

  it("tells what a side's edits could not do", async () => {
    const { ask } = await open();
    const { sides } = await ask([CLOSING, LOST]);
    expect(sides[0]?.issues).toEqual([]);
    expect(sides[1]?.issues).toMatchObject([{ editId: "edit-1", severity: "error" }]);
  });

  it("does not heed the scenario on screen: the sides say it all", async () => {
    const { client, study, ask } = await open();
    const plain = await ask([null, CLOSING]);
    const question = {
      parameters: PARAMETERS,
      passShare: PARAMETERS.passShare,
      serviceId: "clinic",
      sides: [null, CLOSING],
      communityIndexes: null,
      edits: study.edits,
    };
    expect(await client.request("compareScenarios", question, { scenario: LOST })).toEqual(plain);
  });

  it("refuses a time that cannot be, and one side alone", async () => {
    const { client, study, ask } = await open();
    await expect(ask([null])).rejects.toMatchObject({ code: "bad-parameter" });
    const impossible = { ...PARAMETERS, cutoffSeconds: -1 };
    const question = { passShare: 0.9, serviceId: "clinic", sides: [null, CLOSING], communityIndexes: null };
    await expect(
      client.request("compareScenarios", { parameters: impossible, ...question, edits: study.edits }),
    ).rejects.toMatchObject({ code: "bad-parameter" });
  });
});
