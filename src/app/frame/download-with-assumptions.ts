/** A table taken from the page alone still says on what it rests: the run's list of assumptions comes with it. */
import { requestRunFiles } from "../store/ask-worker.ts";
import { downloadBytes, downloadCsv } from "./download.ts";

const ASSUMPTIONS = "assumptions.csv";

/** The table first; where the list cannot be written the table comes alone. */
export async function downloadWithAssumptions(name: string, rows: readonly (readonly string[])[]): Promise<void> {
  downloadCsv(name, rows);
  await downloadAssumptions();
}

/** The list of the run's assumptions; nothing where it cannot be written. */
export async function downloadAssumptions(): Promise<void> {
  const files = await requestRunFiles().catch(() => []);
  const list = files.find((file) => file.name === ASSUMPTIONS);
  if (list) downloadBytes(list.name, list.bytes);
}
