/** New sites on the map: numbered, with the communities in the colours of their share afterwards. */
import type { SitingSummary } from "../../core/questions/siting/explain-siting.ts";
import { useIsComparing } from "../comparison/use-comparison.ts";
import type { Shape } from "../map/study-shapes.ts";
import type { MapPaint } from "../select/map-paint.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useView } from "../store/view-store.ts";
import { type TextKey, useText } from "../strings/text.ts";
import { shownSummary, useSiting } from "./siting-store.ts";

export interface SitingOnMap {
  readonly marks: readonly Shape[];
  readonly paint: MapPaint;
}

/** Sites that are numbered on the map: more would hide it. */
const MOST_NUMBERED = 30;

function labelOf(index: number, hovered: number | null): string {
  return index < MOST_NUMBERED || index === hovered ? String(index + 1) : "";
}

const marksOf = rememberLatest((summary: SitingSummary, hovered: number | null): readonly Shape[] =>
  summary.sites.map(({ position }, index) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: position },
    properties: { role: "new-site", chosen: hovered === index ? 1 : 0, label: labelOf(index, hovered), order: index },
  })),
);
const sharesOf = rememberLatest(
  (summary: SitingSummary, people: Float64Array): Float64Array =>
    people.map((all, index) => (all > 0 ? (summary.communityAfter[index] as number) / all : Number.NaN)),
);

function noteOf(summary: SitingSummary, isApplied: boolean, isBacked: boolean): TextKey {
  if (isApplied || summary.walks) return "site.map.after";
  return summary.use?.countsPlaces ? "site.map.places" : isBacked ? "site.map.backup" : "site.map.after";
}

/** Null where no answer about the service on screen is looked at. */
export function useSitingOnMap(shown: ShownCoverage | null): SitingOnMap | null {
  const { t } = useText();
  const isOpen = useView(({ workspace }) => workspace === "siting");
  const isComparing = useIsComparing();
  const summary = useSiting(shownSummary);
  const hovered = useSiting(({ hoveredRank, chosenRank }) => hoveredRank ?? chosenRank);
  const isApplied = useSiting(({ appliedScenarioId }) => appliedScenarioId !== null);
  const isBacked = useSiting(({ asked }) => asked.isBacked);
  if (!isOpen || isComparing || !summary || !shown || summary.communityAfter.length !== shown.coverage.people.length)
    return null;
  return {
    marks: marksOf(summary, hovered),
    paint: {
      measure: "peopleShare",
      coverage: shown.coverage,
      values: isApplied ? null : sharesOf(summary, shown.coverage.people),
      words: {
        unit: "",
        note: t(noteOf(summary, isApplied, isBacked)),
      },
      message: null,
      isComputing: false,
      progress: null,
    },
  };
}
