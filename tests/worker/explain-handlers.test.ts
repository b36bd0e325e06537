import { beforeAll, describe, expect, it } from "vitest";
import { measureFacilityRows } from "../../src/core/access/facility-rows.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { explainCapacity } from "../../src/core/questions/explain-capacity.ts";
import { explainCommunity } from "../../src/core/questions/explain-community.ts";
import { findMissingLinks } from "../../src/core/questions/find-missing-links.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { writeStudyFile } from "../../src/io/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { createStreetStudy } from "../support/street-study.ts";

const study = createStreetStudy(11);
const client = createInProcessClient({ fetchBytes: async () => null });
const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 420 };

beforeAll(async () => {
  const bytes = await writeStudyFile(study);
  await client.request("openFiles", { files: [{ name: "street.mscircle", bytes }], adminLevel: null });
});

describe("questions about why, as the worker answers them", () => {
  it("explains a community as the engine does", async () => {
    const question = { parameters, serviceId: "clinic", target: null, passShare: 0.8, communityIndex: 0, place: null };
    const answer = await client.request("explain", question);
    expect(answer).toEqual(finishSteps(explainCommunity(new AnalysisSession(study), question)));
    expect(answer?.people).toBeGreaterThan(0);
  });

  it("finds the missing links as the engine does", async () => {
    const question = { parameters, serviceId: "clinic", kind: null, passShare: 0.8 };
    const answer = await client.request("missingLinks", question);
    expect(answer).toEqual(finishSteps(findMissingLinks(new AnalysisSession(study), parameters, "clinic", null, 0.8)));
    expect(answer.links.length).toBeGreaterThan(0);
  });

  it("hands out places as the engine does", async () => {
    const session = new AnalysisSession(study);
    const [service] = study.services;
    if (!service) throw new Error("no service");
    const rows = finishSteps(measureFacilityRows(session, searchOf(service, parameters), parameters.cutoffSeconds));
    const answer = await client.request("explainCapacity", { parameters, serviceId: "clinic", communityIndex: 0 });
    expect(answer).toEqual(finishSteps(explainCapacity(session, parameters, "clinic", rows, 0)));
  });

  it("shares places out by the norm that is asked with, on the rows that were searched before", async () => {
    const question = { parameters, serviceId: "clinic", communityIndex: 0 };
    const norm = {
      serviceId: "clinic",
      attribute: "places",
      value: 2,
      measure: "people-per-unit",
      source: "函",
      date: "2026-03-01",
      confirmedBy: "王工",
    } as const;
    const { facilities } = study;
    const withPlaces = {
      ...study,
      facilities: facilities.map((layer) => ({ ...layer, attributes: { places: layer.ids.map(() => 30) } })),
    };
    const other = createInProcessClient({ fetchBytes: async () => null });
    const bytes = await writeStudyFile(withPlaces);
    await other.request("openFiles", { files: [{ name: "places.mscircle", bytes }], adminLevel: null });
    const usual = await other.request("explainCapacity", question);
    const stages: string[] = [];
    const stated = await other.request(
      "explainCapacity",
      { ...question, capacityNorms: [norm] },
      { onProgress: ({ stage }) => stages.push(stage) },
    );
    expect(stages).not.toContain("routing");
    expect(stated.reachedPlaces).toBe(usual.reachedPlaces);
    expect(stated.reachedTakes).toBe(2 * usual.reachedTakes);
    const access = await other.request("access", { parameters, serviceId: "clinic", capacityNorms: [norm] });
    expect(access.capacity?.norm).toMatchObject({ peoplePerUnit: 2, stated: norm });
    other.dispose();
  });

  it("refuses a service that the study does not have", async () => {
    const unknown = { parameters, serviceId: "opera", communityIndex: 0 };
    await expect(client.request("explainCapacity", unknown)).rejects.toThrow("unknown-service");
    await expect(client.request("explain", { ...unknown, target: null, passShare: 0.8, place: null })).rejects.toThrow(
      "unknown-service",
    );
  });
});
