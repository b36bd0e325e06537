/**
 * `npm run geodata`: builds the Datong demonstration study from real borders,
 * settlements and census totals and a seed, and the roster of real names and codes; writes geodata/datong,
 * geodata/roster and geodata/README.md. The same seed gives the same bytes.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parsePlan } from "../../src/io/study/plan-file.ts";
import { writeStudyFolder } from "../../src/io/study/study-folder.ts";
import { buildCity } from "./build-city.ts";
import { createStudy } from "./create-study.ts";
import { describeFiles } from "./describe-files.ts";
import { formatRoster } from "./roster.ts";

const SEED = 20210930;
const ROOT = resolve(import.meta.dirname, "..");
const FOLDER = join(ROOT, "datong");
const ROSTER_NAME = "roster/datong.json";

const plan = parsePlan(readFileSync(join(ROOT, "plan/plan.json"), "utf8"));
const study = createStudy(buildCity(SEED), plan, SEED);
const files = await writeStudyFolder(study);
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
for (const [name, bytes] of files) writeFileSync(join(FOLDER, name), bytes);
const roster = new TextEncoder().encode(formatRoster());
mkdirSync(join(ROOT, "roster"), { recursive: true });
writeFileSync(join(ROOT, ROSTER_NAME), roster);
const written: [string, Uint8Array][] = [
  ...[...files].map(([name, bytes]): [string, Uint8Array] => [`datong/${name}`, bytes]),
  [ROSTER_NAME, roster],
];
const listed = written.map(([name, bytes]) => ({
  name,
  bytes: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
}));
writeFileSync(join(ROOT, "README.md"), describeFiles(listed, SEED));
const total = listed.reduce((sum, { bytes }) => sum + bytes, 0);
process.stdout.write(`${listed.length} files, ${(total / 1e6).toFixed(1)} MB\n`);
