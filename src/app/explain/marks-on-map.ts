/** What explanations put on the map: the straight line and what it crosses, remedies, the links that a city lacks. */
import type { Position } from "../../core/model/geometry.ts";
import type { CommunityExplanation } from "../../core/questions/explain-community.ts";
import type { UnitExplanation } from "../../core/questions/explain-unit.ts";
import type { CityLink } from "../../core/questions/find-missing-links.ts";
import type { Remedy } from "../../core/questions/find-remedies.ts";
import type { WalkedRoute } from "../../worker/protocol.ts";
import type { Shape } from "../map/study-shapes.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useView } from "../store/view-store.ts";
import { useExplain } from "./explain-store.ts";
import { listLinks } from "./list-links.ts";
import { useExplanation, useMissingLinks } from "./use-explanation.ts";

export interface ExplanationOnMap {
  readonly marks: readonly Shape[];
  /** The walk that is explained; undefined leaves the community's own. */
  readonly route: WalkedRoute | null | undefined;
  /** The kind of facility that is spoken of, where another is on the map. */
  readonly serviceId: string | undefined;
}

const NOTHING: ExplanationOnMap = { marks: [], route: undefined, serviceId: undefined };

const ofCommunity = rememberLatest(
  (explanation: CommunityExplanation, chosen: number | null): ExplanationOnMap => ({
    marks: [...straightMarks(explanation), ...remedyMarks(explanation.remedies, chosen)],
    route: explanation.walk,
    serviceId: explanation.walk?.serviceId ?? explanation.straight?.serviceId,
  }),
);

const ofUnit = rememberLatest((explanation: UnitExplanation): ExplanationOnMap => {
  const lacking = explanation.needs.find(({ missing }) => missing > 0) ?? explanation.needs[0];
  const [nearest] = lacking?.nearest ?? [];
  return {
    marks: nearest ? [lineMark("straight", [explanation.middle, nearest.position])] : [],
    route: null,
    serviceId: nearest?.serviceId ?? lacking?.serviceIds[0],
  };
});

const ofLinks = rememberLatest(
  (links: readonly CityLink[], chosen: number | null, serviceId: string): ExplanationOnMap => ({
    marks: links.flatMap((link, index) => {
      const isChosen = chosen === index ? 1 : 0;
      return [
        lineMark("link", [link.from, link.to], isChosen),
        pointMark("rank", middleOf(link.from, link.to), isChosen, String(index + 1), index),
      ];
    }),
    route: undefined,
    serviceId,
  }),
);

/** Links while their table is open, else the explanation of the selected community. */
export function useExplanationOnMap(): ExplanationOnMap {
  const explanation = useExplanation();
  const links = useMissingLinks();
  const communityIndex = useView((state) => state.selectedCommunityIndex);
  const isTableOpen = useView(({ workspace, sheet }) => workspace === "targets" && sheet === "crossings");
  const chosen = useExplain((state) => state.chosen);
  const chosenLink = useExplain((state) => state.chosenLink);
  const linkKind = useExplain((state) => state.linkKind);
  if (isTableOpen && links.answer) {
    const listed = listLinks(links.answer, linkKind).map(({ link }) => link);
    return ofLinks(listed, chosenLink, links.answer.needs[0]?.[0] ?? "");
  }
  if (explanation?.unit.answer) return ofUnit(explanation.unit.answer);
  if (!explanation?.community.answer) return NOTHING;
  const remedy = chosen?.communityIndex === communityIndex ? (chosen?.remedy ?? null) : null;
  return ofCommunity(explanation.community.answer, remedy);
}

/** The straight line from the home, and what stands on it. */
export function straightMarks({ home, straight, walk }: CommunityExplanation): Shape[] {
  const marks: Shape[] = walk ? [] : [pointMark("home", home.position)];
  if (!straight) return marks;
  marks.push(lineMark("straight", [home.position, straight.position]));
  for (const { position, passage } of straight.between) {
    marks.push(pointMark("obstruction", position));
    if (passage) marks.push(pointMark("passage", passage.position));
  }
  return marks;
}

/** All remedies faintly, the chosen one clearly. */
export function remedyMarks(remedies: readonly Remedy[], chosen: number | null): Shape[] {
  return remedies.flatMap((remedy, index): Shape[] => {
    const isChosen = chosen === index ? 1 : 0;
    if (remedy.kind !== "link") return [pointMark("site", remedy.position, isChosen)];
    const { from, to } = remedy.link;
    return [lineMark("link", [from, to], isChosen), pointMark("link-end", middleOf(from, to), isChosen)];
  });
}

/** Where a remedy is. */
export function positionOfRemedy(remedy: Remedy): Position {
  return remedy.kind === "link" ? middleOf(remedy.link.from, remedy.link.to) : remedy.position;
}

export function middleOf(from: Position, to: Position): Position {
  return [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
}

function lineMark(role: string, coordinates: Position[], chosen = 0): Shape {
  return { type: "Feature", geometry: { type: "LineString", coordinates }, properties: { role, chosen } };
}

function pointMark(role: string, coordinates: Position, chosen = 0, label = "", order = 0): Shape {
  return { type: "Feature", geometry: { type: "Point", coordinates }, properties: { role, chosen, label, order } };
}
