import { createReadStream } from "node:fs";
import { copyFile, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { ISOLATION_HEADERS } from "./isolation-headers.ts";

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

type ChunkName = (id: string, graph: ModuleGraph) => string | null;

/** The demonstration study, and the roster of names that lists are matched to. */
const SHIPPED_FOLDERS = ["geodata/datong", "geodata/roster"];
const LICENCES: Readonly<Record<string, string>> = {
  "NotoSansSC-OFL.txt": "node_modules/@expo-google-fonts/noto-sans-sc/LICENSE_FONT",
  "gdal3js-LGPL.txt": "node_modules/gdal3.js/LICENSE",
};

/** Serves the shipped data beside the page, and copies them into the build. */
function shipData(): Plugin {
  let outDir = "dist";
  return {
    name: "ship-data",
    configResolved(config) {
      outDir = config.build.outDir;
    },
    configureServer(server) {
      for (const folder of SHIPPED_FOLDERS) {
        server.middlewares.use(`/${folder}`, (request, response, next) => {
          const name = decodeURIComponent((request.url ?? "").split("?")[0] ?? "").slice(1);
          const path = join(folder, name);
          if (!/^\w[\w.-]*$/.test(name)) return next();
          stat(path).then(
            ({ size }) => {
              response.setHeader(
                "content-type",
                name.endsWith(".json") ? "application/json" : "application/octet-stream",
              );
              response.setHeader("content-length", size);
              createReadStream(path).pipe(response);
            },
            () => {
              response.statusCode = 404;
              response.end();
            },
          );
        });
      }
    },
    async closeBundle() {
      if (!this.environment?.config.build.write) return;
      for (const folder of SHIPPED_FOLDERS) {
        const target = join(outDir, folder);
        await mkdir(target, { recursive: true });
        const names = await readdir(folder).catch(() => []);
        await Promise.all(names.map((name) => copyFile(join(folder, name), join(target, name))));
      }
    },
  };
}

/** The typeface and the library of formats that are shipped go with their licences. */
function shipLicences(): Plugin {
  let outDir = "dist";
  return {
    name: "ship-licences",
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      if (!this.environment?.config.build.write) return;
      await mkdir(join(outDir, "licences"), { recursive: true });
      for (const [name, source] of Object.entries(LICENCES)) await copyFile(source, join(outDir, "licences", name));
    },
  };
}

/** The development server injects inline scripts and styles, which the page's own policy rightly refuses. */
function allowInlineInDevelopment(): Plugin {
  return {
    name: "allow-inline-in-development",
    apply: "serve",
    transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ""),
  };
}

/** What a module takes in at once, itself included: not what it loads later. */
function listStatic(entry: string, importsOf: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const id of found) for (const next of importsOf(id)) found.add(next);
  return found;
}

const START = join(import.meta.dirname, "src/app/start.ts");
const FIRST_SCREEN = join(import.meta.dirname, "src/app/main.tsx");

/**
 * One file for all that the first screen needs. Left alone, the bundler splits it wherever something that is loaded later
 * shares a part: some sixty small files that wait for each other.
 */
const firstScreen: { readonly name: ChunkName } = {
  name: (id, graph) => {
    firstModules ??= listFirst(graph);
    return firstModules.has(id) ? "first-screen" : null;
  },
};

let firstModules: ReadonlySet<string> | null = null;

/** Of the first screen without what the page starts with. */
function listFirst(graph: ModuleGraph): ReadonlySet<string> {
  const importsOf = (id: string): readonly string[] => graph.getModuleInfo(id)?.importedIds ?? [];
  const atOnce = listStatic(START, importsOf);
  return new Set([...listStatic(FIRST_SCREEN, importsOf)].filter((id) => !atOnce.has(id)));
}

// Vitest 5 prints failures with Map.groupBy, which Node 20 does not have.
if (!("groupBy" in Map)) {
  Object.defineProperty(Map, "groupBy", {
    value: <Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> => {
      const groups = new Map<Key, Item[]>();
      for (const item of items) {
        const key = keyOf(item);
        const group = groups.get(key);
        if (group) group.push(item);
        else groups.set(key, [item]);
      }
      return groups;
    },
  });
}

export default defineConfig({
  base: "./",
  plugins: [react(), shipData(), shipLicences(), allowInlineInDevelopment()],
  // MapLibre finds its own worker file beside its module; pre-bundling would move the module away from it.
  optimizeDeps: { exclude: ["maplibre-gl"] },
  worker: { format: "es" },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
  build: {
    target: "es2023",
    chunkSizeWarningLimit: 2500,
    rolldownOptions: { output: { codeSplitting: { groups: [firstScreen], includeDependenciesRecursively: false } } },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
          exclude: ["tests/parity.test.ts", "tests/e2e/**"],
          // A busy machine is no fault of the code; nothing hangs this long.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "parity",
          include: ["tests/parity.test.ts"],
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          // A busy machine is no fault of the page.
          expect: { poll: { timeout: 20_000 } },
          include: ["tests/e2e/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
