import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const SOURCE = join(ROOT, "src");

type Layer = "core" | "io" | "worker" | "cli" | "report" | "app";

/** `A ← B` means B imports A. What each layer may import besides itself. */
const ALLOWED: Readonly<Record<Layer, readonly Layer[]>> = {
  core: [],
  io: ["core"],
  report: ["core", "io"],
  worker: ["core", "io"],
  cli: ["core", "io", "worker", "report"],
  app: ["core", "io", "worker", "report"],
};

/** The rooms of the core, each of which may load those before it; files of the core's own folder put them together. */
const CORE_ROOMS: readonly (readonly string[])[] = [
  ["model"],
  ["network"],
  ["routing"],
  ["coverage", "isochrone"],
  ["access"],
  ["plan", "siting", "scenario"],
  ["questions"],
];

/** The rooms of reading and writing, likewise. */
const IO_ROOMS: readonly (readonly string[])[] = [
  ["archive", "tables"],
  ["xml"],
  ["workbook"],
  ["crs", "vector", "spreadsheet"],
  ["raster", "study", "osm", "roster"],
  ["people", "communities"],
  ["services"],
  ["parts"],
  ["layers"],
  ["roles"],
  ["import", "outputs", "export"],
];

/** The files of lower layers that the page may load; the engine itself stays in the worker. */
const PAGE_MAY_LOAD = [
  /^worker\/(client|protocol)\.ts$/,
  /^core\/(errors|analysis-result)\.ts$/,
  /^core\/(model|plan|plan\/words|plan\/ledger)\/[\w-]+\.ts$/,
  /^core\/coverage\/(coverage-result|coverage-answer|gap-rows|scoped-coverage)\.ts$/,
  /^core\/geodesy\.ts$/,
  /^core\/access\/(facility-capacity|capacity-norms)\.ts$/,
  /^io\/(study\/(study-file|plan-schema|scenario-file|scenario-schema|presentation-schema)|outputs\/(comparison-csv|check-up-csv)|tables\/(csv-writer|offered-meanings)|export\/export-request)\.ts$/,
  /^io\/roster\/(review-matches|match-words)\.ts$/,
  /^report\/map\/(basemap-colours|china-box|class-breaks|colour-classes|colour-ramps|map-textures|street-ranks|street-styles)\.ts$/,
  /^report\/charts\/(chart-scene|chart-sentence|chart-table)\.ts$/,
  /^report\/scene\/(drawn-text|svg-path)\.ts$/,
  /^io\/spreadsheet\/sheet-words\.ts$/,
  /^core\/carried-failure\.ts$/,
  /^report\/(report\.worker|report-request|sheet\/default-layout)\.ts$/,
  /^report\/map\/(facility-marks|facility-pictograms|paper-zoom|surrounding-kinds)\.ts$/,
];

const FORBIDDEN_NAMES = /^(utils?|helpers?|common|types|misc|enums?|index)\.tsx?$/;
const LONGEST_FILE = 400;

interface ImportedModule {
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function listImports(file: string): ImportedModule[] {
  const text = readFileSync(file, "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "");
  const statements = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[\w*{][^;"'`=()]*?\sfrom\s+)?["']([^"'\n]+)["']/g;
  const dynamic = /import\(\s*["']([^"'\n]+)["']\s*\)/g;
  const workers = /new URL\(\s*["']([^"'\n]+\.tsx?)["']/g;
  return [
    ...[...text.matchAll(statements)].map((match) => ({
      from: file,
      specifier: match[2] as string,
      typeOnly: match[1] !== undefined,
    })),
    ...[...text.matchAll(dynamic), ...text.matchAll(workers)].map((match) => ({
      from: file,
      specifier: match[1] as string,
      typeOnly: false,
    })),
  ];
}

const files = listFiles(SOURCE);
const imports = files.flatMap(listImports);
const layerOf = (path: string): string => relative(SOURCE, path).split("/")[0] as string;
const targetOf = ({ from, specifier }: ImportedModule): string | null =>
  specifier.startsWith(".") ? resolve(dirname(from), specifier.replace(/\?.*$/, "")) : null;
const nameOf = (path: string): string => relative(SOURCE, path);

describe("architecture", () => {
  it("sees the source: every layer that exists has files and imports", () => {
    expect(files.length).toBeGreaterThan(30);
    expect(imports.length).toBeGreaterThan(100);
  });

  it("no layer imports one above it", () => {
    const upward = imports.flatMap((imported) => {
      const target = targetOf(imported);
      if (target === null) return [];
      const from = layerOf(imported.from) as Layer;
      const to = layerOf(target) as Layer;
      return from === to || ALLOWED[from].includes(to) ? [] : [`${nameOf(imported.from)} → ${nameOf(target)}`];
    });
    expect(upward).toEqual([]);
  });

  it.each([
    ["core", CORE_ROOMS],
    ["io", IO_ROOMS],
  ] as const)("no room of %s loads one above it", (layer, roomsInOrder) => {
    const rankOf = (path: string): number => {
      const [ofLayer, room, file] = nameOf(path).split("/");
      return ofLayer === layer && file !== undefined
        ? roomsInOrder.findIndex((rooms) => rooms.includes(room ?? ""))
        : -1;
    };
    const upward = imports.flatMap((imported) => {
      const target = targetOf(imported);
      if (target === null || imported.typeOnly || layerOf(imported.from) !== layer || layerOf(target) !== layer)
        return [];
      const from = rankOf(imported.from);
      const to = rankOf(target);
      const isBeside = nameOf(imported.from).split("/")[1] === nameOf(target).split("/")[1];
      return from < 0 || to < 0 || isBeside || to < from ? [] : [`${nameOf(imported.from)} → ${nameOf(target)}`];
    });
    expect(upward).toEqual([]);
    const rooms = new Set(
      files
        .filter((file) => layerOf(file) === layer && nameOf(file).split("/").length > 2)
        .map((file) => nameOf(file).split("/")[1]),
    );
    expect([...rooms].filter((room) => !roomsInOrder.flat().includes(room ?? ""))).toEqual([]);
  });

  it("the core imports nothing but itself", () => {
    const outside = imports.filter(({ from, specifier }) => layerOf(from) === "core" && !specifier.startsWith("."));
    expect(outside.map(({ from, specifier }) => `${nameOf(from)} → ${specifier}`)).toEqual([]);
  });

  it("the page loads the engine only through the worker", () => {
    const direct = imports.flatMap((imported) => {
      const target = targetOf(imported);
      if (target === null || layerOf(imported.from) !== "app" || layerOf(target) === "app" || imported.typeOnly)
        return [];
      return PAGE_MAY_LOAD.some((allowed) => allowed.test(nameOf(target)))
        ? []
        : [`${nameOf(imported.from)} → ${nameOf(target)}`];
    });
    expect(direct).toEqual([]);
  });

  it("only one file imports maplibre-gl", () => {
    const doors = new Set(
      imports
        .filter(({ specifier, typeOnly }) => !typeOnly && /^maplibre-gl($|\/(?!.*\.css))/.test(specifier))
        .map(({ from }) => nameOf(from)),
    );
    expect([...doors]).toHaveLength(files.some((file) => layerOf(file) === "app") ? 1 : 0);
  });

  it("every file has a name that says what it is", () => {
    expect(files.filter((file) => FORBIDDEN_NAMES.test(file.split("/").at(-1) as string)).map(nameOf)).toEqual([]);
    expect(files.filter((file) => !/^[a-z0-9.-]+\.tsx?$/.test(file.split("/").at(-1) as string)).map(nameOf)).toEqual(
      [],
    );
  });

  it(`no file is longer than ${LONGEST_FILE} lines`, () => {
    const long = files.filter((file) => readFileSync(file, "utf8").split("\n").length > LONGEST_FILE + 1);
    expect(long.map(nameOf)).toEqual([]);
  });
});
