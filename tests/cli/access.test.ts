import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inFolder, runMain, type Spoken } from "./run-main.ts";

interface Files {
  readonly costs?: string;
  readonly demand?: string;
  readonly supply?: string;
}

const COSTS = "demandId,siteId,cost\n1,a,10\n2,a,20\n2,b,20\n3,b,10\n3,a,40\n";
const DEMAND = "id,people\n1,1000\n2,3000\n3,3000\n04,5\n";
const SUPPLY = "id,capacity\na,2\nb,3\n";

async function access(at: (name: string) => string, files: Files, ...options: string[]): Promise<Spoken> {
  writeFileSync(at("C.csv"), files.costs ?? COSTS);
  writeFileSync(at("D.csv"), files.demand ?? DEMAND);
  writeFileSync(at("S.csv"), files.supply ?? SUPPLY);
  const inputs = ["--costs", at("C.csv"), "--demand", at("D.csv"), "--supply", at("S.csv")];
  return runMain("access", ...inputs, ...options);
}

const scores = (stdout: string): Record<string, number> =>
  Object.fromEntries(
    stdout
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","))
      .map(([id, value]) => [id as string, Number(value)]),
  );

describe("minsheng access", () => {
  it("prints a row for every demand id in the order of the table; who reaches nothing has 0", () =>
    inFolder(async (at) => {
      const { status, stdout } = await access(at, {}, "--method", "2sfca", "--cutoff", "30");
      expect(status).toBe(0);
      expect(stdout).toBe("id,access\n1,0.0005\n2,0.001\n3,0.0005\n04,0\n");
    }));

  it("gives the same answer whatever the order of the rows", () =>
    inFolder(async (at) => {
      const [header, ...rows] = COSTS.trim().split("\n");
      const turned = `${[header, ...rows.reverse()].join("\n")}\n`;
      const one = await access(at, {}, "--method", "e2sfca", "--cutoff", "30");
      const other = await access(at, { costs: turned }, "--method", "e2sfca", "--cutoff", "30");
      expect(other.stdout).toBe(one.stdout);
    }));

  it("reads quotes, a mark, CRLF, blanks, exponents, further columns, and other orders of columns", () =>
    inFolder(async (at) => {
      const costs = '\uFEFF"cost", note ,"siteId",demandId\r\n 1e1 ,x,"a",1\r\n2.0E1,,a, 2\r\n20,,b,2\r\n10,,b,3\r\n';
      const { stdout } = await access(at, { costs }, "--method", "2sfca", "--cutoff", "30");
      expect(scores(stdout)).toEqual({ "1": 0.0005, "2": 0.001, "3": 0.0005, "04": 0 });
    }));

  it("keeps ids as text: 4 is not 04, and quoted ids come out quoted", () =>
    inFolder(async (at) => {
      const wrong = await access(at, { costs: `${COSTS}4,a,1\n` }, "--method", "2sfca", "--cutoff", "30");
      expect(wrong.status).toBe(2);
      expect(wrong.stderr).toContain('value "4"');
      const files = { costs: 'demandId,siteId,cost\n"a,b",a,1\n=x,a,2\n', demand: 'id,people\n"a,b",1\n=x,1\n' };
      const { stdout } = await access(at, files, "--method", "cumulative", "--cutoff", "30");
      expect(stdout).toBe('id,access\n"a,b",2\n=x,2\n');
    }));

  it("reproduces the published scores of sdc-catchment: three people in a line, a site at both ends", () =>
    inFolder(async (at) => {
      const files = {
        costs: "origin,dest,cost\nc1,p1,0\nc1,p2,2\nc2,p1,1\nc2,p2,1\nc3,p1,2\nc3,p2,0\n",
        demand: "id,people\nc1,100\nc2,100\nc3,100\n",
        supply: "id,capacity\np1,10\np2,10\n",
      };
      const step = await access(at, files, "--method", "2sfca", "--cutoff", "3");
      for (const value of Object.values(scores(step.stdout))) expect(value).toBeCloseTo(0.066667, 6);
      const fading = ["--method", "e2sfca", "--cutoff", "3", "--decay", "gaussian", "--sigma", "1"];
      const { c1, c2, c3 } = scores((await access(at, files, ...fading)).stdout);
      expect([c1, c2, c3].map((value) => value?.toFixed(6))).toEqual(["0.065179", "0.069641", "0.065179"]);
    }));

  it("reproduces the published scores of a 2SFCA with two sites in reach of the middle", () =>
    inFolder(async (at) => {
      const files = {
        costs: "demandId,siteId,cost\nC1,P1,5\nC1,P2,25\nC2,P1,8\nC2,P2,8\nC3,P1,25\nC3,P2,5\n",
        demand: "id,people\nC1,100\nC2,200\nC3,150\n",
        supply: "id,capacity\nP1,50\nP2,30\n",
      };
      const { C1, C2, C3 } = scores((await access(at, files, "--method", "2sfca", "--cutoff", "10")).stdout);
      expect(C1).toBeCloseTo(50 / 300, 15);
      expect(C2).toBeCloseTo(50 / 300 + 30 / 350, 15);
      expect(C3).toBeCloseTo(30 / 350, 15);
      const supply = await access(at, files, "--method", "cumulative", "--cutoff", "10");
      expect(scores(supply.stdout)).toEqual({ C1: 50, C2: 80, C3: 30 });
    }));

  it.each([
    [["--decay", "linear"], 2 * (2 / 3)],
    [["--decay", "step"], 2],
    [["--decay", "binary"], 2],
    [["--decay", "exponential", "--beta", "0.1"], 2 * Math.exp(-1)],
    [["--decay", "exponential", "--half-life", "10"], 1],
    [["--decay", "exponential"], 2 * 0.5 ** (2 / 3)],
    [["--decay", "gaussian", "--sigma", "10"], 2 * Math.exp(-0.5)],
    [["--decay", "gaussian", "--beta", "200"], 2 * Math.exp(-0.5)],
    [["--decay", "gaussian"], (2 * (Math.exp(-1 / 18) - Math.exp(-0.5))) / (1 - Math.exp(-0.5))],
    [[], (2 * (Math.exp(-1 / 18) - Math.exp(-0.5))) / (1 - Math.exp(-0.5))],
    [["--decay", "power", "--beta", "2"], 0.02],
    [["--decay", "power"], 0.2],
    [["--decay", "zones"], 2],
    [["--decay", "zones", "--zones", "5,15,30"], 1.36],
    [["--decay", "stepped", "--zones", "5,30", "--weights", "1,0.5"], 1],
  ])("gravity with %j", (options, expected) =>
    inFolder(async (at) => {
      const { stdout } = await access(at, {}, "--method", "gravity", "--cutoff", "30", ...options);
      expect(scores(stdout)["1"]).toBeCloseTo(expected, 14);
    }),
  );

  it("counts sites, with a supply table that has ids only", () =>
    inFolder(async (at) => {
      const { stdout } = await access(
        at,
        { supply: "id\na\nb\n" },
        "--method",
        "cumulative",
        "--cutoff",
        "20",
        "--count",
      );
      expect(scores(stdout)).toEqual({ "1": 1, "2": 2, "3": 1, "04": 0 });
    }));

  it("names the nearest sites and counts those in reach", () =>
    inFolder(async (at) => {
      const nearest = await access(at, { supply: "id\na\nb\n" }, "--method", "nearest", "--cutoff", "40", "--k", "2");
      expect(nearest.stdout).toBe("id,access,siteId,access2,siteId2\n1,10,a,,\n2,20,a,20,b\n3,10,b,40,a\n04,,,,\n");
      const backup = await access(at, {}, "--method", "backup", "--cutoff", "20", "--json");
      const { rows, peopleByReached, peopleWithBackup, peopleNotCovered } = JSON.parse(backup.stdout);
      expect(rows.map(({ access }: { access: number }) => access)).toEqual([1, 2, 1, 0]);
      expect(peopleByReached).toEqual([5, 4000, 3000]);
      expect([peopleWithBackup, peopleNotCovered]).toEqual([3000, 5]);
    }));

  it("tells the three states with --states, and they add up", () =>
    inFolder(async (at) => {
      const supply = "id,capacity\na,2500\nb,1000\n";
      const { stdout } = await access(at, { supply }, "--method", "2sfca", "--cutoff", "30", "--states", "--json");
      const { states, people } = JSON.parse(stdout);
      expect(states).toMatchObject({ served: 3500, overCapacity: 3500, notCovered: 5 });
      expect(states.served + states.overCapacity + states.notCovered).toBe(people);
      const table = await access(at, { supply }, "--method", "2sfca", "--cutoff", "30", "--states");
      expect(table.stdout.split("\n")[0]).toBe("id,access,served,overCapacity,notCovered");
    }));

  it("adds equity, by group and rank of columns of the demand table", () =>
    inFolder(async (at) => {
      const demand = "id,people,income,district\n1,1,10,x\n2,1,20,x\n3,1,30,y\n04,1,,y\n";
      const costs = "demandId,siteId,cost\n1,a,1\n2,b,1\n3,c,1\n04,d,1\n";
      const supply = "id,capacity\na,1\nb,2\nc,3\nd,4\n";
      const options = ["--method", "cumulative", "--cutoff", "30", "--equity"];
      const by = ["--rank-by", "income", "--group-by", "district"];
      const { stdout } = await access(at, { costs, demand, supply }, ...options, ...by, "--json");
      const { equity } = JSON.parse(stdout);
      expect(equity.gini).toBeCloseTo(0.25, 15);
      expect(equity.theil).toBeCloseTo(equity.theilWithin + equity.theilBetween, 15);
      expect(equity.theilBetween).toBeCloseTo(0.3 * Math.log(0.6) + 0.7 * Math.log(1.4), 15);
      // Of the three that are ranked: (1/6 + 2 × 3/6 + 3 × 5/6) / 3 × 2/2 − 1.
      expect(equity.concentration).toBeCloseTo(2 / 9, 15);
      expect(equity.notTestable).toEqual({});
      const plain = await access(at, { costs, demand, supply }, ...options);
      expect(plain.stderr).toContain("no-rank-variable");
      expect(plain.stdout.startsWith("id,access\n")).toBe(true);
    }));

  it("writes to --out and replaces it only with --force", () =>
    inFolder(async (at) => {
      const options = ["--method", "2sfca", "--cutoff", "30", "--out", at("A.csv")];
      const first = await access(at, {}, ...options, "--json");
      expect(first.status).toBe(0);
      expect(JSON.parse(first.stdout).rows).toBeUndefined();
      const written = readFileSync(at("A.csv"), "utf8");
      expect(written).toContain("04,0\n");
      expect((await access(at, {}, ...options)).status).toBe(2);
      expect((await access(at, {}, ...options, "--force")).status).toBe(0);
      expect(readFileSync(at("A.csv"), "utf8")).toBe(written);
    }));

  it("finds every fault of all three files at once, with file, row, field and value, and writes nothing", () =>
    inFolder(async (at) => {
      const files = {
        demand: "id,people\n1,10\n1,-3\n2,abc\n,4\n",
        supply: "id,capacity\na,1\nb,NaN\nb,2\n",
        costs: "demandId,siteId,cost\n1,a,1\n1,a,2\n9,a,-4\n2,zz,nan\n2,a\n1,b,1,7\n",
      };
      const options = ["--method", "gravty", "--cutoff", "0", "--out", at("A.csv"), "--json"];
      const { status, stdout } = await access(at, files, ...options);
      expect(status).toBe(2);
      const { problems, issues } = JSON.parse(stdout);
      expect(problems).toHaveLength(2);
      const told = issues.map(
        ({ layer, code, row, field, value }: Record<string, string>) => `${layer} ${row} ${code} ${field} ${value}`,
      );
      expect(told.sort()).toEqual([
        "C.csv 3 duplicate-pair demandId, siteId 1, a",
        "C.csv 4 bad-value cost -4",
        "C.csv 4 unknown-id demandId 9",
        "C.csv 5 bad-value cost nan",
        "C.csv 5 unknown-id siteId zz",
        "C.csv 6 bad-value cost ",
        "C.csv 7 bad-value columns 4",
        "D.csv 3 bad-value people -3",
        "D.csv 3 duplicate-id id 1",
        "D.csv 4 bad-value people abc",
        "D.csv 5 bad-value id ",
        "S.csv 3 bad-value capacity NaN",
        "S.csv 4 duplicate-id id b",
      ]);
      expect(existsSync(at("A.csv"))).toBe(false);
    }));

  it("counts faults beyond the five hundredth and says how many", () =>
    inFolder(async (at) => {
      const costs = `demandId,siteId,cost\n${"9,a,1\n".repeat(1200)}`;
      const { stdout } = await access(at, { costs }, "--method", "2sfca", "--cutoff", "30", "--json");
      const { issues } = JSON.parse(stdout);
      expect(issues).toHaveLength(501);
      expect(issues[500].details).toEqual({ file: "D.csv", more: 700 });
    }));

  it.each([
    ["", "empty-file"],
    ["demandId,siteId,cost\n", "empty-file"],
    ["demandId,cost\n1,2\n", "missing-column"],
    ['demandId,siteId,cost\n1,a,"5\n', "bad-value"],
  ])("refuses costs that read %j", (costs, code) =>
    inFolder(async (at) => {
      const { status, stdout } = await access(at, { costs }, "--method", "2sfca", "--cutoff", "30", "--json");
      expect(status).toBe(2);
      expect(JSON.parse(stdout).issues).toContainEqual(expect.objectContaining({ code, layer: "C.csv" }));
    }),
  );

  it("tells the faults of the costs where another table cannot be used", () =>
    inFolder(async (at) => {
      const files = { supply: "id,capacity\n", costs: "demandId,siteId,cost\n1,a,x\n" };
      const { stdout } = await access(at, files, "--method", "2sfca", "--cutoff", "30", "--json");
      const codes = JSON.parse(stdout).issues.map(({ layer, code }: Record<string, string>) => `${layer} ${code}`);
      expect(codes).toEqual(["S.csv empty-file", "C.csv bad-value"]);
    }));

  it.each([
    [["--method", "2sfca"], "--cutoff is missing"],
    [["--method", "2sfca", "--cutoff", "-1"], "--cutoff must be"],
    [["--method", "2sfca", "--cutoff", "NaN"], "--cutoff must be"],
    [["--cutoff", "1"], "--method is missing"],
    [["--method", "cumulative", "--cutoff", "1", "--decay", "linear"], "has no decay"],
    [["--method", "gravity", "--cutoff", "1", "--decay", "fog"], "--decay fog is unknown"],
    [["--method", "gravity", "--cutoff", "1", "--decay", "linear", "--beta", "2"], "--beta is of no use"],
    [["--method", "gravity", "--cutoff", "1", "--decay", "exponential", "--beta", "0"], "--beta must be"],
    [["--method", "gravity", "--cutoff", "1", "--sigma", "1", "--beta", "2"], "say the same"],
    [["--method", "e2sfca", "--cutoff", "30", "--zones", "20,10"], "must ascend"],
    [["--method", "e2sfca", "--cutoff", "30", "--zones", "10,40"], "beyond the cutoff"],
    [["--method", "e2sfca", "--cutoff", "30", "--zones", "10,30"], "as many as the zones"],
    [["--method", "e2sfca", "--cutoff", "30", "--weights", "1,x,0"], "--weights must be"],
    [["--method", "nearest", "--cutoff", "30", "--k", "0"], "--k must be"],
    [["--method", "nearest", "--cutoff", "30", "--equity"], "gives costs"],
    [["--method", "2sfca", "--cutoff", "30", "--rank-by", "x"], "belong to --equity"],
  ])("refuses %j", (options, sentence) =>
    inFolder(async (at) => {
      const { status, stderr } = await access(at, {}, ...options);
      expect(status).toBe(2);
      expect(stderr).toContain(sentence);
    }),
  );

  it("refuses files that are not there or not named, all of them", async () => {
    const { status, stderr } = await runMain(
      "access",
      "--costs",
      "/nowhere/C.csv",
      "--method",
      "2sfca",
      "--cutoff",
      "1",
    );
    expect(status).toBe(2);
    for (const part of ["/nowhere/C.csv does not exist", "--demand F.csv is missing", "--supply F.csv is missing"])
      expect(stderr).toContain(part);
  });
});
