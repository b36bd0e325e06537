/** All that charts say, in one shape for every language: a catalogue that lacks a word does not compile. */
import type { AnalysisResult } from "../../../core/analysis-result.ts";
import type { ServiceCoverage } from "../../../core/coverage/coverage-result.ts";
import type { DemandUnit, GroupId } from "../../../core/model/demand.ts";
import type { LocalizedText } from "../../../core/model/facility.ts";
import type { Language } from "../../../core/model/format-number.ts";
import type { ProfileId } from "../../../core/model/parameters.ts";
import type { ScenarioEdit } from "../../../core/model/scenario.ts";
import type { Scope } from "../../../core/model/scope.ts";
import type { Study } from "../../../core/model/study.ts";
import { chartWordsEn } from "./chart-words.en.ts";
import { chartWordsZhCn } from "./chart-words.zh-cn.ts";

/** A service and whom it serves, in the language of the words: names that titles are made of. */
export interface Served {
  readonly service: string;
  readonly group: string;
}

/** A category, line or step by name with its value as it is read. */
export interface Told {
  readonly name: string;
  readonly value: string;
}

export interface ChartWords {
  /** The study's own words in this language, in the other where it has none. */
  readonly local: (text: LocalizedText) => string;
  /** Who is counted, or what stands for people. */
  readonly group: (groupId: GroupId, unit: DemandUnit) => string;
  readonly demonstration: string;
  readonly notTestable: string;
  /** A title followed by what is said of it. */
  readonly followed: (title: string, sentence: string) => string;

  readonly number: {
    /** An amount with its unit, as sentences and tables have it. */
    readonly amount: (value: number, unit: DemandUnit) => string;
    /** The same as short as it may be beside a title that says the unit. */
    readonly label: (value: number, unit: DemandUnit) => string;
    /** By what the ticks of amounts are divided, and the word for it; null: as they are. */
    readonly tickScale: (largest: number) => { readonly factor: number; readonly word: string } | null;
    /** Before a value at so many minutes, with the space after it. */
    readonly atMinutes: (minutes: number) => string;
  };

  readonly basis: {
    /** All parts in one line. */
    readonly line: (parts: readonly string[]) => string;
    /** Whom, how far, when a community passes, as of when. */
    readonly parts: (
      study: Pick<Study, "date" | "demonstration" | "demand" | "streets">,
      result: Pick<AnalysisResult, "parameters">,
      coverage: ServiceCoverage,
    ) => readonly string[];
    readonly date: (study: Pick<Study, "date" | "demonstration">) => string;
    readonly scope: (study: Pick<Study, "communities" | "units">, scope: Scope) => string;
    readonly scenario: (name: string) => string;
    /** Of a siting answer; null: on the study as it is. */
    readonly siting: (scenarioName: string | null) => string;
    readonly sitingScope: (communityCount: number) => string;
    /** Of the chart of all services. */
    readonly services: string;
    /** Begins the basis of a Lorenz curve; a sentence. */
    readonly reachedOnly: string;
    /** Of gains and losses; a sentence. */
    readonly byHome: string;
    /** Of steps; a sentence. */
    readonly stepByStep: string;
    /** How many steps change nothing; a sentence. */
    readonly unmoved: (count: number) => string;
  };

  readonly districts: {
    readonly title: (served: Served) => string;
    readonly column: string;
    /** Communities that belong to no district. */
    readonly none: string;
    readonly total: string;
    readonly reached: string;
    readonly reachedStraight: string;
    /** A share 0–1. */
    readonly passMark: (passShare: number) => string;
    readonly nothing: string;
    readonly only: (district: Told) => string;
    /** `below`: how many are under the mark of a share 0–1; null without a mark. */
    readonly sentence: (
      count: number,
      best: Told,
      worst: Told,
      below: { readonly count: number; readonly mark: { readonly value: number; readonly name: string } } | null,
    ) => string;
  };

  readonly minutes: {
    readonly title: (served: Served, profileId: ProfileId) => string;
    readonly axis: (profileId: ProfileId) => string;
    readonly share: string;
    readonly onStreets: string;
    readonly straight: string;
    readonly cutoff: (minutes: number) => string;
    readonly servicesTitle: string;
    readonly servicesAxis: string;
    /** When half of the people get there; undefined: not within the minutes shown. A sentence without its end. */
    readonly half: (minutes: number | undefined) => string;
    readonly sentence: (minutes: number, share: string, promised: string, half: string) => string;
    readonly halfAlone: (half: string) => string;
    readonly nothing: string;
    readonly servicesSentence: (minutes: number, best: Told, worst: Told) => string;
  };

  readonly lorenz: {
    readonly title: (served: Served, profileId: ProfileId, gini: string) => string;
    readonly people: (group: string) => string;
    readonly time: (profileId: ProfileId) => string;
    readonly even: string;
    readonly actual: string;
    /** Shares of all minutes: of the nearer half of the people, of the farthest tenth. */
    readonly sentence: (half: string, farthest: string) => string;
  };

  readonly changes: {
    readonly title: (served: Served, what: string) => string;
    readonly byScenario: (name: string) => string;
    readonly byStage: string;
    readonly bySteps: (name: string) => string;
    readonly baseline: string;
    readonly allDone: string;
    readonly gained: string;
    readonly arrived: string;
    readonly lost: string;
    readonly departed: string;
    readonly step: (kind: ScenarioEdit["kind"], name: string) => string;
    readonly others: (count: number) => string;
    readonly item: string;
    readonly change: string;
    readonly level: string;
    readonly sentence: (from: string, to: string, net: string, largest: Told) => string;
    readonly nothing: (level: string) => string;
    /** The axis does not begin at nought. */
    readonly axisFrom: (start: string) => string;
  };

  readonly gains: {
    readonly title: (served: Served) => string;
    readonly sites: string;
    readonly gained: (group: string) => string;
    readonly line: string;
    /** Of two sites by their number. */
    readonly sentence: (
      first: { readonly site: number; readonly more: string },
      last: { readonly site: number; readonly more: string },
    ) => string;
  };

  /** Categories that found no room. */
  readonly notListed: (count: number) => string;

  readonly csv: {
    readonly share: (column: string) => string;
    readonly amount: (column: string, unit: DemandUnit) => string;
    readonly basis: string;
  };
}

/** Words in a language; Chinese where none is named. */
export function chartWords(language: Language = "zh-CN"): ChartWords {
  return language === "en" ? chartWordsEn : chartWordsZhCn;
}
