/**
 * Finds a Chromium for the end-to-end tests, or installs one: through apt as root
 * on Debian, else through Playwright. Fails in words, never by skipping.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of an installed Chromium (MINSHENG_CHROMIUM, PATH, Playwright's own), or null. */
export async function findBrowser(): Promise<string | null> {
  const asked = process.env.MINSHENG_CHROMIUM;
  if (asked) {
    if (isExecutable(asked)) return asked;
    throw new Error(
      `MINSHENG_CHROMIUM is ${asked}, which is not an executable file. Unset it or point it to Chromium.`,
    );
  }
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (folder !== "" && isExecutable(path)) return path;
    }
  }
  const { chromium } = await import("playwright-core");
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

function run(command: string, parameters: readonly string[]): boolean {
  console.log(`$ ${[command, ...parameters].join(" ")}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, parameters, { stdio: ["ignore", "inherit", "inherit"], env: environment }).status === 0;
}

function isRootOnDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/etc/os-release")) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync("/etc/os-release", "utf8"));
}

/** Path of a Chromium, installing one where none is found. */
export async function ensureBrowser(): Promise<string> {
  const found = await findBrowser();
  if (found) return found;
  console.log("No Chromium found; installing one for the end-to-end tests.");
  if (isRootOnDebian()) {
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"]);
  } else {
    run("npx", ["playwright-core", "install", "chromium"]);
  }
  const installed = await findBrowser();
  if (installed) return installed;
  throw new Error(
    "The end-to-end tests need Chromium and none could be installed. " +
      "Install it (Debian: apt-get install chromium fonts-noto-cjk), or set MINSHENG_CHROMIUM to its path, and run again.",
  );
}
