/** The same search by scipy's csgraph.dijkstra on the same network, in a Python process of its own. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnalysisSession } from "../src/core/analysis-session.ts";
import type { ServiceSearch } from "../src/core/service-search.ts";

const SCRIPT = `
import sys, time, json
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
folder, nodes, limit = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
rows = np.fromfile(folder + "/from.bin", dtype=np.int32)
cols = np.fromfile(folder + "/to.bin", dtype=np.int32)
cost = np.fromfile(folder + "/cost.bin", dtype=np.float64)
sources = np.unique(np.fromfile(folder + "/sources.bin", dtype=np.int32))
graph = csr_matrix((np.maximum(cost, 1e-9), (cols, rows)), shape=(nodes, nodes))
times = []
for _ in range(12):
    start = time.perf_counter()
    dijkstra(graph, directed=True, indices=sources, limit=limit, min_only=True)
    times.append((time.perf_counter() - start) * 1000)
import scipy
print(json.dumps({"medianMs": sorted(times[2:])[5], "version": scipy.__version__}))
`;

export interface ScipyFigures {
  readonly medianMs: number;
  readonly version: string;
}

/** Null, with the reason on the screen, where scipy is not to be had. */
export function measureScipy(session: AnalysisSession, search: ServiceSearch): ScipyFigures | null {
  const python = findPythonWithScipy();
  if (python === null) {
    console.log("scipy is not installed (Debian: apt-get install python3-scipy); the peer is left out.");
    return null;
  }
  const { network } = session;
  const { snaps } = session.sourcesOf(search);
  const graph = session.searchGraph(search);
  const from: number[] = [];
  const to: number[] = [];
  const cost: number[] = [];
  for (let node = 0; node < graph.nodeCount; node++) {
    const end = graph.arcStarts[node + 1] as number;
    for (let arc = graph.arcStarts[node] as number; arc < end; arc += 2) {
      from.push(graph.arcs[arc] as number);
      to.push(node);
      cost.push((graph.arcs[arc + 1] as number) / graph.ticksPerMetre / search.pace.metresPerSecond);
    }
  }
  const sources = [...snaps.edgeIndexes]
    .filter((edge) => edge >= 0)
    .map((edge) => network.edgeFromNodes[edge] as number);
  const folder = mkdtempSync(join(tmpdir(), "minsheng-bench-"));
  try {
    writeFileSync(join(folder, "from.bin"), Int32Array.from(from));
    writeFileSync(join(folder, "to.bin"), Int32Array.from(to));
    writeFileSync(join(folder, "cost.bin"), Float64Array.from(cost));
    writeFileSync(join(folder, "sources.bin"), Int32Array.from(sources));
    const parameters = ["-c", SCRIPT, folder, String(network.nodeCount), String(search.limitSeconds)];
    const { status, stdout, stderr } = spawnSync(python, parameters, { encoding: "utf8" });
    if (status !== 0) throw new Error(`scipy failed: ${stderr}`);
    return JSON.parse(stdout) as ScipyFigures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Debian's scipy belongs to Debian's own Python, which another `python3` may hide. */
function findPythonWithScipy(): string | null {
  const find = (): string | null =>
    ["python3", "/usr/bin/python3"].find(
      (python) => spawnSync(python, ["-c", "import scipy.sparse.csgraph"]).status === 0,
    ) ?? null;
  const found = find();
  if (found !== null || process.getuid?.() !== 0) return found;
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "python3-scipy"], { stdio: "ignore" });
  return find();
}
