import { describe, expect, it } from "vitest";
import { BadDataError } from "../../src/core/errors.ts";
import { readStudyFile, writeStudyFile } from "../../src/io/study/study-file.ts";
import { packStudy } from "../../src/worker/pack-study.ts";
import { createRandomStudy } from "../support/random-study.ts";

describe("a kept study that is not open", () => {
  it("is packed with the scenarios that were thought of, its layers as they were", async () => {
    const file = { name: "town.mscircle", bytes: await writeStudyFile(createRandomStudy(6)) };
    const scenarios = [{ id: "scenario-1", name: "一号", edits: [] }];
    const packed = await packStudy({ file, plan: [], scenarios });
    const study = await readStudyFile(packed.bytes);
    expect(study.scenarios).toEqual(scenarios);
    expect(study.demand.people).toEqual((await readStudyFile(file.bytes)).demand.people);
  });

  it("without anything added comes out as the bytes that went in", async () => {
    const file = { name: "town.mscircle", bytes: await writeStudyFile(createRandomStudy(6)) };
    expect((await packStudy({ file, plan: [] })).bytes).toEqual(file.bytes);
  });

  it("is refused where its bytes were cut off", async () => {
    const bytes = (await writeStudyFile(createRandomStudy(6))).slice(0, 500);
    await expect(packStudy({ file: { name: "town.mscircle", bytes }, plan: [] })).rejects.toThrow(BadDataError);
  });
});
