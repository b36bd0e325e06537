/** Two scenarios on the stage, each on a map of its own: the right one on the map that is always there. */
import { formatDemand, formatShare } from "../../core/model/format-number.ts";
import { demandWords } from "../select/demand-words.ts";
import type { StageQuestion } from "../stage-question.tsx";
import { useView } from "../store/view-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { minutesOf, sideName } from "./comparison-words.ts";
import { signedAmount } from "./district-table.tsx";
import { type MapSide, type MapSides, useMapSides, useSideClasses } from "./map-sides.ts";
import { SidesLegend } from "./sides-legend.tsx";
import "./sides.css";

/** Null unless the map shows two sides. */
export function useSidesOverlay(): StageQuestion | null {
  const text = useText();
  const sides = useMapSides();
  const classes = useSideClasses(sides);
  const select = useView((state) => state.select);
  if (!sides || !classes) return null;
  const { left, right, shown, answer } = sides;
  const draw = (own: MapSide, other: MapSide, index: 0 | 1) => ({
    study: own.study,
    serviceId: shown.service.id,
    measure: "peopleShare" as const,
    coverage: own.side.coverage,
    values: null,
    classes: classes[index],
    drawn: own.drawn,
    sideName: sideName(text, own.side),
    describe: (community: number) => describeSides(text, sides, own, other, community),
    onPick: select,
  });
  const legend = (
    <SidesLegend
      sides={sides}
      classes={classes}
      title={text.t("sides.legend.title", {
        group: demandWords(text.t, answer.groupId, shown.study.demand.unit),
        minutes: minutesOf(answer),
      })}
    />
  );
  return { ...draw(right, left, 1), legend, other: draw(left, right, 0) };
}

/** A community on the side under the pointer, on the other, and what lies between; nothing of one that is not asked about. */
function describeSides(
  text: Text,
  { shown: { study } }: MapSides,
  own: MapSide,
  other: MapSide,
  community: number,
): readonly string[] {
  const { t, language } = text;
  if (Number.isNaN(own.side.coverage.people[community])) return [];
  const covered = ({ side }: MapSide): number => side.coverage.peopleCovered[community] as number;
  const amount = (value: number): string => formatDemand(value, study.demand.unit, language);
  const say = (key: "sides.tip.here" | "sides.tip.there", side: MapSide): string =>
    t(key, { name: sideName(text, side.side), share: shareText(side, community), amount: amount(covered(side)) });
  const change = covered(own) - covered(other);
  return [
    say("sides.tip.here", own),
    say("sides.tip.there", other),
    Math.abs(change) < 0.5 ? t("sides.tip.same") : t("sides.tip.change", { amount: signedAmount(change, amount) }),
  ];
}

/** The covered share of a community's people on a side. */
export function shareText({ side: { coverage } }: MapSide, community: number): string {
  const people = coverage.people[community] as number;
  return people > 0 ? formatShare((coverage.peopleCovered[community] as number) / people) : "—";
}
