/** The rows of a legend with the number of communities in each, a column for each map of the measure. */
import { type ColourClasses, isJudged } from "../map/colour-classes.ts";
import { NO_DATA_COLOUR } from "../map/colour-ramps.ts";
import { isChangeMap, type PreparedMap } from "./sheet-maps.ts";
import { classLabel, measureNote, measureTitle } from "./sheet-words.ts";

export interface LegendRow {
  /** `class`: all rows of this kind and `no-data` add up to the `total`; `not-met` counts again those that fail. */
  readonly kind: "class" | "no-data" | "total" | "not-met";
  readonly label: string;
  /** "" without a swatch. */
  readonly colour: string;
  readonly texture: "none" | "strokes" | "dots";
  readonly counts: readonly number[];
}

export interface LegendTable {
  readonly title: string;
  readonly note: string;
  /** Places of the maps on the sheet, by which the columns are called. */
  readonly mapIndexes: readonly number[];
  readonly rows: readonly LegendRow[];
}

/**
 * A table for each measure on the sheet, in the order of the maps. Maps without an answer have none.
 * @param isPart the maps show less than what is counted
 */
export function listLegendTables(maps: readonly PreparedMap[], isPart: boolean): LegendTable[] {
  const tables = new Map<string, { readonly map: PreparedMap; readonly index: number }[]>();
  maps.forEach((map, index) => {
    if (!map.classes) return;
    const key = `${map.asked.measure} ${isChangeMap(map.asked)}`;
    tables.set(key, [...(tables.get(key) ?? []), { map, index }]);
  });
  return [...tables.values()].map((own) =>
    tableOf(
      own.map(({ map }) => map),
      own.map(({ index }) => index),
      isPart,
    ),
  );
}

function tableOf(maps: readonly PreparedMap[], mapIndexes: readonly number[], isPart: boolean): LegendTable {
  const classes = maps.map((map) => map.classes as ColourClasses);
  const first = maps[0]!;
  const { measure } = first.asked;
  const columns = (count: (of: ColourClasses) => number): number[] => classes.map(count);
  const rows: LegendRow[] = classes[0]!.classes.map((own, index) => ({
    kind: "class",
    label: classLabel(own, measure),
    colour: own.colour,
    texture: own.verdict === "not-met" ? "strokes" : "none",
    counts: columns((each) => each.classes[index]?.count ?? 0),
  }));
  rows.reverse();
  const add = (row: LegendRow): void => {
    rows.push(row);
  };
  if (classes.some(({ noDataCount }) => noDataCount > 0))
    add({
      kind: "no-data",
      label: "无数据或不可检验",
      colour: NO_DATA_COLOUR,
      texture: "dots",
      counts: columns(({ noDataCount }) => noDataCount),
    });
  add({ kind: "total", label: "合计", colour: "", texture: "none", counts: columns(countAll) });
  if (isJudged(measure) && measure !== "verdict") {
    const passShare = Number((first.run.result.parameters.passShare * 100).toFixed(1));
    add({
      kind: "not-met",
      label: `其中未达标（<${passShare}%）`,
      colour: "#ffffff",
      texture: "strokes",
      counts: columns(({ notMetCount }) => notMetCount),
    });
  }
  return {
    title: measureTitle(maps),
    note: [measureNote(first), isPart ? "计数含图幅外的社区" : ""].filter((words) => words !== "").join("；"),
    mapIndexes,
    rows,
  };
}

function countAll({ classes, noDataCount }: ColourClasses): number {
  return classes.reduce((sum, { count }) => sum + count, noDataCount);
}
