/** Accounts of the siting workspace where places and money count, and of what one more facility would gain. */

import { formatCount, formatDecimal, formatDemand, formatShare } from "../../core/model/format-number.ts";
import type { Assumption } from "../../core/plan/assumption.ts";
import { DEFAULT_FORM, type SiteForm, totalBudget } from "../../core/plan/site-form.ts";
import type { SitingSummary } from "../../core/questions/siting/explain-siting.ts";
import type { MarginalGainAnswer } from "../../worker/protocol.ts";
import { demandWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { GAIN_CELL_METRES } from "../siting/gain-on-map.ts";
import { nameArea } from "../siting/site-area-words.ts";
import { nameOrigin } from "../siting/siting-origin.ts";
import type { SitingState } from "../siting/siting-store.ts";
import { placeName } from "../siting/siting-words.ts";
import { useView } from "../store/view-store.ts";
import type { Text } from "../strings/text.ts";
import { type Account, listAssumptions } from "./account.ts";
import { countCell } from "./account-coverage.ts";

function say(words: string, isDefault?: boolean): Assumption {
  return isDefault === undefined ? { zh: words, en: words } : { zh: words, en: words, isDefault };
}

/** What was asked of candidates, areas, money and places. */
export function listWishes(text: Text, study: ShownCoverage["study"], state: SitingState): Assumption[] {
  const { t } = text;
  const { asked } = state;
  const excluded = asked.excludedLayers.length + asked.drawnAreas.length + (asked.excludedFile ? 1 : 0);
  const each = asked.siteCost === null ? "" : `${formatCount(asked.siteCost)} ${t("site.unit.money")}`;
  return [
    ...(asked.areaKind === "all"
      ? []
      : [say(t("figure.siting.area", { area: nameArea(text, study, asked) })), say(t("figure.siting.area.outside"))]),
    ...(asked.isBacked ? [say(t("figure.siting.backup"))] : []),
    ...(asked.isEquity
      ? [say(t("figure.siting.equity", { aversion: asked.aversion }), asked.aversion === DEFAULT_FORM.aversion)]
      : []),
    ...(asked.isCapped ? [say(t("figure.siting.cap", { minutes: asked.longestSeconds / 60 }))] : []),
    asked.candidateKind === "grid"
      ? say(
          t("figure.siting.grid", { metres: formatCount(asked.gridMetres) }),
          asked.gridMetres === DEFAULT_FORM.gridMetres,
        )
      : say(t("figure.siting.layer", { layer: nameOrigin(text, study, asked) })),
    ...(excluded > 0 ? [say(t("figure.siting.excluded", { count: excluded }))] : []),
    ...(asked.hasBudget
      ? [
          say(
            t("figure.siting.money", {
              cost: [asked.costColumn ?? "", each].filter((part) => part !== "").join(" / "),
              total: formatCount(totalBudget(asked)),
            }),
          ),
        ]
      : []),
    ...(asked.hasPlaces
      ? [
          say(
            t("figure.siting.capacity", {
              places: formatCount(asked.newPlaces ?? Number.NaN),
              standing: standingWords(text, asked),
            }),
          ),
        ]
      : []),
    say(t(asked.hasPlaces ? "figure.siting.outside" : "figure.siting.nobodyMoves")),
  ];
}

function standingWords({ t }: Pick<Text, "t">, { standingKind, standingPlaces }: SiteForm): string {
  const own = t(`site.places.${standingKind}`);
  if (standingKind === "unlimited" || standingPlaces === null) return own;
  return standingKind === "each"
    ? `${own} ${formatCount(standingPlaces)}`
    : `${own}, ${t("site.places.otherwise")} ${formatCount(standingPlaces)}`;
}

/** Formula, columns and rows of an answer that counts places: people served at each site. Null where it counts none. */
export function accountOfPlaces(
  text: Text,
  shown: ShownCoverage,
  state: SitingState,
  summary: SitingSummary,
): Pick<Account, "formula" | "rowsTitle" | "columns" | "rows"> | null {
  const { t, language } = text;
  const { study, coverage } = shown;
  const { use, people } = summary;
  if (!use?.countsPlaces) return null;
  const amount = (count: number): string => formatDemand(count, study.demand.unit, language);
  const sum = (isNew: boolean, of: "served" | "capacity"): number =>
    use.sites.reduce((total, site) => (site.isNew === isNew ? total + (site[of] ?? 0) : total), 0);
  const [fresh, standing] = [sum(true, "served"), sum(false, "served")];
  const after = fresh + standing;
  const placesCell = (capacity: number) =>
    Number.isFinite(capacity) ? countCell(capacity) : t("site.places.unlimited");
  return {
    formula: [
      t("figure.siting.places", {
        group: demandWords(t, state.report?.groupId ?? coverage.groupId, study.demand.unit),
        fresh: amount(fresh),
        standing: amount(standing),
        after: amount(after),
        people: amount(people),
        share: formatShare(people > 0 ? after / people : Number.NaN),
      }),
      t("figure.siting.order.places"),
    ],
    rowsTitle: t("site.sites"),
    columns: [
      { id: "name", label: t("site.place"), isNumber: false },
      { id: "served", label: t("site.column.people"), isNumber: true, sum: countCell(after) },
      { id: "capacity", label: t("site.column.places"), isNumber: true },
    ],
    rows: [
      ...summary.sites.map((site, index) => ({
        key: site.siteId,
        cells: [
          `${index + 1} · ${placeName(text, study, site.communityIndex)}`,
          countCell(use.sites[index]?.served ?? 0),
          placesCell(use.sites[index]?.capacity ?? 0),
        ],
        onOpen: () => state.put({ chosenRank: index }),
      })),
      {
        key: "standing",
        cells: [t("figure.siting.standing"), countCell(standing), placesCell(sum(false, "capacity"))],
      },
    ],
  };
}

/** The sentence of what the answer costs; none where nobody counts money. */
export function describeSpent({ t }: Pick<Text, "t">, { asked }: SitingState, { use }: SitingSummary): string[] {
  if (!use || use.spent === null) return [];
  return [t("figure.siting.spent", { spent: formatCount(use.spent), budget: formatCount(totalBudget(asked)) })];
}

const MOST_CELLS = 50;
/** Degrees around a cell that the map shows. */
const AROUND = 0.02;

/** What one more facility would gain: the best cells. */
export function accountOfGain(text: Text, shown: ShownCoverage, answer: MarginalGainAnswer): Account {
  const { t, language } = text;
  const { study } = shown;
  const { grid, uncovered, groupId, cutoffSeconds } = answer;
  const order = Array.from(grid.people, (_, at) => at)
    .sort((a, b) => (grid.people[b] as number) - (grid.people[a] as number) || a - b)
    .slice(0, MOST_CELLS);
  return {
    title: t("site.gain.title", { service: text.local(shown.service.title) }),
    formula: [
      t("figure.gain.formula", {
        group: demandWords(t, groupId, study.demand.unit),
        minutes: Number((cutoffSeconds / 60).toFixed(1)),
        people: formatDemand(uncovered, study.demand.unit, language),
      }),
      t("figure.gain.apart", { count: order.length }),
    ],
    rowsTitle: t("site.gain.best"),
    columns: [
      { id: "name", label: t("site.place"), isNumber: false },
      { id: "gained", label: t("site.gained"), isNumber: true },
    ],
    rows: order.map((at, index) => {
      const [lon, lat] = [grid.coordinates[2 * at] as number, grid.coordinates[2 * at + 1] as number];
      return {
        key: String(at),
        cells: [
          t("figure.gain.row", { rank: index + 1, lon: formatDecimalDegrees(lon), lat: formatDecimalDegrees(lat) }),
          countCell(grid.people[at] as number),
        ],
        onOpen: () =>
          useView.getState().fly({ kind: "bounds", bounds: [lon - AROUND, lat - AROUND, lon + AROUND, lat + AROUND] }),
      };
    }),
    assumptions: [
      say(t("figure.gain.cell", { metres: formatDecimal(GAIN_CELL_METRES) }), true),
      say(t("figure.gain.street")),
      ...listAssumptions(text, shown),
    ],
  };
}

function formatDecimalDegrees(value: number): string {
  return value.toFixed(4);
}
