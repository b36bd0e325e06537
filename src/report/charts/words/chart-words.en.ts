/**
 * What charts say in English. Names of the study that it has in Chinese alone stay as they are; quotes are plain because
 * the typeface of drawings has the curly ones as wide as a Chinese letter.
 */
import type { DemandUnit } from "../../../core/model/demand.ts";
import { formatDemand } from "../../../core/model/format-number.ts";
import { PROFILES, type ProfileId } from "../../../core/model/parameters.ts";
import type { ScenarioEdit } from "../../../core/model/scenario.ts";
import { writePlain } from "../../words/basis-lines.ts";
import { basisPartsEn, communitiesEn, countEn, dateEn, groupEn, scopeEn } from "./basis.en.ts";
import type { ChartWords } from "./chart-words.ts";

const UNITS: Readonly<Record<DemandUnit, string>> = {
  people: "people",
  "residential-floor-m2": "m²",
  "residential-street-m": "m",
};

const STEPS: Readonly<Record<ScenarioEdit["kind"], string>> = {
  "add-facility": "Add",
  "move-facility": "Move",
  "close-facility": "Close",
  "resize-facility": "Resize",
  "add-street": "New street",
  "close-street": "Close street",
  "add-barrier": "New barrier",
  "add-estate": "New estate",
  "change-profile": "Change speed",
};

/** walking time; travel time by wheelchair; cycling time. */
function timeOf(profileId: ProfileId): string {
  if (profileId === "wheelchair") return "wheelchair travel time";
  return PROFILES[profileId].mode === "cycle" ? "cycling time" : "walking time";
}

function startSentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** 1 minute, 12.5 minutes. */
function writeMinutes(minutes: number): string {
  return `${writePlain(minutes)} ${minutes === 1 ? "minute" : "minutes"}`;
}

/** Floor area and street length carry their own unit. */
function writeAmount(value: number, unit: DemandUnit): string {
  const amount = formatDemand(value, unit, "en");
  return unit === "people" ? `${amount} ${amount === "1" ? "person" : "people"}` : amount;
}

export const chartWordsEn: ChartWords = {
  local: ({ zh, en }) => en || zh,
  group: groupEn,
  demonstration: "Demonstration data",
  notTestable: "not testable",
  followed: (title, sentence) => `${title}. ${sentence}`,

  number: {
    amount: writeAmount,
    label: (value, unit) => formatDemand(value, unit, "en"),
    tickScale: (largest) => (largest >= 1_000_000 ? { factor: 1_000_000, word: "million" } : null),
    atMinutes: (minutes) => `${writePlain(minutes)} min `,
  },

  basis: {
    line: (parts) => `Basis: ${parts.join("; ")}.`,
    parts: basisPartsEn,
    date: dateEn,
    scope: scopeEn,
    scenario: (name) => `scenario '${name}'`,
    siting: (name) =>
      `the latest siting answer, on top of ${name === null ? "the study as it is" : `scenario '${name}'`}`,
    sitingScope: (count) => `scope: the ${communitiesEn(count)} that siting was asked about`,
    services:
      "share of those whom a service is for that get there along streets within the time; each service with its own group and speed",
    reachedOnly: "Only those who can reach a facility within the search limit. ",
    byHome: " Gains and losses are compared home by home and not netted.",
    stepByStep:
      " Steps are taken in their order, each with its net change; in another order the steps differ, their total does not.",
    unmoved: (count) =>
      ` ${count} of the steps ${count === 1 ? "does" : "do"} not change the coverage of this service in this scope.`,
  },

  districts: {
    title: ({ service, group }) => `${service}: share of ${group} covered (by district)`,
    column: "District",
    none: "In no district",
    total: "Total",
    reached: "Reached along streets",
    reachedStraight: "Reached in a straight line",
    passMark: (passShare) => `Pass mark of communities ${writePlain(passShare * 100)}%`,
    nothing: "No district has anybody whom this service is for: not testable.",
    only: ({ name, value }) => `${name}: ${value}.`,
    sentence: (count, best, worst, below) => {
      const told = below
        ? `; ${below.count === 0 ? "none is" : countEn(below.count, "is", "are")} below the pass mark of ${writePlain(below.mark.value * 100)}%`
        : "";
      return `Of ${count} districts ${best.name} is highest at ${best.value} and ${worst.name} lowest at ${worst.value}${told}.`;
    },
  },

  minutes: {
    title: ({ service, group }, profileId) => `${service}: ${group} reached by ${timeOf(profileId)}`,
    axis: (profileId) => `${startSentence(timeOf(profileId))} (minutes)`,
    share: "Cumulative share",
    onStreets: "Along streets",
    straight: "Straight line",
    cutoff: (minutes) => `Limit ${writePlain(minutes)} min`,
    servicesTitle: "Share reached by travel time, all services",
    servicesAxis: "Travel time (minutes)",
    half: (minutes) =>
      minutes === undefined
        ? "fewer than half get there within the time shown"
        : `half get there within ${writeMinutes(minutes)}`,
    sentence: (minutes, share, promised, half) =>
      `Within ${writeMinutes(minutes)} ${share} get there (in a straight line it would be ${promised}); ${half}.`,
    halfAlone: (half) => `${startSentence(half)}.`,
    nothing: "There are no services to compare.",
    servicesSentence: (minutes, best, worst) =>
      `Within ${writeMinutes(minutes)} the largest share is reached by ${best.name}, ${best.value}; the smallest by ${worst.name}, ${worst.value}.`,
  },

  lorenz: {
    title: ({ service }, profileId, gini) =>
      `${service}: Gini coefficient of ${timeOf(profileId)} ${gini} (0: the same for all, 1: most uneven)`,
    people: (group) => `Cumulative share of ${group}, nearest first`,
    time: (profileId) => `Cumulative share of ${timeOf(profileId)}`,
    even: "The same for all",
    actual: "As it is",
    sentence: (half, farthest) =>
      `The half with the shortest ways spend only ${half} of all the time; the tenth with the longest spend ${farthest}.`,
  },

  changes: {
    title: ({ service, group }, what) => `${service}, ${group} covered: ${what}`,
    byScenario: (name) => `gains and losses under '${name}'`,
    byStage: "gains and losses by stage",
    bySteps: (name) => `what each step of '${name}' changes`,
    baseline: "As it is",
    allDone: "All stages done",
    gained: "Newly covered",
    arrived: "Moved in and covered",
    lost: "No longer covered",
    departed: "Covered before, moved out",
    step: (kind, name) => `${STEPS[kind]} ${name}`,
    others: (count) => `${count} others together`,
    item: "Step",
    change: "Change",
    level: "Covered after it",
    sentence: (from, to, net, largest) =>
      `From ${from} to ${to}, a net change of ${net}; largest effect: '${largest.name}', ${largest.value}.`,
    nothing: (level) => `The scenario does not change the coverage of this service: still ${level}.`,
    axisFrom: (start) => `Vertical axis begins at ${start}, not at 0`,
  },

  gains: {
    title: ({ service, group }) => `${service}: ${group} newly covered by each further site`,
    sites: "New sites",
    gained: (group) => `${startSentence(group)} newly covered`,
    line: "Newly covered in all",
    sentence: (first, last) => `New site ${first.site} adds ${first.more}, new site ${last.site} only ${last.more}.`,
  },

  notListed: (count) => `${countEn(count, "more is", "more are")} not listed`,

  csv: {
    share: (column) => `${column} (0–1)`,
    amount: (column, unit) => `${column} (${UNITS[unit]})`,
    basis: "Basis",
  },
};
