import { writeFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { inFolder, runMain } from "../cli/run-main.ts";
import { askPlainly, openSitingStudy } from "../support/siting-study.ts";
import { startSitingTwin } from "../support/siting-twin.ts";

describe("siting asked of the worker", () => {
  it.each([
    ["max-coverage", 7],
    ["set-cover", 7],
    ["max-coverage", 11],
    ["p-median", 7],
    ["p-median", 11],
    ["p-center", 7],
    ["p-center", 11],
  ] as const)("answers %s on study %i as the command line does", async (model, seed) => {
    const { client, study, bytes } = await openSitingStudy(seed);
    const serviceId = study.services[0]?.id ?? "";
    const report = await client.request("site", askPlainly(serviceId, { model }));
    await inFolder(async (at) => {
      writeFileSync(at("r.mscircle"), bytes);
      const counted = model === "set-cover" ? [] : ["--new", "2"];
      // Where walks are weighed the page looks an hour far.
      const cutoff = model.startsWith("p-") ? "60" : "5";
      const unserved = model === "p-median" ? ["--unserved", "3600"] : [];
      const options = ["--service", serviceId, "--model", model, ...counted, "--cutoff-minutes", cutoff, ...unserved];
      const { stdout, status } = await runMain("site", at("r.mscircle"), ...options, "--grid-metres", "200", "--json");
      expect(status).toBe(0);
      const json = JSON.parse(stdout);
      expect({ chosen: report.chosenIds, objective: report.objective, bound: report.bound, gap: report.gap }).toEqual({
        chosen: json.chosen,
        objective: json.objective,
        bound: json.bound,
        gap: json.gap,
      });
      expect(report.summary.people).toBeCloseTo(json.people, 6);
      const { walks, coveredAfter } = report.summary;
      if (!walks) expect(coveredAfter).toBeCloseTo(json.peopleCovered, 6);
      if (walks && model === "p-median") expect(walks.meanAfter * walks.people).toBeCloseTo(json.objective, 4);
      if (walks && model === "p-center") expect(walks.farthestAfter).toBeCloseTo(json.objective, 9);
      const ofAnswer = report.curve?.find(({ sites }) => sites === report.chosenIds.length);
      expect(ofAnswer?.value).toBeCloseTo(model === "set-cover" ? report.summary.coveredAfter : report.objective, 6);
      expect(report.unreachable.points).toBe(json.unreachable.length);
    });
  });

  it("tells the best answer so far, and keeps it where the solver is stopped", async () => {
    const { client, study } = await openSitingStudy(7, () => startSitingTwin(true));
    let stopped: Promise<boolean> | null = null;
    const report = await client.request("site", askPlainly(study.services[0]?.id ?? ""), {
      onProgress: ({ siting }) => {
        if (siting && !stopped) stopped = client.request("stopSiting", {});
      },
    });
    expect(await stopped).toBe(true);
    expect(report).toMatchObject({ isStopped: true, curve: null, alternatives: [] });
    expect(report.summary.coveredAfter).toBe(report.objective);
    expect(report.summary.sites).toHaveLength(2);
    expect(await client.request("stopSiting", {})).toBe(false);
  });

  it("gives up where it is cancelled, and answers other questions afterwards", async () => {
    const { client, study } = await openSitingStudy(7, () => startSitingTwin(true));
    const controller = new AbortController();
    const asked = client.request("site", askPlainly(study.services[0]?.id ?? ""), { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
    const { services } = await client.request("analyse", { parameters: DEFAULT_PARAMETERS });
    expect(services.length).toBeGreaterThan(0);
  });

  it("gives up a solve that outlasts its limit where there is no answer yet, and says so", async () => {
    let isAsked = false;
    const silent = () => ({
      post: () => {
        isAsked = true;
      },
      listen: () => undefined,
      terminate: () => undefined,
    });
    const { client, study } = await openSitingStudy(7, silent);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const asked = client.request("site", askPlainly(study.services[0]?.id ?? "", { timeLimitSeconds: 5 }));
      const told = expect(asked).rejects.toMatchObject({ fields: { cause: "time-too-short" } });
      while (!isAsked) await new Promise((resolve) => setImmediate(resolve));
      vi.advanceTimersByTime(36_000);
      await told;
    } finally {
      vi.useRealTimers();
    }
  });

  it("answers without a worker too, with the core's own bound", async () => {
    const { client, study } = await openSitingStudy(7, null);
    const report = await client.request("site", askPlainly(study.services[0]?.id ?? ""));
    expect(report.objective).toBeLessThanOrEqual(report.bound);
    expect(report.curve?.[0]?.value).toBeCloseTo(report.summary.coveredBefore, 6);
  });

  it("refuses more sites than there are, with both numbers", async () => {
    const { client, study } = await openSitingStudy(7);
    const asked = client.request("site", askPlainly(study.services[0]?.id ?? "", { newSites: 9999 }));
    await expect(asked).rejects.toMatchObject({ code: "siting-impossible", fields: { cause: "too-many-sites" } });
  });

  it("names the communities of demand that no answer can meet", async () => {
    const { client, study, serviceId } = await openSitingStudy(7);
    const longestSeconds = 300;
    const asked = client.request("site", askPlainly(serviceId, { model: "p-center", newSites: 1, longestSeconds }));
    const failure = await asked.then(
      () => null,
      (error: { readonly fields: Record<string, string> }) => error.fields,
    );
    expect(failure?.cause).toBe("sites-too-few");
    const where = failure?.where?.split("、") ?? [];
    expect(where.length).toBeGreaterThan(0);
    for (const name of where) expect(study.communities.names).toContain(name);
  });
});
