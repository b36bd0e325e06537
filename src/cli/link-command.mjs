/**
 * After installation: puts the project's own command where `npx minsheng` looks
 * first, so that it needs neither the registry nor a cache. A failure here is
 * harmless, because npx then finds the command through package.json.
 */
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "minsheng.mjs");
const folder = join(dirname(command), "..", "..", "node_modules", ".bin");
try {
  mkdirSync(folder, { recursive: true });
  chmodSync(command, 0o755);
  const link = join(folder, "minsheng");
  rmSync(link, { force: true });
  if (process.platform === "win32") writeFileSync(`${link}.cmd`, `@node "${command}" %*\r\n`);
  else symlinkSync(relative(folder, command), link);
} catch (error) {
  process.stderr.write(`minsheng: the command was not linked (${error instanceof Error ? error.message : error}).\n`);
}
