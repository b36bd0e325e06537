/** `npm test`: makes sure of a browser, builds the app, runs every test, and closes with one line of counts. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./find-browser.ts";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
}

function run(parameters: readonly string[], environment: NodeJS.ProcessEnv): number {
  const { status, error } = spawnSync("npx", parameters, { stdio: "inherit", env: { ...process.env, ...environment } });
  if (error) throw error;
  return status ?? 1;
}

const browser = await ensureBrowser();
console.log(`End-to-end tests use ${browser}`);
const folder = mkdtempSync(join(tmpdir(), "minsheng-tests-"));
const reportPath = join(folder, "report.json");
let status = run(["vite", "build"], {});
if (status === 0) {
  status = run(["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${reportPath}`], {
    MINSHENG_CHROMIUM: browser,
  });
}
let closing = "0 passed, 1 failed, 0 skipped";
try {
  const report = JSON.parse(readFileSync(reportPath, "utf8")) as Report;
  const failed = Math.max(report.numFailedTests, status === 0 ? 0 : 1, report.numFailedTestSuites > 0 ? 1 : 0);
  closing = `${report.numPassedTests} passed, ${failed} failed, ${report.numPendingTests} skipped`;
  if (report.numPassedTests === 0) status = 1;
} catch {
  status = status === 0 ? 1 : status;
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${closing}`);
process.exit(status);
