/** Memory of processes as Linux keeps account of it; zero elsewhere. */
import { readdirSync, readFileSync } from "node:fs";

function readProcess(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, "utf8");
  } catch {
    return "";
  }
}

function parentOf(id: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readProcess(id, "status"))?.[1] ?? 0);
}

/** The most that a process ever held in memory, in bytes. */
export function peakBytes(id: number): number {
  return 1024 * Number(/^VmHWM:\s+(\d+)/m.exec(readProcess(id, "status"))?.[1] ?? 0);
}

/** Pages of the browsers that this process has started. */
export function listRenderers(): number[] {
  let names: string[] = [];
  try {
    names = readdirSync("/proc");
  } catch {
    return [];
  }
  return names
    .map(Number)
    .filter((id) => id > 0 && readProcess(id, "cmdline").includes("--type=renderer"))
    .filter((id) => {
      for (let ancestor = parentOf(id); ancestor > 1; ancestor = parentOf(ancestor))
        if (ancestor === process.pid) return true;
      return false;
    });
}
