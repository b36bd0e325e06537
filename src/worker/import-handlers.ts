/**
 * What the worker does for files that are brought. It holds them, opened, between the page's questions; each answer says what they
 * hold under the decisions so far. The open study changes only where a whole new one has been made.
 */
import { BadDataError, type Issue } from "../core/errors.ts";
import type { Study } from "../core/model/study.ts";
import type { ImportFile, ImportOptions, ImportResult, ReadFiles } from "../io/import/import-files.ts";
import type { OpenedSources } from "../io/import/open-sources.ts";
import type { Roster } from "../io/roster/roster-file.ts";
import type { ImportDecisions, ImportRequests, ImportView, WholeView } from "./import-protocol.ts";
import type { NamedBytes, OpenedStudy, RequestControl } from "./protocol.ts";
import { readGiven } from "./read-given.ts";
import { throwIfCancelled } from "./run-steps.ts";

type ImportHandlers = {
  [Name in keyof ImportRequests]: (
    parameters: ImportRequests[Name][0],
    control: RequestControl,
  ) => Promise<ImportRequests[Name][1]>;
};

/** What the handlers need of the study that is open. */
export interface ImportHost {
  readonly base: () => Study | null;
  readonly loadRoster: (url: string) => Promise<Roster | null>;
  /** The study that will be adopted if nothing more is decided; null: none. */
  readonly foresee: (study: Study | null) => void;
  /** Takes a new study in place of the open one, unless that is called off. */
  readonly adopt: (made: MadeStudy, control: RequestControl) => Promise<OpenedStudy["study"]>;
}

/** A study as it was made of files, and what is known in the end of where its layers came from. */
export interface MadeStudy {
  readonly study: Study;
  readonly origins: Study["origins"];
  readonly files: readonly NamedBytes[];
  /** Whether it has all of the open one that the files did not replace. */
  readonly isAdded: boolean;
}

interface Brought {
  readonly files: readonly NamedBytes[];
  readonly encodings: Readonly<Record<string, string>>;
  readonly opened: OpenedSources;
}

/** Whether two plain values hold the same, in whatever order their keys stand. */
function isSameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [ofA, ofB] = [Object.entries(a), new Map(Object.entries(b))];
  return ofA.length === ofB.size && ofA.every(([key, value]) => ofB.has(key) && isSameValue(value, ofB.get(key)));
}

/** What is wrong with a raster until somebody says whose people its bands count. */
const WANTS_AGES: ReadonlySet<unknown> = new Set(["ages-of-bands", "ages", "bands"]);

/** Rasters of which it is not known whose people they count. */
function unreadRasters({ wholes }: OpenedSources, { wholes: readWholes, issues }: ReadFiles): WholeView[] {
  const read = new Set(readWholes.map(({ name }) => name));
  const wanting = new Set(issues.flatMap(({ layer, details }) => (WANTS_AGES.has(details?.what) ? [layer] : [])));
  return wholes.flatMap(({ file: { name }, format }) =>
    format === "geotiff" && wanting.has(name) && !read.has(name) ? [{ name, format: "GeoTIFF", ages: "" }] : [],
  );
}

export function createImportHandlers(host: ImportHost): ImportHandlers {
  let brought: Brought | null = null;
  let last: ReadFiles | null = null;
  /** What the decisions that were looked at last make of the files; confirmed, it is taken as it is. */
  let made: { readonly decisions: ImportDecisions; readonly base: Study | null; readonly result: ImportResult } | null =
    null;
  const forget = (): void => {
    brought = null;
    last = null;
    made = null;
    host.foresee(null);
  };
  let rosterUrl = "";
  let importedOn = "";

  const filesOf = (files: readonly NamedBytes[], encodings: Readonly<Record<string, string>>): ImportFile[] =>
    files.map(({ name, bytes }) => {
      const encoding = Object.hasOwn(encodings, name) ? encodings[name] : undefined;
      return { name, bytes, ...(encoding === undefined ? {} : { encoding }) };
    });

  const optionsOf = ({ settings, adminLevel, isAdded, joining, control }: ImportDecisions): ImportOptions => {
    const base = isAdded ? host.base() : null;
    return {
      settings,
      adminLevel,
      importedOn,
      joining,
      control,
      loadRoster: () => host.loadRoster(rosterUrl),
      ...(base ? { base } : {}),
    };
  };

  /** Reads what was brought under the decisions; files are opened again only where their encoding was changed. */
  const read = async (decisions: ImportDecisions, control: RequestControl): Promise<ReadFiles> => {
    const [{ readOpened }, { openSources }] = await Promise.all([
      import("../io/import/import-files.ts"),
      import("../io/import/open-sources.ts"),
    ]);
    if (brought === null) throw new BadDataError([{ code: "empty-file", severity: "error", layer: "files" }]);
    const { files } = brought;
    if (!isSameValue(brought.encodings, decisions.encodings)) {
      const opened = await openSources(filesOf(files, decisions.encodings), control);
      brought = { files, encodings: decisions.encodings, opened };
    }
    const result = await readOpened(filesOf(files, decisions.encodings), brought.opened, optionsOf(decisions), control);
    throwIfCancelled(control);
    last = result;
    return result;
  };

  const view = async (decisions: ImportDecisions, control: RequestControl): Promise<ImportView> => {
    const result = await read(decisions, control);
    const [{ viewLayer, viewServices }, { assembleRead }, { DISTINCT_SERVICES }] = await Promise.all([
      import("./import-view.ts"),
      import("../io/import/import-files.ts"),
      import("../io/services/known-services.ts"),
    ]);
    const own = new Set(result.readings.flatMap(({ issues }) => issues));
    const base = host.base();
    const assemblyIssues = await tryAssembling(result, decisions, assembleRead, control);
    return {
      layers: result.readings.map((reading) => viewLayer(reading, result.match)),
      wholes: result.wholes
        .map(({ name, format, ages = null }): WholeView => ({ name, format, ages }))
        .concat(brought ? unreadRasters(brought.opened, result) : []),
      issues: result.issues.filter((issue) => !own.has(issue)),
      base: base && { title: base.title, demonstration: base.demonstration },
      isAdded: decisions.isAdded && base !== null,
      ...viewServices(result),
      people: made?.result.summary.people ?? null,
      assemblyIssues,
      services: DISTINCT_SERVICES.map(({ id, title }) => ({ id, ...title })),
      communities: (result.match?.targets ?? []).flatMap(({ id, names, communityIndex, countyName, townshipName }) =>
        communityIndex < 0 ? [] : [{ id, name: names[0] ?? id, place: `${countyName}${townshipName}` }],
      ),
    };
  };

  /** What would keep the study from being made, beside what is known of the layers already. */
  const tryAssembling = async (
    result: ReadFiles,
    decisions: ImportDecisions,
    assemble: typeof import("../io/import/import-files.ts").assembleRead,
    control: RequestControl,
  ): Promise<readonly Issue[]> => {
    made = null;
    host.foresee(null);
    const known = new Set(result.issues.map((issue) => JSON.stringify(issue)));
    const name = brought?.files[0]?.name ?? "study";
    const issues = await assemble(result, name, optionsOf(decisions), control).then(
      (assembled) => {
        made = { decisions, base: host.base(), result: assembled };
        host.foresee(assembled.study);
        return assembled.issues;
      },
      (error: unknown) => {
        if (error instanceof BadDataError) return error.issues;
        throw error;
      },
    );
    return issues.filter((issue) => !known.has(JSON.stringify(issue)));
  };

  return {
    async beginImport({ files: given, decisions, ...circumstances }, control) {
      ({ rosterUrl, importedOn } = circumstances);
      const { openSources } = await import("../io/import/open-sources.ts");
      const files = await readGiven(given, control);
      const { encodings } = decisions;
      const opened = await openSources(filesOf(files, encodings), control);
      throwIfCancelled(control);
      made = null;
      brought = { files, encodings, opened };
      return await view(decisions, control);
    },
    async reviseImport(decisions, control) {
      return await view(decisions, control);
    },
    async finishImport(decisions, control) {
      const [{ assembleRead }, { confirmOrigins }] = await Promise.all([
        import("../io/import/import-files.ts"),
        import("../io/import/confirm-origins.ts"),
      ]);
      // What was looked at makes no other study.
      const { lookedAt } = decisions;
      const isMade =
        made !== null && made.base === host.base() && isSameValue({ ...made.decisions, lookedAt }, decisions);
      const files = brought?.files ?? [];
      const { study, issues } =
        isMade && made
          ? made.result
          : await assembleRead(
              await read(decisions, control),
              files[0]?.name ?? "study",
              optionsOf(decisions),
              control,
            );
      throwIfCancelled(control);
      const base = decisions.isAdded ? host.base() : null;
      const onTop = base !== null;
      const origins = confirmOrigins(study.origins, last?.readings ?? [], lookedAt, base?.origins ?? []);
      const opened = await host.adopt({ study, origins, files, isAdded: onTop }, control);
      forget();
      return { study: opened, issues, onTop };
    },
    async endImport() {
      const was = brought !== null;
      forget();
      return was;
    },
    async writeTemplate({ id, format }) {
      const { templateName, writeTemplate } = await import("../io/import/import-templates.ts");
      return { name: templateName(id, format), bytes: writeTemplate(id, format) };
    },
    async unmatchedRows({ title }) {
      const { titleOfReading } = await import("../io/import/read-layers.ts");
      const reading = last?.readings.find((one) => titleOfReading(one) === title);
      if (!reading?.matched || !last?.match) return null;
      const { unmatchedCsv } = await import("../io/roster/unmatched-csv.ts");
      const text = unmatchedCsv(reading.laid.labelled, reading.matched.review, last.match.targets);
      return { name: "unmatched.csv", bytes: new TextEncoder().encode(text) };
    },
  };
}
