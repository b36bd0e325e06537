/** The comparison as rows of CSV files: everything, whatever the screen shows, with what it rests on in every row. */
import type { Scenario } from "../../core/model/scenario.ts";
import type { SnapshotFigure } from "../../core/plan/snapshot.ts";
import type { Target } from "../../core/plan/target.ts";
import type { CoverChange } from "../../core/questions/compare-scenarios.ts";
import type { ScenarioComparisonAnswer } from "../../worker/protocol.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import type { Text } from "../strings/text.ts";
import { districtName, minutesOf, sideName } from "./comparison-words.ts";

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

export interface ComparisonToWrite {
  readonly answer: ScenarioComparisonAnswer;
  readonly shown: ShownCoverage;
  /** Steps in force of each scenario, as sentences, by its id. */
  readonly stepsOf: (scenarioId: string | null) => readonly string[];
}

const ASSUMPTION_COLUMNS = [
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

/** What every row of one scenario rests on. */
function assumptionCells({ t }: Pick<Text, "t">, written: ComparisonToWrite, sideIndex: number): string[] {
  const { answer, shown, stepsOf } = written;
  const { study, scope, result } = shown;
  const [before, after] = [answer.sides[0], answer.sides[sideIndex]];
  const steps = (id: string | null | undefined): string => stepsOf(id ?? null).join("; ");
  return [
    answer.serviceId,
    answer.groupId,
    study.demand.unit,
    String(minutesOf(answer)),
    String(result.parameters.passShare),
    String(result.parameters.snapRadiusMetres),
    String(before?.coverage.speedMetresPerSecond ?? ""),
    String(after?.coverage.speedMetresPerSecond ?? ""),
    scope.areaId,
    scope.kind,
    steps(before?.id),
    steps(after?.id),
    study.date,
    study.demonstration ? t("app.demonstration") : "",
  ];
}

function rowsOfSides(
  text: Pick<Text, "t">,
  written: ComparisonToWrite,
  columns: readonly string[],
  list: (changeIndex: number) => readonly (readonly string[])[],
): string[][] {
  const { answer } = written;
  const header = ["before", "after", ...columns, ...ASSUMPTION_COLUMNS];
  const rows = answer.changes.flatMap(({ sideIndex }, index) => {
    const names = [sideName(text, answer.sides[0]), sideName(text, answer.sides[sideIndex])];
    const shared = assumptionCells(text, written, sideIndex);
    return list(index).map((cells) => [...names, ...cells, ...shared]);
  });
  return [header, ...rows];
}

/** District by district, the whole of the scope last. */
export function districtRows(text: Pick<Text, "t">, written: ComparisonToWrite): string[][] {
  const { answer, shown } = written;
  return rowsOfSides(text, written, ["districtId", "district", ...COVER_COLUMNS], (index) => {
    const { districts, total } = answer.changes[index] as (typeof answer.changes)[number];
    const cells = (change: CoverChange): string[] => COVER_COLUMNS.map((name) => change[name].toFixed(2));
    return [
      ...districts.map((each) => [each.unitId, districtName(text, shown.study, each.unitId), ...cells(each)]),
      ["", text.t("figure.sum"), ...cells(total)],
    ];
  });
}

/** Community by community of the scope. */
export function communityRows(text: Pick<Text, "t">, written: ComparisonToWrite): string[][] {
  const { answer, shown } = written;
  const { communities } = shown.study;
  return rowsOfSides(text, written, ["communityId", "community", ...COVER_COLUMNS], (index) => {
    const change = answer.changes[index] as (typeof answer.changes)[number];
    const [before, after] = [answer.sides[0]?.coverage, answer.sides[change.sideIndex]?.coverage];
    const at = (values: Float64Array | undefined, community: number): string => (values?.[community] ?? 0).toFixed(2);
    return shown.indexes.map((community) => [
      communities.ids[community] ?? "",
      communities.names[community] ?? "",
      at(before?.people, community),
      at(after?.people, community),
      at(before?.peopleCovered, community),
      at(after?.peopleCovered, community),
      at(change.gained, community),
      at(change.lost, community),
      at(change.arrivedCovered, community),
      at(change.departedCovered, community),
    ]);
  });
}

/** Target by target, over the whole study. */
export function targetRows(text: Text, written: ComparisonToWrite, targets: ReadonlyMap<string, Target>): string[][] {
  const { answer } = written;
  const columns = [
    "targetId",
    "title",
    ...FIGURE_COLUMNS.map((name) => `${name}Before`),
    ...FIGURE_COLUMNS.map((name) => `${name}After`),
    "unitsTurnedMet",
    "unitsTurnedNotMet",
    "fewerShort",
    "moreShort",
    "changed",
  ];
  return rowsOfSides(text, written, columns, (index) =>
    (answer.changes[index]?.targets ?? []).map((row) => {
      const target = targets.get(row.targetId);
      return [
        row.targetId,
        target ? text.local(target.title) : "",
        ...figureCells(row.before),
        ...figureCells(row.after),
        row.turned.met.join(" "),
        row.turned.lost.join(" "),
        row.fewerShort?.toFixed(2) ?? "",
        row.moreShort?.toFixed(2) ?? "",
        row.hasChanged ? "yes" : "no",
      ];
    }),
  );
}

function figureCells(figure: SnapshotFigure): string[] {
  return FIGURE_COLUMNS.map((name) => {
    const value = figure[name];
    if (value === null || (name === "peopleShort" && figure.share === null)) return "";
    if (typeof value !== "number") return value;
    return name === "unitsMet" || name === "unitsTested"
      ? String(value)
      : value.toFixed(name === "peopleShort" ? 2 : 6);
  });
}

/** Scenarios' steps by id, as sentences; a scenario that is gone has none. */
export function stepsByScenario(
  scenarios: readonly Scenario[],
  wordsOf: (scenario: Scenario) => readonly string[],
): ComparisonToWrite["stepsOf"] {
  const known = new Map(scenarios.map((scenario) => [scenario.id, wordsOf(scenario)]));
  return (scenarioId) => (scenarioId === null ? [] : (known.get(scenarioId) ?? []));
}
