/** Whatever stands in a plan file: it is read, or refused with its faults named; what is read can be judged. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { BadDataError } from "../../src/core/errors.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { judgeTargets } from "../../src/core/plan/judge/judge-targets.ts";
import { judgedTargets } from "../../src/core/plan/judged-targets.ts";
import { withUserEntries } from "../../src/core/plan/user-entries.ts";
import { type PlanData, parsePlan, writePlan } from "../../src/io/study/plan-file.ts";
import { createRandomStudy } from "../support/random-study.ts";

const content = readFileSync(resolve(import.meta.dirname, "../../geodata/plan/plan.json"), "utf8");
const study = createRandomStudy(3);
const session = new AnalysisSession(study);
const services = study.facilities.map(({ serviceId }) => serviceId);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The plan with its services named as the study names them, so that many rules can be tested. */
function createPlan(): Json {
  let next = 0;
  const text = content.replaceAll(
    /"serviceIds": \[[^\]]*\]/g,
    () => `"serviceIds": ["${services[next++ % services.length]}"]`,
  );
  const plan = JSON.parse(text) as { [key: string]: Json };
  const source = "年报";
  plan.edits = {
    statedValues: [{ targetId: "T09", value: 31, date: "2024-12-31", source, confirmedBy: "" }],
    statedUnits: study.units
      .filter(({ level }) => level === "county")
      .map(({ id: unitId }) => ({ targetId: "T36", unitId, value: 5, date: "2024-12-31", source, confirmedBy: "" })),
    projects: [{ targetId: "T22", name: "甲", state: "done", date: "", source }],
  };
  return plan;
}

const anything = fc.oneof(
  fc.constantFrom<Json>(null, true, "", "street", "__proto__", -1, 0, 0.5, 1, 2, 900, 1e308, [], {}),
  fc.string(),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

/** Puts a value somewhere into the tree, or takes something out of it. */
function mutate(root: Json, path: readonly number[], value: Json, remove: boolean): void {
  let place: Json = root;
  for (const [depth, step] of path.entries()) {
    if (typeof place !== "object" || place === null) return;
    const keys = Object.keys(place);
    if (keys.length === 0) return;
    const key = keys[step % keys.length] as string;
    const holder = place as { [key: string]: Json };
    const next = holder[key] as Json;
    if (depth === path.length - 1 || typeof next !== "object" || next === null) {
      if (!remove) holder[key] = value;
      else if (Array.isArray(place)) place.splice(Number(key), 1);
      else delete holder[key];
      return;
    }
    place = next;
  }
}

const mutation = fc.record({
  path: fc.array(fc.nat(200), { minLength: 1, maxLength: 7 }),
  value: anything,
  remove: fc.boolean(),
});

/** Holders of the numbers of all rules and targets, by which a plan stays well formed and its figures do not. */
function numbersIn(root: Json, found: { holder: { [key: string]: Json }; key: string }[] = []): typeof found {
  if (typeof root !== "object" || root === null) return found;
  for (const [key, value] of Object.entries(root)) {
    if (typeof value === "number") found.push({ holder: root as { [key: string]: Json }, key });
    else numbersIn(value, found);
  }
  return found;
}

const numberChange = fc.record({
  at: fc.nat(100_000),
  value: fc.oneof(fc.constantFrom(0, -1, 0.5, 1, 1e-300, 1e308, 2 ** 53), fc.double({ noNaN: true, min: 0 })),
});

function read(text: string): PlanData | null {
  try {
    return parsePlan(text);
  } catch (error) {
    expect(error).toBeInstanceOf(BadDataError);
    const { issues } = error as BadDataError;
    expect(issues.length).toBeGreaterThan(0);
    for (const issue of issues) expect(issue.layer).toBe("plan.json");
    return null;
  }
}

describe("a plan file with anything in it", () => {
  it("is read or refused with faults; what is read is judged without a figure that is no number", () => {
    let readOnes = 0;
    fc.assert(
      fc.property(
        fc.array(mutation, { maxLength: 2 }),
        fc.array(numberChange, { maxLength: 8 }),
        (mutations, changes) => {
          const plan = createPlan();
          const numbers = numbersIn(plan);
          for (const { at, value } of changes) {
            const { holder, key } = numbers[at % numbers.length] as (typeof numbers)[number];
            holder[key] = value;
          }
          for (const { path, value, remove } of mutations) mutate(plan, path, value, remove);
          const data = read(JSON.stringify(plan));
          if (!data) return;
          readOnes++;
          const targets = judgedTargets({ ...study, ...data }, data.edits);
          const results = withUserEntries(judgeTargets(session, targets, DEFAULT_PARAMETERS), targets, data.edits);
          expect(results).toHaveLength(targets.length);
          for (const { share, value, peopleShort, verdict, reason, unitsTested, unitsMet } of results) {
            for (const figure of [share, value, peopleShort])
              expect(figure === null || Number.isFinite(figure)).toBe(true);
            expect(share === null || (share >= 0 && share <= 1)).toBe(true);
            expect(unitsMet).toBeLessThanOrEqual(unitsTested);
            expect(reason === null).toBe(verdict !== "not-testable");
          }
          expect(parsePlan(writePlan(data))).toEqual(data);
        },
      ),
      { numRuns: 400 },
    );
    expect(readOnes).toBeGreaterThan(15);
  }, 60_000);

  it("cut off anywhere, or with any text in it, is refused and nothing else happens", () => {
    fc.assert(
      fc.property(fc.nat(content.length - 3), fc.string(), (at, text) => {
        read(content.slice(0, at));
        read(content.slice(0, at) + text + content.slice(at));
      }),
      { numRuns: 100 },
    );
  });
});
