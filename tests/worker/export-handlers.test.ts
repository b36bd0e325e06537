import { describe, expect, it } from "vitest";
import { AnalysisError } from "../../src/core/errors.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import type { AnalysisClient } from "../../src/worker/protocol.ts";
import { issuesOf } from "../io/bad-data.ts";
import { createStudy } from "../io/create-study.ts";
import { createRandomStudy } from "../support/random-study.ts";

async function openToy(study = createStudy()): Promise<AnalysisClient> {
  const client = createInProcessClient({ fetchBytes: async () => null });
  const files = [{ name: "toy.mscircle", bytes: await writeStudyFile(study) }];
  await client.request("openFiles", { files, adminLevel: null });
  return client;
}

const QUESTION = { format: "csv", system: "EPSG:4326", columns: null, coverage: null } as const;

describe("exporting a layer in the worker", () => {
  it("offers the layer's columns and the systems of the place", async () => {
    const client = await openToy();
    const choices = await client.request("exportChoices", { layer: "facilities:clinic" });
    expect(choices?.columns).toEqual(["id", "name", "beds", "open", "note", "places", "mixed"]);
    expect(choices?.systems.map(({ id }) => id)).toContain("EPSG:4547");
    expect(await client.request("exportChoices", { layer: "plan" })).toBeNull();
    expect(await client.request("exportChoices", { layer: "facilities:school" })).toBeNull();
  });

  it("names the file after study, layer and a shifted datum, and says what is lost", async () => {
    const client = await openToy();
    const file = await client.request("exportLayers", { ...QUESTION, layers: ["facilities:clinic"], system: "gcj02" });
    expect(file.name).toBe("toy-facilities-clinic.gcj02.csv");
    expect(file.rows).toBe(2);
    expect(file.notices.map(({ zh }) => zh).join()).toContain("GCJ-02");
  });

  it("keeps joined coverage beside the columns chosen", async () => {
    const client = await openToy();
    const coverage = { ...DEFAULT_PARAMETERS, serviceIds: ["clinic"] };
    const question = { ...QUESTION, layers: ["communities"], columns: ["id"], coverage };
    const { bytes } = await client.request("exportLayers", question);
    const [header = ""] = new TextDecoder().decode(bytes).split("\n");
    expect(header).toContain("wkt,id,clinic.group,clinic.people,clinic.peopleCovered");
    expect(header).not.toContain("fitness-trail");
  });

  it("fails with the layer's name where there is none, and leaves the study open", async () => {
    const client = await openToy();
    const issues = await issuesOf(client.request("exportLayers", { ...QUESTION, layers: ["facilities:school"] }));
    expect(issues).toMatchObject([{ code: "unknown-id", value: "facilities:school" }]);
    expect((await client.request("exportLayers", { ...QUESTION, layers: ["demand"] })).rows).toBe(3);
  });

  it("stops when it is called off", async () => {
    const client = await openToy(createRandomStudy(3));
    const controller = new AbortController();
    controller.abort();
    const asked = client.request("exportLayers", { ...QUESTION, layers: ["streets"] }, { signal: controller.signal });
    await expect(asked).rejects.toThrow(AnalysisError);
  });
});
