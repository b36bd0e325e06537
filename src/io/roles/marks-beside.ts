/**
 * Points that are marks on a facility, not facilities: starts, ends and posts of trails (起点, 1号驿站), labels of a drawing, gates of parks.
 * They are left out where what they belong to was brought; alone they are all that is known of it, and stay.
 */
import { recogniseService } from "../services/known-services.ts";
import { columnFor } from "../tables/column-names.ts";
import { type Column, findColumn, LINE, MULTI_LINE, POINT, textAt } from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";
import type { RoledTable } from "./detect-roles.ts";

const TRAILS = "facilities:fitness-trail";
const PARKS = "facilities:park";

/** The whole of what a point on a trail is called. */
const ON_TRAIL =
  /^(?:步道|绿道)?(?:起点|终点|起终点|起止点|折返点|入口|出口|出入口|(?:第?[0-9一二三四五六七八九十]+号?)?(?:休息|服务)?驿站(?:[0-9一二三四五六七八九十]+)?|公厕|厕所|卫生间|AED|休息点|观景台|观景点|停车场|里程[桩碑]|指示牌|标识牌|补给点)(?:[A-Z]?\d+\+\d+)?$/i;
/** How a gate's name ends, behind that of its park. */
const GATE = /(?:[东南西北正大侧后主次]+门|园门|[出入]+口)$/;
const KIND_HEADER = /类型|类别|点类|性质|种类|^(?:type|kind|sym)$/i;
/** Formats in which points beside lines are the places on the way; in others each feature is what its layer is. */
const OF_WAYPOINTS: ReadonlySet<string> = new Set(["GPX", "KML", "DXF"]);
const NAMED = 5;

interface Layer {
  readonly laid: { readonly issues: IssueList; readonly source: { readonly file: string } };
  readonly roles: readonly RoledTable[];
}

function isPoint({ table }: LabelledTable, row: number): boolean {
  return table.kinds[row] === POINT;
}

/** What a row is called and of which kind it says that it is. */
function sayingColumns({ table }: LabelledTable): readonly Column[] {
  const name = columnFor(table, "name");
  return table.columns.filter(
    (column) => column === name || (column.type === "String" && KIND_HEADER.test(column.name.split("›").at(-1) ?? "")),
  );
}

function plain(text: string): string {
  return text.normalize("NFKC").replace(/\s/g, "");
}

function hasLines({ labelled: { table }, rows }: RoledTable): boolean {
  return rows.some((row) => table.kinds[row] === LINE || table.kinds[row] === MULTI_LINE);
}

/** The marks among a part's rows, with what each is called; `isWithLines`: its file holds trails as lines. */
function trailMarks({ labelled, rows }: RoledTable, isWithLines: boolean): ReadonlyMap<number, string> {
  const saying = sayingColumns(labelled);
  const cells = labelled.table.columns.filter(({ type }) => type === "String");
  const label = labelled.format === "DXF" ? findColumn(labelled.table, "Text") : null;
  const marks = new Map<number, string>();
  for (const row of rows) {
    if (!isPoint(labelled, row)) continue;
    const texts = saying.map((column) => plain(textAt(column, row)));
    const word = texts.find((text) => ON_TRAIL.test(text));
    const isLabel = isWithLines && textAt(label, row) !== "";
    const isUnnamed =
      isWithLines &&
      OF_WAYPOINTS.has(labelled.format) &&
      !cells.some((column) => recogniseService(textAt(column, row)) === "fitness-trail");
    if (word !== undefined || isLabel || isUnnamed) marks.set(row, word ?? (textAt(label, row) || (texts[0] ?? "")));
  }
  return marks;
}

/** Whether a layer is called after gates. */
function areGates({ layer }: LabelledTable): boolean {
  return /[出入]口|大门|园门/.test((layer.split(" › ").at(-1) ?? "").replace(/^.*[\\/]/, ""));
}

/** Gates that name one of the parks that were brought as something else: in a layer of gates in any column, else by their own name. */
function gateMarks({ labelled, rows }: RoledTable, parks: ReadonlySet<string>): ReadonlyMap<number, string> {
  const marks = new Map<number, string>();
  const texts = labelled.table.columns.filter(({ type }) => type === "String");
  const name = columnFor(labelled.table, "name");
  const isOfPark = (text: string): boolean => parks.has(text) || [...parks].some((park) => text.startsWith(park));
  for (const row of rows) {
    if (!isPoint(labelled, row)) continue;
    const called = plain(textAt(name, row));
    const isGate = areGates(labelled)
      ? texts.some((column) => isOfPark(plain(textAt(column, row))))
      : GATE.test(called) && !parks.has(called) && isOfPark(called);
    if (isGate) marks.set(row, called);
  }
  return marks;
}

/** The names of parks that are given as something else than gates. */
function parkNames(layers: readonly Layer[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { role, labelled, rows } of layers.flatMap(({ roles }) => roles)) {
    if (role !== PARKS) continue;
    const name = columnFor(labelled.table, "name");
    const isOfGates = areGates(labelled);
    for (const row of rows) {
      const called = plain(textAt(name, row));
      if (called.length > 1 && !GATE.test(called) && !(isOfGates && isPoint(labelled, row))) names.add(called);
    }
  }
  return names;
}

function tell(labelled: LabelledTable, marks: ReadonlyMap<number, string>, what: string, issues: IssueList): void {
  const words = [...new Set(marks.values())].filter((word) => word !== "");
  const value = words.slice(0, NAMED).join(", ") + (words.length > NAMED ? " …" : "");
  issues.warn("assumed", labelled.layer, { field: "name", value: shown(value), details: { what, count: marks.size } });
}

/** The same layers without their marks, whose number is told. */
export function leaveOutMarks<One extends Layer>(layers: readonly One[]): readonly One[] {
  const ofTrails = layers.map(({ laid, roles }) => {
    const isWithLines = layers.some(
      (other) =>
        other.laid.source.file === laid.source.file &&
        other.roles.some((part) => part.role === TRAILS && hasLines(part)),
    );
    return roles.map((part) => (part.role === TRAILS ? trailMarks(part, isWithLines) : null));
  });
  const parts = layers.flatMap(({ roles }, place) => roles.map((part, at) => ({ part, marks: ofTrails[place]?.[at] })));
  const areTrailsLeft = parts.some(({ part, marks }) => marks && marks.size < part.rows.length);
  const parks = parkNames(layers);
  return layers.map((one, place) => {
    let isChanged = false;
    const roles = one.roles.flatMap((part, at): RoledTable[] => {
      const isPark = part.role === PARKS;
      const marks = isPark ? gateMarks(part, parks) : areTrailsLeft ? ofTrails[place]?.[at] : null;
      if (!marks || marks.size === 0) return [part];
      isChanged = true;
      tell(part.labelled, marks, isPark ? "gates-left" : "trail-marks-left", one.laid.issues);
      const rows = part.rows.filter((row) => !marks.has(row));
      return rows.length === 0 ? [] : [{ ...part, rows }];
    });
    return isChanged ? { ...one, roles } : one;
  });
}
