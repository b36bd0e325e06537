/** Valhalla's Node binding: installed beside the bench, its tiles built from the same extract, its service limits raised. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PEERS } from "../places.ts";

const PACKAGE = "@valhallajs/valhallajs@3.6.1";

/** Takes and gives JSON as text. */
export interface ValhallaActor {
  isochrone(query: string): Promise<string>;
  matrix(query: string): Promise<string>;
}

interface ValhallaModule {
  readonly Actor: new (config: string) => ValhallaActor;
  readonly VALHALLA_VERSION: string;
  getConfig(options: { tileDir: string }): Promise<ValhallaConfig>;
}

type ValhallaConfig = Record<string, Record<string, unknown>>;

export interface Valhalla {
  readonly version: string;
  /** A file with the configuration of the built tiles. */
  readonly configPath: string;
}

const MOST_SECONDS = 180;

/** Installs the package where needed and builds the extract's tiles in the folder; the reason where it cannot. */
export async function prepareValhalla(
  extract: string | null,
  folder: string,
): Promise<Valhalla | { readonly absent: string }> {
  if (extract === null) return { absent: "Valhalla builds its graph from an OpenStreetMap extract, and none is here" };
  const installed = install();
  if (installed !== null) return { absent: installed };
  mkdirSync(folder, { recursive: true });
  const valhalla = loadValhalla();
  const config = raiseLimits(await valhalla.getConfig({ tileDir: join(folder, "tiles") }));
  const configPath = join(folder, "valhalla.json");
  writeFileSync(configPath, JSON.stringify(config));
  const cli = join(PEERS, "node_modules/@valhallajs/valhallajs/bin/valhalla-cli.js");
  const { status, stderr } = spawnSync(process.execPath, [cli, "build_tiles", "-c", configPath, extract], {
    encoding: "utf8",
    // The builder leaves a file of its own where it runs.
    cwd: folder,
    timeout: MOST_SECONDS * 1000,
  });
  if (status !== 0) return { absent: `Valhalla could not build its tiles: ${stderr.trim().slice(-200)}` };
  return { version: valhalla.VALHALLA_VERSION, configPath };
}

/** Opens the built tiles; `maxMatrixMetres` is the longest straight line that a matrix may hold, and bounds its searches. */
export function openValhalla(configPath: string, maxMatrixMetres: number | null): ValhallaActor {
  const config = JSON.parse(readFileSync(configPath, "utf8")) as ValhallaConfig;
  const pedestrian = config.service_limits?.pedestrian as Record<string, unknown>;
  if (maxMatrixMetres !== null) pedestrian.max_matrix_distance = maxMatrixMetres;
  return new (loadValhalla().Actor)(JSON.stringify(config));
}

function loadValhalla(): ValhallaModule {
  return createRequire(join(PEERS, "package.json"))("@valhallajs/valhallajs") as ValhallaModule;
}

/** Null, or why the package is not there. */
function install(): string | null {
  mkdirSync(PEERS, { recursive: true });
  const manifest = join(PEERS, "package.json");
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  if (existsSync(join(PEERS, "node_modules/@valhallajs/valhallajs/package.json"))) return null;
  const { status, stderr } = spawnSync(
    "npm",
    ["install", "--prefix", PEERS, "--no-save", "--no-audit", "--no-fund", PACKAGE],
    { cwd: PEERS, encoding: "utf8", timeout: MOST_SECONDS * 1000 },
  );
  return status === 0 ? null : `${PACKAGE} could not be installed: ${stderr.trim().slice(-200)}`;
}

function raiseLimits(config: ValhallaConfig): ValhallaConfig {
  for (const part of ["loki", "thor", "odin", "meili", "mjolnir"]) {
    const section = config[part];
    if (section !== undefined) section.logging = { type: "" };
  }
  const mjolnir = config.mjolnir as Record<string, unknown>;
  for (const absent of ["tile_extract", "traffic_extract", "admin", "timezone", "landmarks", "transit_dir"]) {
    delete mjolnir[absent];
  }
  delete config.additional_data;
  const limits = config.service_limits as Record<string, Record<string, unknown>>;
  limits.pedestrian = { ...limits.pedestrian, max_locations: 1e6, max_matrix_location_pairs: 1e9 };
  config.thor = { ...config.thor, source_to_target_algorithm: "timedistancematrix" };
  return config;
}
