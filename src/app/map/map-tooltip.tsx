import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import type { Facilities } from "../../core/model/facility.ts";
import { formatCount, formatDemand, formatShare } from "../../core/model/format-number.ts";
import type { Position } from "../../core/model/geometry.ts";
import type { MapMeasure } from "../../report/map/map-measure.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { type Text, type TextKey, useText } from "../strings/text.ts";
import { groupName } from "./legend.tsx";
import type { MapPointer } from "./map-events.ts";
import type { PlaceWords } from "./study-map-props.ts";

export interface MapTooltipProps {
  readonly pointer: MapPointer;
  readonly study: StudyView;
  readonly coverage: ServiceCoverage | null;
  readonly measure: MapMeasure;
  readonly values: Float64Array | null;
  readonly describe?: ((communityIndex: number) => readonly string[]) | undefined;
  readonly describePlace?: ((position: Position) => PlaceWords) | undefined;
  readonly overloaded?: readonly number[];
  readonly facilities: Facilities | null;
  readonly serviceTitle: string;
  /** Whose facilities they are, where two maps stand side by side. */
  readonly sideName?: string | undefined;
  /** Width of the map in pixels: near its right edge the tooltip stands left of the pointer. */
  readonly mapWidth: number;
}

const AGREEMENT_WORDS: Readonly<Record<number, TextKey>> = {
  0: "readings.map.not-met",
  1: "readings.map.depends",
  2: "readings.map.met",
};

function useTooltipLine(props: MapTooltipProps): PlaceWords | null {
  const { t, language } = useText();
  const { pointer, study, coverage, facilities, serviceTitle, sideName } = props;
  const side = sideName === undefined ? [] : [sideName];
  if (props.describePlace) return props.describePlace(pointer.position);
  if (pointer.clusterCount > 0) {
    return { title: t("map.tooltip.cluster", { count: pointer.clusterCount, service: serviceTitle }), parts: side };
  }
  if (pointer.facilityIndex !== null && facilities) {
    const isOverloaded = props.overloaded?.includes(pointer.facilityIndex);
    return {
      title: facilities.names[pointer.facilityIndex] || serviceTitle,
      parts: [serviceTitle, ...(isOverloaded ? [t("capacity.overloaded")] : []), ...side],
    };
  }
  const index = pointer.communityIndex;
  if (index === null) return null;
  const title = study.communities.names[index] ?? "";
  if (props.describe) return { title, parts: props.describe(index) };
  if (!coverage || Number.isNaN(coverage.people[index])) return { title, parts: [] };
  if (props.measure === "agreement") {
    const words = AGREEMENT_WORDS[props.values?.[index] ?? Number.NaN];
    return { title, parts: [t(words ?? "map.tooltip.noData")] };
  }
  const unit = study.demand.unit;
  const people = coverage.people[index] ?? 0;
  const covered = coverage.peopleCovered[index] ?? 0;
  if (!(people > 0)) return { title, parts: [t("map.tooltip.noData")] };
  const group = groupName(t, coverage, unit);
  const parts = [t("map.tooltip.share", { group, share: formatShare(covered / people) })];
  const own = measureWords({ t, language }, props, index);
  if (own !== null) parts.unshift(own);
  const short = people - covered;
  if (unit === "people" && short >= 0.5) parts.push(t("map.tooltip.short", { count: formatCount(short) }));
  const seconds = coverage.medianSeconds[index] ?? Number.NaN;
  if (Number.isFinite(seconds)) parts.push(t("map.tooltip.median", { minutes: (seconds / 60).toFixed(1) }));
  else if (seconds === Number.POSITIVE_INFINITY) parts.push(t("map.tooltip.beyond"));
  return { title, parts };
}

/** What the colour of a community says, where it comes from beside the coverage. */
function measureWords(
  { t, language }: Pick<Text, "t" | "language">,
  { measure, values, study }: MapTooltipProps,
  index: number,
): string | null {
  const value = values?.[index] ?? Number.NaN;
  if (Number.isNaN(value)) return null;
  switch (measure) {
    case "isochroneShare":
      return t("map.tooltip.isochrone", { value: formatShare(value) });
    case "backupShare":
      return t("map.tooltip.backup", { value: formatShare(value) });
    case "score":
      return t("map.tooltip.score", { value: value.toFixed(1) });
    case "catchment":
      return t("map.tooltip.catchment", { value: formatDemand(value, study.demand.unit, language) });
    default:
      return null;
  }
}

/** Pixels of a tooltip that says one thing of each side below the other. */
const WIDEST_LIST = 320;

/** What lies under the pointer, in one line where the map has the width for it. It stands on the side with more room. */
export function MapTooltip(props: MapTooltipProps) {
  const { pointer, mapWidth } = props;
  const line = useTooltipLine(props);
  if (!line) return null;
  const isSided = props.sideName !== undefined;
  const flipped = pointer.x > mapWidth / 2;
  const style = {
    maxWidth: Math.min((flipped ? pointer.x : mapWidth - pointer.x) - 24, isSided ? WIDEST_LIST : Infinity),
    transform: `translate(${Math.round(pointer.x + (flipped ? -14 : 14))}px, ${Math.round(pointer.y - 14)}px)${flipped ? " translateX(-100%)" : ""}`,
  };
  return (
    <div
      className="map-tooltip"
      data-described={props.describe !== undefined}
      data-sided={isSided}
      role="status"
      style={style}
      data-testid="map-tooltip"
    >
      <strong>{line.title}</strong>
      {line.parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </div>
  );
}
