import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { sumCompensated } from "../../src/core/compensated-sum.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createStudy } from "../io/create-study.ts";
import { inFolder, runMain } from "./run-main.ts";

type Row = Record<string, string>;

const rowsOf = (path: string): Row[] => Papa.parse<Row>(readFileSync(path, "utf8").trim(), { header: true }).data;

async function analyse(at: (name: string) => string, ...options: string[]) {
  writeFileSync(at("toy.mscircle"), await writeStudyFile(createStudy()));
  return runMain("analyze", at("toy.mscircle"), "--out", at("out"), ...options);
}

describe("minsheng analyze --access", () => {
  it("writes a row a community and service, with the reason where capacity cannot be told", () =>
    inFolder(async (at) => {
      expect((await analyse(at, "--access")).status).toBe(0);
      const rows = rowsOf(join(at("out"), "access.csv"));
      expect(Object.keys(rows[0] as Row)).toEqual([
        ...["communityId", "service", "group", "people", "peopleServed", "peopleOverCapacity", "peopleNotCovered"],
        ...["peopleWithBackup", "facilitiesReached", "secondNearestSeconds", "accessCumulative", "accessGravity"],
        ...["access2sfca", "accessE2sfca", "capacityAttribute", "peoplePerUnit", "reason"],
      ]);
      expect(rows.map(({ communityId, service }) => `${communityId} ${service}`)).toEqual([
        ...["0012 clinic", "0012 fitness-trail", "b clinic", "b fitness-trail", "c clinic", "c fitness-trail"],
      ]);
      const [clinic, trail] = rows as [Row, Row];
      // Places come before beds, of which one clinic has no figure: 1.5 places are there.
      expect(clinic).toMatchObject({ people: "10.1", capacityAttribute: "places", peoplePerUnit: "1", reason: "" });
      expect(Number(clinic.peopleServed)).toBeLessThanOrEqual(1.5);
      expect(
        sumCompensated([clinic.peopleServed, clinic.peopleOverCapacity, clinic.peopleNotCovered].map(Number)),
      ).toBe(10.1);
      expect(trail).toMatchObject({ peopleServed: "", access2sfca: "", capacityAttribute: "", reason: "no-capacity" });
    }));

  it("writes people by facility; with those in none they are all people, to the last bit", () =>
    inFolder(async (at) => {
      await analyse(at, "--access");
      const rows = rowsOf(join(at("out"), "catchments.csv"));
      const clinics = rows.filter(({ service }) => service === "clinic");
      expect(clinics.map(({ facilityId }) => facilityId)).toEqual(["007", "k2", ""]);
      expect(clinics[2]).toMatchObject({ capacity: "", load: "", reason: "not-covered" });
      expect(sumCompensated(clinics.map(({ people }) => Number(people)))).toBe(sumCompensated([10.1, 20, 0]));
      const [first] = clinics as [Row];
      expect(Number(first.load)).toBeCloseTo(Number(first.people) / 1.5, 12);
    }));

  it("puts states and equity by group into run.json, and reasons instead of numbers", () =>
    inFolder(async (at) => {
      await analyse(at, "--access", "--service", "clinic");
      const { access } = JSON.parse(readFileSync(join(at("out"), "run.json"), "utf8"));
      expect(access).toHaveLength(1);
      const [clinic] = access;
      expect(clinic).toMatchObject({
        service: "clinic",
        capacityAttribute: "places",
        peoplePerUnitOfCapacity: 1,
        capacityNorm: null,
        capacity: 3.5,
        statesFault: null,
      });
      expect(clinic.states.served + clinic.states.overCapacity + clinic.states.notCovered).toBeCloseTo(
        clinic.people,
        12,
      );
      expect(Object.keys(clinic.equity)).toEqual(["all", "3-6", "60+"]);
      for (const measures of Object.values<Record<string, unknown>>(clinic.equity))
        for (const name of ["gini", "palma", "theil", "concentration"])
          expect(measures[name] === null ? measures.notTestable : { [name]: 0 }).toHaveProperty(name);
    }));

  it("leaves the other files as they are without it", () =>
    inFolder(async (at) => {
      await analyse(at);
      expect(existsSync(join(at("out"), "access.csv"))).toBe(false);
      const before = ["communities.csv", "targets.csv"].map((name) => readFileSync(join(at("out"), name), "utf8"));
      const plain = JSON.parse(readFileSync(join(at("out"), "run.json"), "utf8"));
      expect(plain.access).toBeUndefined();
      await analyse(at, "--access", "--force");
      const after = ["communities.csv", "targets.csv"].map((name) => readFileSync(join(at("out"), name), "utf8"));
      expect(after).toEqual(before);
    }));

  it("refuses to replace its own files without --force", () =>
    inFolder(async (at) => {
      await analyse(at, "--access");
      const { status, stderr } = await analyse(at, "--access");
      expect(status).toBe(2);
      for (const name of ["access.csv exists", "catchments.csv exists"]) expect(stderr).toContain(name);
    }));
});
