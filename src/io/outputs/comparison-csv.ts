/**
 * A comparison of scenarios as CSV, from page and command line alike: a row a scenario and district, community or target,
 * with what it rests on in every row. Texts in Chinese.
 */
import { type NamedLayers, writeSteps } from "../../core/model/edit-words.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import type { Study } from "../../core/model/study.ts";
import type { SnapshotFigure } from "../../core/plan/snapshot.ts";
import type { Target } from "../../core/plan/target.ts";
import type {
  CoverChange,
  ScenarioComparison,
  ScenarioOfSide,
  SideChange,
} from "../../core/questions/compare-scenarios.ts";
import { type CsvCell, fixed, formatCsv } from "../tables/csv-writer.ts";

export const COMPARISON_FILES = {
  districts: "scenario-comparison-districts.csv",
  communities: "scenario-comparison-communities.csv",
  targets: "scenario-comparison-targets.csv",
} as const;

export interface ComparisonToWrite {
  readonly comparison: ScenarioComparison;
  /** The study as it is. */
  readonly study: Pick<Study, "communities" | "units" | "date" | "demonstration"> &
    NamedLayers & { readonly demand: Pick<Study["demand"], "unit"> };
  readonly scenarios: readonly Scenario[];
  readonly targets: readonly Target[];
  readonly passShare: number;
  readonly snapRadiusMetres: number;
  /** Which communities are asked about: `all`, `core` or the id of a county, and of which kind. */
  readonly areaId: string;
  readonly kind: string;
  /** Those communities. */
  readonly communityIndexes: readonly number[];
}

const COVER_COLUMNS = [
  "peopleBefore",
  "peopleAfter",
  "coveredBefore",
  "coveredAfter",
  "gained",
  "lost",
  "arrivedCovered",
  "departedCovered",
] as const satisfies readonly (keyof CoverChange)[];

const FIGURE_COLUMNS = ["verdict", "share", "value", "unitsMet", "unitsTested", "peopleShort"] as const;

const BASIS_COLUMNS = [
  "service",
  "group",
  "demandUnit",
  "minutes",
  "passShare",
  "snapRadiusMetres",
  "metresPerSecondBefore",
  "metresPerSecondAfter",
  "area",
  "kind",
  "stepsBefore",
  "stepsAfter",
  "dataDate",
  "note",
] as const;

const BASELINE_WORD = "现状";
const SUM_WORD = "合计";
const NO_DISTRICT_WORD = "不属于任何区县";

const plain = (value: number): { readonly number: string } => ({ number: String(value) });

function nameOfSide(side: ScenarioOfSide | undefined): string {
  return side?.name ?? BASELINE_WORD;
}

/** What every row of one scenario rests on. */
function basisCells(written: ComparisonToWrite, sideIndex: number): CsvCell[] {
  const { comparison, study, scenarios, passShare, snapRadiusMetres, areaId, kind } = written;
  const [before, after] = [comparison.sides[0], comparison.sides[sideIndex]];
  const stepsOf = (side: ScenarioOfSide | undefined): string => {
    const scenario = scenarios.find(({ id }) => id === side?.id);
    return scenario ? writeSteps(scenario, study).join("; ") : "";
  };
  return [
    comparison.serviceId,
    comparison.groupId,
    study.demand.unit,
    plain(Number((comparison.cutoffSeconds / 60).toFixed(1))),
    plain(passShare),
    plain(snapRadiusMetres),
    plain(before?.coverage.speedMetresPerSecond ?? Number.NaN),
    plain(after?.coverage.speedMetresPerSecond ?? Number.NaN),
    areaId,
    kind,
    stepsOf(before),
    stepsOf(after),
    study.date,
    study.demonstration ? "演示数据" : "",
  ];
}

function writeRows(
  written: ComparisonToWrite,
  columns: readonly string[],
  list: (change: SideChange) => readonly (readonly CsvCell[])[],
): string {
  const { sides, changes } = written.comparison;
  const rows = changes.flatMap((change) => {
    const names = [nameOfSide(sides[0]), nameOfSide(sides[change.sideIndex])];
    const basis = basisCells(written, change.sideIndex);
    return list(change).map((cells) => [...names, ...cells, ...basis]);
  });
  return formatCsv(["before", "after", ...columns, ...BASIS_COLUMNS], rows);
}

/** District by district, the whole of the communities asked about last. */
export function comparedDistrictsCsv(written: ComparisonToWrite): string {
  const names = new Map(written.study.units.map(({ id, name }) => [id, name]));
  return writeRows(written, ["districtId", "district", ...COVER_COLUMNS], ({ districts, total }) => {
    const cells = (change: CoverChange): CsvCell[] => COVER_COLUMNS.map((name) => fixed(change[name], 2));
    return [
      ...districts.map((each) => {
        const name = each.unitId === "" ? NO_DISTRICT_WORD : (names.get(each.unitId) ?? each.unitId);
        return [each.unitId, name, ...cells(each)];
      }),
      ["", SUM_WORD, ...cells(total)],
    ];
  });
}

/** Community by community of those asked about. */
export function comparedCommunitiesCsv(written: ComparisonToWrite): string {
  const { comparison, study, communityIndexes } = written;
  const { ids, names } = study.communities;
  return writeRows(written, ["communityId", "community", ...COVER_COLUMNS], (change) => {
    const [before, after] = [comparison.sides[0]?.coverage, comparison.sides[change.sideIndex]?.coverage];
    return communityIndexes.map((community) => {
      const at = (values: Float64Array | undefined): CsvCell => fixed(values?.[community] ?? 0, 2);
      return [
        ids[community] ?? "",
        names[community] ?? "",
        at(before?.people),
        at(after?.people),
        at(before?.peopleCovered),
        at(after?.peopleCovered),
        at(change.gained),
        at(change.lost),
        at(change.arrivedCovered),
        at(change.departedCovered),
      ];
    });
  });
}

/** Target by target, over the whole study. */
export function comparedTargetsCsv(written: ComparisonToWrite): string {
  const titles = new Map(written.targets.map(({ id, title }) => [id, title.zh]));
  const columns = [
    "targetId",
    "title",
    ...FIGURE_COLUMNS.map((name) => `${name}Before`),
    ...FIGURE_COLUMNS.map((name) => `${name}After`),
    "unitsTurnedMet",
    "unitsTurnedNotMet",
    "gained",
    "lost",
    "changed",
  ];
  return writeRows(written, columns, ({ targets }) =>
    targets.map((row) => [
      row.targetId,
      titles.get(row.targetId) ?? "",
      ...figureCells(row.before),
      ...figureCells(row.after),
      row.turned.met.join(" "),
      row.turned.lost.join(" "),
      fixed(row.gained, 2),
      fixed(row.lost, 2),
      row.hasChanged ? "yes" : "no",
    ]),
  );
}

function figureCells(figure: SnapshotFigure): CsvCell[] {
  return FIGURE_COLUMNS.map((name): CsvCell => {
    const value = figure[name];
    if (value === null || (name === "peopleShort" && figure.share === null)) return "";
    if (typeof value !== "number") return value;
    if (name === "unitsMet" || name === "unitsTested") return plain(value);
    return fixed(value, name === "peopleShort" ? 2 : 6);
  });
}
