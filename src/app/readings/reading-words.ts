/** A reading's figures in words, for the table and its download. */
import { VERDICT_MET, VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import { formatCount, NO_VALUE } from "../../core/model/format-number.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { Reach, Target, Verdict } from "../../core/plan/target.ts";
import { asksPlaces } from "../../core/plan/target-places.ts";
import type { ReadingComparison, ReadingFigures } from "../../core/questions/compare-readings.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Text } from "../strings/text.ts";

type Words = Pick<Text, "t" | "local" | "list">;

function serviceTitle({ local }: Pick<Text, "local">, study: StudyView, serviceId: string): string {
  const service = study.services.find(({ id }) => id === serviceId);
  return service ? local(service.title) : serviceId;
}

/** How near, of what, how travelled; the kinds without a value. One line where all kinds have the same reach. */
export function reachTexts(text: Words, study: StudyView, figures: ReadingFigures): string[] {
  const { t, list } = text;
  const lines = figures.reaches.map(({ serviceId, reach }) => ({
    service: serviceTitle(text, study, serviceId),
    reach: reachText(text, figures, reach),
  }));
  const same = new Set(lines.map(({ reach }) => reach)).size === 1;
  const notGiven = figures.kindsNotGiven.map((id) => serviceTitle(text, study, id));
  return [
    ...(same ? [lines[0]?.reach ?? ""] : lines.map((line) => t("readings.reach.of", line))),
    ...(notGiven.length > 0 && lines.length > 0 ? [t("readings.notGivenFor", { services: list(notGiven) })] : []),
  ];
}

function reachText({ t }: Pick<Text, "t">, figures: ReadingFigures, reach: Reach): string {
  const { otherWay } = figures;
  const [profile, speed] = [t(`ask.profile.${figures.profileId}`), figures.speedMetresPerSecond];
  const write = (each: Reach): string =>
    each.kind === "time"
      ? t("readings.reach.time", { minutes: minutesOf(each), profile, speed })
      : t(`readings.reach.${each.measure}`, { metres: formatCount(each.metres) });
  if (otherWay === null) return write(reach);
  const way = { other: t(`ask.profile.${otherWay.profileId}`), otherSpeed: otherWay.speedMetresPerSecond };
  if (otherWay.reach !== null) {
    const otherReach =
      otherWay.reach.kind === "time"
        ? t("explain.limit.time", { minutes: minutesOf(otherWay.reach) })
        : t("readings.reach.network", { metres: formatCount(otherWay.reach.metres) });
    return t("circle.readings.either.own", { reach: write(reach), ...way, otherReach });
  }
  return reach.kind === "time"
    ? t("circle.readings.either", { minutes: minutesOf(reach), profile, speed, ...way })
    : t("circle.readings.distance.either", { reach: write(reach), profile, ...way });
}

const minutesOf = ({ seconds }: { readonly seconds: number }): number => Number((seconds / 60).toFixed(1));

export interface ReadingShares {
  readonly people: number | null;
  readonly communities: number | null;
  readonly land: number | null;
}

/** Shares 0–1; null where the reading was not tested or the study has no such figure. */
export function sharesOfReading(figures: ReadingFigures): ReadingShares {
  if (figures.state !== "tested") return { people: null, communities: null, land: null };
  const share = (part: number, whole: number | null): number | null =>
    whole === null || whole <= 0 ? null : part / whole;
  return {
    people: share(figures.peopleCovered, figures.people),
    communities: share(figures.unitsMet, figures.unitsTested),
    land: share(figures.landCovered, figures.landSquareMetres),
  };
}

export function verdictOf(code: number | undefined): Verdict {
  if (code === VERDICT_MET) return "met";
  return code === VERDICT_NOT_MET ? "not-met" : "not-testable";
}

/** Per cent with two decimals for a spreadsheet, empty where there is none. */
const percent = (share: number | null): string =>
  share === null || Number.isNaN(share) ? "" : (share * 100).toFixed(2);

/** The readings, a row each; `subject` is the target that is read, null for a service. */
export function readingsCsv(
  text: Text,
  study: StudyView,
  { readings }: ReadingComparison,
  subject: Target | null = null,
): string[][] {
  const { t, local, list } = text;
  const columns = [
    ...(["reading", "source", "test", "state", "reach", "denominator", "passMark"] as const),
    ...(["people", "communities", "communityShare", "land", "defaults", "note"] as const),
  ];
  const demonstration = study.demonstration ? [t("app.demonstration")] : [];
  const notes = [...demonstration, ...(subject && asksPlaces(subject) ? [t("circle.readings.places")] : [])].join(" ");
  return [
    columns.map((column) => t(`readings.column.${column}`)),
    ...readings.map((figures) => {
      const { reading } = figures;
      const shares = sharesOfReading(figures);
      return [
        local(reading.title),
        `${local(reading.source)}${reading.needsVerifying ? ` (${t("readings.verify")})` : ""}`,
        local(reading.test),
        t(`readings.state.${figures.state}`),
        list(reachTexts(text, study, figures)),
        t(`readings.denominator.${reading.denominator}`),
        percent(figures.passShare),
        percent(shares.people),
        figures.state === "tested" ? `${figures.unitsMet}/${figures.unitsTested}` : NO_VALUE,
        percent(shares.communities),
        percent(shares.land),
        list(reading.defaults.map(local)),
        notes,
      ];
    }),
  ];
}

/** Every community that some reading tested, with its verdict and share in each. */
export function communitiesCsv(
  text: Text,
  study: StudyView,
  { readings, people, changingIndexes }: ReadingComparison,
): string[][] {
  const { t, local } = text;
  const { unitsById, townshipIds, countyIds } = unitTree(study);
  const changing = new Set(changingIndexes);
  const rows = study.communities.ids.flatMap((id, index) => {
    if (readings.every(({ shares }) => Number.isNaN(shares[index]))) return [];
    return [
      [
        id,
        study.communities.names[index] ?? "",
        unitsById.get(townshipIds[index] ?? "")?.name ?? "",
        unitsById.get(countyIds[index] ?? "")?.name ?? "",
        (people[index] ?? 0).toFixed(2),
        ...readings.flatMap(({ verdicts, shares }) => [
          t(`verdict.${verdictOf(verdicts[index])}`),
          percent(shares[index] ?? null),
        ]),
        t(changing.has(index) ? "readings.yes" : "readings.no"),
        study.demonstration ? t("app.demonstration") : "",
      ],
    ];
  });
  const named = readings.map(({ reading }) => ({ reading: local(reading.title) }));
  return [
    [
      "ID",
      ...(["name", "parent", "county", "people"] as const).map((column) => t(`readings.changing.${column}`)),
      ...named.flatMap((reading) => [t("readings.csv.verdict", reading), `${t("readings.csv.share", reading)} (%)`]),
      t("readings.column.changes"),
      t("readings.column.note"),
    ],
    ...rows,
  ];
}
