/** What `runAlone` can run; started as a process with the task's name, its parameters and where to write the result. */
import { writeFileSync } from "node:fs";
import { measureAccuracy } from "./tasks/measure-accuracy.ts";
import { measureDatong } from "./tasks/measure-datong.ts";
import { measureField } from "./tasks/measure-field.ts";
import { measureHugeImport } from "./tasks/measure-huge-import.ts";
import { measureIsochrones } from "./tasks/measure-isochrones.ts";
import { measureMatrix } from "./tasks/measure-matrix.ts";
import { measurePublished, measurePublishedPlainly } from "./tasks/measure-published.ts";
import { measureReport } from "./tasks/measure-report.ts";
import { measureSearches } from "./tasks/measure-searches.ts";
import { measureSites, measureSitesPlainly } from "./tasks/measure-sites.ts";
import { measureTurf } from "./tasks/measure-turf.ts";
import { measureValhallaIsochrones, measureValhallaMatrix } from "./tasks/measure-valhalla.ts";

export const TASKS = {
  measureAccuracy,
  measureDatong,
  measureField,
  measureHugeImport,
  measureIsochrones,
  measureMatrix,
  measurePublished,
  measurePublishedPlainly,
  measureReport,
  measureSearches,
  measureSites,
  measureSitesPlainly,
  measureTurf,
  measureValhallaIsochrones,
  measureValhallaMatrix,
};

const [name, parameters, output] = process.argv.slice(2);
const task = TASKS[name as keyof typeof TASKS] as ((parameters: unknown) => unknown) | undefined;
if (task === undefined || parameters === undefined || output === undefined) throw new Error(`No such task: ${name}`);
writeFileSync(output, JSON.stringify(await task(JSON.parse(parameters))));
process.exit(0);
