import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createStudy } from "../io/create-study.ts";
import { inFolder, runMain } from "./run-main.ts";

const DEMAND = "id,people\nd1,10\nd2,20\nd3,30\nd4,5\n";
/** Within 10: a d1 d2, b d2 d3, c d3; nobody reaches d4. */
const COSTS = "demandId,siteId,cost\nd1,a,5\nd2,a,8\nd2,b,3\nd3,b,9\nd3,c,2\nd4,c,11\n";

function onMatrix(
  work: (run: (...options: string[]) => ReturnType<typeof runMain>, at: (name: string) => string) => Promise<void>,
) {
  return inFolder(async (at) => {
    writeFileSync(at("d.csv"), DEMAND);
    writeFileSync(at("c.csv"), COSTS);
    await work((...options) => runMain("site", "--costs", at("c.csv"), "--demand", at("d.csv"), ...options), at);
  });
}

const shuffled = (csv: string): string => {
  const [header, ...lines] = csv.trim().split("\n");
  return [header, ...lines.reverse()].join("\n");
};

describe("minsheng site on a matrix", () => {
  it("answers one JSON object with what the models promise", () =>
    onMatrix(async (run) => {
      const { status, stdout } = await run("--model", "max-coverage", "--sites", "1", "--cutoff", "10", "--json");
      expect(status).toBe(0);
      const { seconds, ...json } = JSON.parse(stdout);
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(json).toMatchObject({
        model: "max-coverage",
        chosen: ["b"],
        objective: 50,
        bound: 50,
        gap: 0,
        unreachable: ["d4"],
      });
      expect(json).toMatchObject({ status: "optimal", people: 65, peopleCovered: 50, peopleUnreachable: 5 });
      const cover = JSON.parse((await run("--model", "set-cover", "--cutoff", "10", "--json")).stdout);
      expect(cover).toMatchObject({ chosen: ["a", "b"], objective: 2, bound: 2, gap: 0, unreachable: ["d4"] });
    }));

  it("answers the same whatever the order of the rows", () =>
    onMatrix(async (run, at) => {
      const ask = async () => {
        const options = ["--sites", "2", "--cutoff", "10", "--alternatives", "3", "--curve", "--json"];
        const { stdout } = await run("--model", "max-coverage", ...options);
        return { ...JSON.parse(stdout), seconds: 0 };
      };
      const first = await ask();
      writeFileSync(at("d.csv"), shuffled(DEMAND));
      writeFileSync(at("c.csv"), shuffled(COSTS));
      expect(await ask()).toEqual(first);
    }));

  it("keeps fixed sites, places and money, and writes who goes where", () =>
    onMatrix(async (run, at) => {
      writeFileSync(at("places.csv"), "id,capacity\na,100\nb,25\nc,100\nunused,4\n");
      writeFileSync(at("price.csv"), "id,cost\na,7\nb,1\n");
      const cover = ["--model", "max-coverage", "--cutoff", "10", "--json"];
      const placed = JSON.parse(
        (await run(...cover, "--sites", "2", "--fixed", "b", "--capacity", at("places.csv"))).stdout,
      );
      // b has 25 places for d2 and d3. With a all of d1 and d2 go there and 25 of d3 to b: 55; with c 20 of d2 and all of d3: 50.
      expect(placed).toMatchObject({ chosen: ["a", "b"], objective: 55 });
      for (const { people, capacity } of placed.sites) expect(people).toBeLessThanOrEqual(capacity);
      // From b alone (25) to a and b (55); with c as well d2 has 20 places at a, d3 all at c: everybody.
      const capacity = ["--fixed", "b", "--capacity", at("places.csv")];
      const told = JSON.parse((await run(...cover, "--sites", "2", ...capacity, "--curve", "--target", "0.7")).stdout);
      expect(told.curve.map(({ sites, people }: { sites: number; people: number }) => [sites, people])).toEqual([
        [1, 25],
        [2, 55],
        [3, 60],
      ]);
      expect(told.target).toMatchObject({ sitesAtLeast: 2, sitesEnough: 2 });
      const paid = JSON.parse(
        (
          await run(
            ...cover,
            "--budget",
            "6",
            "--site-costs",
            at("price.csv"),
            "--site-cost",
            "2",
            "--out",
            at("o.csv"),
          )
        ).stdout,
      );
      expect(paid).toMatchObject({ chosen: ["b"], objective: 50, spent: 1, budget: 6 });
      expect(readFileSync(at("o.csv"), "utf8")).toBe("demandId,siteId,cost\nd1,,\nd2,b,3\nd3,b,9\nd4,,\n");
    }));

  it("weighs walks: the least in sum, whoever is served by nobody at a stated cost, and the shortest longest", () =>
    onMatrix(async (run) => {
      const counted = ["--model", "p-median", "--sites", "1", "--unserved", "20", "--json"];
      const median = JSON.parse((await run(...counted)).stdout);
      // a: 50 + 160 + 600 + 100; b: 200 + 60 + 270 + 100; c: 200 + 400 + 60 + 55.
      expect(median).toMatchObject({ chosen: ["b"], objective: 630, gap: 0, unservedCost: 20 });
      const other = JSON.parse((await run(...counted, "--alternatives", "3")).stdout);
      expect(other.alternatives ?? []).toEqual([]);
      const must = await run("--model", "p-median", "--sites", "1");
      expect(must.status).toBe(1);
      expect(must.stderr).toContain("ask for --sites 2");
      const center = JSON.parse((await run("--model", "p-center", "--sites", "2", "--json")).stdout);
      // d1 needs a, d4 needs c: 5, 8, 2 and 11.
      expect(center).toMatchObject({ chosen: ["a", "c"], objective: 11, gap: 0 });
      const wrong = await run("--model", "p-center", "--sites", "2", "--unserved", "9");
      expect(wrong.status).toBe(2);
      expect(wrong.stderr).toContain("--unserved belongs to --model p-median");
    }));

  it("lists answers nearly as good of the p-median, the next best first", () =>
    inFolder(async (at) => {
      writeFileSync(at("d.csv"), "id,people\nd1,100\nd2,1\n");
      writeFileSync(at("c.csv"), "demandId,siteId,cost\nd1,a,100\nd1,b,100.5\nd1,c,150\nd2,a,1\nd2,b,1\nd2,c,1\n");
      const options = ["--model", "p-median", "--sites", "1", "--alternatives", "3", "--json"];
      const { stdout } = await runMain("site", "--costs", at("c.csv"), "--demand", at("d.csv"), ...options);
      const { chosen, objective, alternatives } = JSON.parse(stdout);
      expect([chosen, objective]).toEqual([["a"], 10_001]);
      expect(alternatives).toEqual([{ chosen: ["b"], objective: 10_051, worseBy: expect.closeTo(50 / 10_001, 9) }]);
    }));

  it("names cause, people and the nearest question where there is no answer, with exit 1", () =>
    onMatrix(async (run) => {
      const many = await run("--model", "max-coverage", "--sites", "9", "--cutoff", "10");
      expect(many.status).toBe(1);
      expect(many.stderr).toContain("only 3 exist: ask for --sites 3");
      const none = await run("--model", "set-cover", "--cutoff", "1");
      expect(none.status).toBe(1);
      expect(none.stderr).toMatch(/65 people: d1, d2, d3, d4/);
      const few = await run("--model", "set-cover", "--cutoff", "10", "--sites", "1");
      expect(few.status).toBe(1);
      expect(few.stderr).toMatch(/ask for --sites 2.* At most 83\.3 %/);
      const poor = await run("--model", "max-coverage", "--cutoff", "10", "--budget", "1", "--site-cost", "2");
      expect(poor.status).toBe(1);
      expect(poor.stderr).toContain("ask for --budget 2 or more");
      const full = await run("--model", "set-cover", "--cutoff", "10", "--capacity-each", "12");
      expect(full.status).toBe(1);
      expect(full.stderr).toContain("places for 36 of the 60 people");
    }));

  it("finds every fault of arguments and files at once, with exit 2", () =>
    onMatrix(async (run, at) => {
      writeFileSync(at("d.csv"), "id,people\nd1,-4\nd2,20\nd2,3\n");
      writeFileSync(at("c.csv"), "demandId,siteId,cost\nd1,a,x\nd9,a,1\n");
      const { status, stderr, stdout } = await run(
        "--model",
        "best",
        "--sites",
        "0",
        "--gap",
        "7",
        "--service",
        "clinic",
      );
      expect(status).toBe(2);
      expect(stdout).toBe("");
      for (const part of [
        "--model best is unknown",
        "--sites must be",
        "--gap must be",
        "--service needs a study",
        "--cutoff C is missing",
      ])
        expect(stderr).toContain(part);
      for (const place of ["d.csv, row 2", "d.csv, row 4", "c.csv, row 2", "c.csv, row 3"])
        expect(stderr).toContain(place);
    }));

  it("refuses a fixed site that is none, and figures that lack a site", () =>
    onMatrix(async (run, at) => {
      writeFileSync(at("places.csv"), "id,capacity\na,100\n");
      const { status, stderr } = await run(
        "--model",
        "set-cover",
        "--cutoff",
        "10",
        "--fixed",
        "zz",
        "--capacity",
        at("places.csv"),
      );
      expect(status).toBe(2);
      expect(stderr).toContain("--fixed zz: no site has this id");
      expect(stderr).toContain("no row for 2 sites (b, c)");
    }));
});

describe("minsheng site on a study", () => {
  const onStudy = (
    work: (run: (...options: string[]) => ReturnType<typeof runMain>, at: (name: string) => string) => Promise<void>,
  ) =>
    inFolder(async (at) => {
      writeFileSync(at("toy.mscircle"), await writeStudyFile(createStudy()));
      await work((...options) => runMain("site", at("toy.mscircle"), "--service", "clinic", ...options), at);
    });

  it("keeps the standing facilities and adds street nodes where they gain most", () =>
    onStudy(async (run) => {
      const options = [
        "--model",
        "max-coverage",
        "--new",
        "1",
        "--cutoff-minutes",
        "5",
        "--grid-metres",
        "100",
        "--json",
      ];
      const { status, stdout } = await run(...options);
      expect(status).toBe(0);
      const json = JSON.parse(stdout);
      expect(json).toMatchObject({ service: "clinic", cutoff: 300, facilities: 2, gap: 0, gridIsDefault: false });
      expect(json.chosen).toHaveLength(3);
      expect(json.chosen).toEqual(expect.arrayContaining(["007", "k2"]));
      expect(json.sites.filter(({ fixed }: { fixed: boolean }) => fixed)).toHaveLength(2);
      const free = JSON.parse((await run(...options, "--replace")).stdout);
      expect(free.chosen).toHaveLength(1);
    }));

  it("takes candidates from a table and from GeoJSON alike", () =>
    onStudy(async (run, at) => {
      const { coordinates } = createStudy().demand;
      const [lon, lat] = [coordinates[0] as number, coordinates[1] as number];
      writeFileSync(at("p.csv"), `id,lon,lat\nhere,${lon},${lat}\n`);
      const feature = {
        type: "Feature",
        properties: { id: "here" },
        geometry: { type: "Point", coordinates: [lon, lat] },
      };
      writeFileSync(at("p.geojson"), JSON.stringify({ type: "FeatureCollection", features: [feature] }));
      const ask = async (name: string) => {
        const { stdout } = await run("--model", "max-coverage", "--new", "1", "--candidates", at(name), "--json");
        return { ...JSON.parse(stdout), seconds: 0 };
      };
      const table = await ask("p.csv");
      expect(table.candidates).toBe(1);
      expect(table.chosen).toContain("here");
      expect(await ask("p.geojson")).toEqual(table);
    }));

  it("names the service that is missing, exit 2", () =>
    inFolder(async (at) => {
      writeFileSync(at("toy.mscircle"), await writeStudyFile(createStudy()));
      const { status, stderr } = await runMain(
        "site",
        at("toy.mscircle"),
        "--model",
        "set-cover",
        "--costs",
        at("c.csv"),
      );
      expect(status).toBe(2);
      expect(stderr).toContain("--service ID is missing");
      expect(stderr).toContain("--costs belongs to a matrix");
    }));
});
