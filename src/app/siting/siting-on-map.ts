/** New sites on the map: numbered, with the communities in the colours of their share afterwards. */
import type { Position } from "../../core/model/geometry.ts";
import type { SitingSummary } from "../../core/questions/siting/explain-siting.ts";
import { useIsComparing } from "../comparison/use-comparison.ts";
import type { Shape } from "../map/study-shapes.ts";
import type { MapPaint } from "../select/map-paint.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useView } from "../store/view-store.ts";
import { type TextKey, useText } from "../strings/text.ts";
import { type AskedSpot, shownSummary, useSiting } from "./siting-store.ts";

export interface SitingOnMap {
  readonly marks: readonly Shape[];
  readonly paint: MapPaint;
}

/** Sites that are numbered on the map: more would hide it. */
const MOST_NUMBERED = 30;

function labelOf(index: number, hovered: number | null): string {
  return index < MOST_NUMBERED || index === hovered ? String(index + 1) : "";
}

function markAt(position: Position, isChosen: boolean, label: string, order: number): Shape {
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: position },
    properties: { role: "new-site", chosen: isChosen ? 1 : 0, label, order },
  };
}

const marksOf = rememberLatest(
  (summary: SitingSummary, hovered: number | null, asked: AskedSpot | null): readonly Shape[] => [
    ...summary.sites.map(({ position }, index) => markAt(position, hovered === index, labelOf(index, hovered), index)),
    ...(asked?.of === summary && asked.answer?.spot?.ownRank === 0
      ? [markAt(asked.answer.spot.position, true, "?", summary.sites.length)]
      : []),
  ],
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
  const spot = useSiting((state) => state.spot);
  const isApplied = useSiting(({ appliedScenarioId }) => appliedScenarioId !== null);
  const isBacked = useSiting(({ asked }) => asked.isBacked);
  if (!isOpen || isComparing || !summary || !shown || summary.communityAfter.length !== shown.coverage.people.length)
    return null;
  return {
    marks: marksOf(summary, hovered, spot),
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
