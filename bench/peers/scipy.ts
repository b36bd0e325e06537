/** scipy's csgraph on the graphs that our side has left in a folder, in a Python process of its own. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../places.ts";

export interface ScipyTasks {
  readonly searches: {
    readonly parameters: { readonly limit: number };
    readonly result: { readonly oneByOneMs: number; readonly allAtOnceMs: number; readonly reachedNodes: number };
  };
  readonly field: {
    readonly parameters: { readonly limit: number | null };
    readonly result: { readonly medianMs: number; readonly withLabelsMs: number; readonly reachedNodes: number };
  };
  readonly matrix: {
    readonly parameters: { readonly limit: number; readonly checkedSources: number; readonly fewTargets: number };
    readonly result: {
      readonly pairs: number;
      readonly medianMs: number;
      readonly fewPairs: number;
      readonly fewMs: number;
      readonly checkedPairs: number;
      readonly largestMetres: number;
      readonly missingPairs: number;
    };
  };
  readonly accuracy: {
    readonly parameters: { readonly limit: number };
    readonly result: {
      readonly largestMetres: number;
      readonly longestMetres: number;
      readonly missing: number;
      readonly checked: number;
    };
  };
}

export interface Scipy {
  readonly version: string;
  readonly python: string;
}

const MOST_SECONDS = 180;

/** Debian's scipy where it can be had, else any Python's; the reason where there is none. */
export function findScipy(): Scipy | { readonly absent: string } {
  const found = askPythons();
  if (found !== null) return found;
  if (process.getuid?.() === 0) {
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "python3-scipy"], { stdio: "ignore" });
  }
  return askPythons() ?? { absent: "no Python here has scipy (Debian: apt-get install python3-scipy)" };
}

/** Debian's scipy belongs to Debian's own Python, which another `python3` may hide. */
function askPythons(): Scipy | null {
  for (const python of ["/usr/bin/python3", "python3"]) {
    const script = "import scipy, scipy.sparse.csgraph; print(scipy.__version__)";
    const { status, stdout } = spawnSync(python, ["-c", script], { encoding: "utf8" });
    if (status === 0) return { version: stdout.trim(), python };
  }
  return null;
}

/** Runs a task on a folder's graph; throws with Python's last words where it fails. */
export function askScipy<Name extends keyof ScipyTasks>(
  { python }: Scipy,
  name: Name,
  folder: string,
  parameters: ScipyTasks[Name]["parameters"],
): ScipyTasks[Name]["result"] {
  const script = join(ROOT, "bench/peers/scipy-peer.py");
  const { status, stdout, stderr, signal } = spawnSync(python, [script, name, folder, JSON.stringify(parameters)], {
    encoding: "utf8",
    timeout: MOST_SECONDS * 1000,
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
  });
  if (status !== 0) throw new Error(`scipy: ${signal ?? ""} ${stderr.trim().split("\n").slice(-4).join(" ")}`.trim());
  return JSON.parse(stdout) as ScipyTasks[Name]["result"];
}
