/** `minsheng report` in a process of its own: what it wrote and the most memory that it held. */
import { main } from "../../src/cli/main.ts";

interface ReportTask {
  readonly formats: readonly string[];
  readonly out: string;
}

export interface ReportMeasurement {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Of the process, resident at once, in bytes. */
  readonly mostMemory: number;
  /** Of both cores, in seconds. */
  readonly processorSeconds: number;
}

/** @throws Error with what the command said where it failed */
export async function measureReport({ formats, out }: ReportTask): Promise<ReportMeasurement> {
  let [said, complained] = ["", ""];
  const terminal = {
    out: (text: string) => {
      said += text;
    },
    err: (text: string) => {
      complained += text;
    },
  };
  const asked = ["--format", formats.join(","), "--date", "2026-11-29", "--out", out, "--json", "--force"];
  if ((await main(["report", "datong", ...asked], terminal)) !== 0) throw new Error(complained);
  const { files } = JSON.parse(said) as Pick<ReportMeasurement, "files">;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return { files, mostMemory: maxRSS * 1024, processorSeconds: (userCPUTime + systemCPUTime) / 1e6 };
}
