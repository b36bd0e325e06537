/** Documents as LibreOffice reads them, where it is installed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const OFFICE = "soffice";

/** Converts a file with these bytes; the files that come of it by name. Each run has a profile of its own. */
export function convertWithOffice(name: string, bytes: Uint8Array, filter: string): ReadonlyMap<string, Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "minsheng-office-"));
  try {
    writeFileSync(join(folder, name), bytes);
    const out = join(folder, "out");
    const run = spawnSync(OFFICE, [
      `-env:UserInstallation=file://${folder}/profile`,
      ...["--headless", "--convert-to", filter, "--outdir", out, join(folder, name)],
    ]);
    if (run.status !== 0) throw new Error(`${OFFICE}: ${run.stderr}`);
    return new Map(readdirSync(out).map((file) => [file, readFileSync(join(out, file))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
