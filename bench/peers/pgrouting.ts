/**
 * pgRouting's `pgr_drivingDistance` in a PostgreSQL cluster that lives in a temporary folder, listens on a
 * Unix socket only, and is stopped and deleted afterwards.
 */
import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PgRoutingFigures {
  readonly version: string;
  /** Milliseconds a start, each asked by itself. */
  readonly oneByOneMs: number;
  /** Milliseconds a start, all asked in one call. */
  readonly allAtOnceMs: number;
  readonly reachedNodes: number;
}

interface PostgresPrograms {
  readonly binaries: string;
  /** The user whom PostgreSQL runs as; it refuses root. */
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

const SINGLE_STARTS = 20;
const MOST_SECONDS = 200;

/** Times searches from the starts that our side has left in the folder; the reason where pgRouting is not to be had. */
export function measurePgRouting(folder: string, limitMetres: number): PgRoutingFigures | { readonly absent: string } {
  const programs = findPostgres();
  if ("absent" in programs) return programs;
  const cluster = mkdtempSync(join(tmpdir(), "minsheng-pg-"));
  if (programs.uid !== undefined && programs.gid !== undefined) chownSync(cluster, programs.uid, programs.gid);
  const run = (program: string, parameters: readonly string[], input?: string): string => {
    const { uid, gid } = programs;
    const { status, stdout, stderr, signal } = spawnSync(join(programs.binaries, program), parameters, {
      cwd: cluster,
      encoding: "utf8",
      timeout: MOST_SECONDS * 1000,
      maxBuffer: 2 ** 26,
      ...(input === undefined ? { stdio: ["ignore", "pipe", "pipe"] } : { input }),
      ...(uid === undefined ? {} : { uid, gid }),
    });
    if (status !== 0) throw new Error(`${program}: ${signal ?? ""} ${stderr.trim().slice(-400)}`);
    return stdout;
  };
  const data = join(cluster, "data");
  run("initdb", ["-D", data, "-A", "trust", "-U", "bench", "-E", "UTF8", "--no-locale", "--no-sync"]);
  const settings = `-c listen_addresses='' -k ${cluster} -F -c shared_buffers=512MB -c work_mem=256MB -c jit=off -c max_parallel_workers_per_gather=0`;
  try {
    run("pg_ctl", ["-D", data, "-w", "-l", join(cluster, "log"), "-o", settings, "start"]);
    const psql = (script: string): string =>
      run(
        "psql",
        ["-h", cluster, "-U", "bench", "-d", "postgres", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"],
        script,
      );
    return askPgRouting(psql, folder, limitMetres);
  } finally {
    if (existsSync(join(data, "postmaster.pid"))) run("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
    rmSync(cluster, { recursive: true, force: true });
  }
}

function askPgRouting(psql: (script: string) => string, folder: string, limitMetres: number): PgRoutingFigures {
  const read = (name: string): ArrayBuffer => {
    const bytes = readFileSync(join(folder, name));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  };
  const starts = new Int32Array(read("starts.i32"));
  const nodes = new Int32Array(read("nodes.i32"));
  const metres = new Float64Array(read("metres.f64"));
  const sources = [...new Int32Array(read("sources.i32"))];
  const rows: string[] = [];
  for (let node = 0; node + 1 < starts.length; node++) {
    for (let arc = starts[node] as number; arc < (starts[node + 1] as number); arc++) {
      rows.push(`${arc + 1}\t${node}\t${nodes[arc]}\t${metres[arc]}`);
    }
  }
  psql(`CREATE EXTENSION postgis; CREATE EXTENSION pgrouting;
CREATE UNLOGGED TABLE arcs (id integer, source integer, target integer, cost double precision);
COPY arcs FROM stdin;
${rows.join("\n")}
\\.
ANALYZE arcs;
`);
  const search = (from: string): string =>
    `SELECT count(*) FROM pgr_drivingDistance('SELECT id, source, target, cost FROM arcs', ${from}, ${limitMetres}::float, true);`;
  const timed = (queries: readonly string[]): { milliseconds: number[]; counts: number[] } => {
    const lines = psql(`\\timing on\n${queries.join("\n")}\n`)
      .trim()
      .split("\n");
    return {
      milliseconds: lines.flatMap((line) => (line.startsWith("Time: ") ? [Number.parseFloat(line.slice(6))] : [])),
      counts: lines.flatMap((line) => (line.startsWith("Time: ") ? [] : [Number(line)])),
    };
  };
  const middle = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  const singles = timed(sources.slice(0, SINGLE_STARTS + 2).map((source) => search(`${source}`)));
  const all = timed(Array.from({ length: 3 }, () => search(`ARRAY[${sources.join(",")}]`)));
  return {
    version: psql("SELECT pgr_version() || ' on PostgreSQL ' || current_setting('server_version');").trim(),
    oneByOneMs: middle(singles.milliseconds.slice(2)),
    allAtOnceMs: middle(all.milliseconds) / sources.length,
    reachedNodes: (all.counts[0] ?? Number.NaN) / sources.length,
  };
}

function findPostgres(): PostgresPrograms | { readonly absent: string } {
  const isRoot = process.getuid?.() === 0;
  let binaries = findBinaries();
  if (binaries === null && isRoot) {
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "postgresql-15-pgrouting"], {
      stdio: "ignore",
    });
    binaries = findBinaries();
  }
  if (binaries === null)
    return { absent: "pgRouting is not installed (Debian: apt-get install postgresql-15-pgrouting)" };
  if (!isRoot) return { binaries, uid: undefined, gid: undefined };
  const idOf = (flag: string): number =>
    Number.parseInt(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout, 10);
  return { binaries, uid: idOf("-u"), gid: idOf("-g") };
}

/** Debian keeps each PostgreSQL's programs in a folder of its version. */
function findBinaries(): string | null {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return null;
  for (const version of readdirSync(root).sort().reverse()) {
    const extension = `/usr/share/postgresql/${version}/extension/pgrouting.control`;
    if (existsSync(extension) && existsSync(join(root, version, "bin/initdb"))) return join(root, version, "bin");
  }
  return null;
}
