/**
 * `npm run bench`: measures the engine against its peers and the built app in Chromium, and writes
 * bench/README.md. `npm run bench -- engine`, `-- app`, `-- import` (large files), `-- huge` (files of a gigabyte), `-- rules` (what an edit of a rule costs), `-- scenarios` (what an edit of a scenario
 * costs), `-- siting`, `-- medians`, `-- published` and `-- report` (the documents) measure one part and leave the others' sections as they were. Nothing is asserted: the figures are for reading.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { measureApp } from "./app/measure-app.ts";
import { measureHuge } from "./import/measure-huge.ts";
import { measureImport } from "./import/measure-import.ts";
import { measureEngine } from "./measure-engine.ts";
import { ROOT } from "./places.ts";
import { measureDocuments } from "./report/measure-documents.ts";
import { measureRules } from "./rules/measure-rules.ts";
import { measureScenarios } from "./scenarios/measure-scenarios.ts";
import { measureMedians } from "./siting/measure-medians.ts";
import { measurePublishedOptima } from "./siting/measure-published.ts";
import { measureSiting } from "./siting/measure-siting.ts";

const PARTS = {
  engine: measureEngine,
  app: measureApp,
  import: measureImport,
  huge: measureHuge,
  rules: measureRules,
  scenarios: measureScenarios,
  siting: measureSiting,
  medians: measureMedians,
  published: measurePublishedOptima,
  report: measureDocuments,
};
type Part = keyof typeof PARTS;

const REPORT = join(ROOT, "bench/README.md");
const names = Object.keys(PARTS) as Part[];
const asked = process.argv.slice(2);
const wrong = asked.filter((part) => !names.includes(part as Part));
if (wrong.length > 0) {
  console.error(`npm run bench -- [${names.join("] [")}]: there is no part ${wrong.join(", ")}.`);
  process.exit(2);
}

const sections = readSections();
for (const name of names) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const machine = describeMachine();
  const [heading, ...text] = (await PARTS[name]()).trim().split("\n");
  sections.set(name, [heading, "", machine, ...text].join("\n"));
  writeReport();
}
console.log(readFileSync(REPORT, "utf8"));
process.exit(0);

function describeMachine(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const processor = cpus()[0]?.model.trim() ?? "unknown processor";
  const load = (loadavg()[0] ?? Number.NaN).toFixed(1);
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `*Version ${version}, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${processor}), ${memory} GiB, Node ${process.versions.node}; load when it began ${load}.*`;
}

/** What earlier runs have written about each part. */
function readSections(): Map<Part, string> {
  const found = new Map<Part, string>();
  const text = existsSync(REPORT) ? readFileSync(REPORT, "utf8") : "";
  for (const name of names) {
    const section = text.split(`<!-- ${name} -->\n`)[1];
    if (section !== undefined) found.set(name, section.trim());
  }
  return found;
}

function writeReport(): void {
  const parts = names.map((name) => {
    const section = sections.get(name) ?? `Not measured yet: \`npm run bench -- ${name}\`.`;
    return `<!-- ${name} -->\n${section}\n<!-- ${name} -->`;
  });
  writeFileSync(REPORT, `# Measurements\n\nWritten by \`npm run bench\`; do not edit.\n\n${parts.join("\n\n")}\n`);
}
