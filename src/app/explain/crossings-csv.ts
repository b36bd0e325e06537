/** The links as rows of a CSV file: every row carries the settings that it was counted under. */

import { parentPath } from "../../core/model/unit-tree.ts";
import type { Reach } from "../../core/plan/target.ts";
import type { MissingLinks } from "../../core/questions/find-missing-links.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Text } from "../strings/text.ts";
import { groupWords, overWords, serviceWords } from "./explain-words.ts";

/** @returns a header and a row for each link, by people gained over all kinds; costs are minutes, or metres for a distance */
export function linkCells(text: Text, study: StudyView, answer: MissingLinks): string[][] {
  const { t, list } = text;
  const { reach, otherWay, countsLand } = answer;
  const amount = (value: number): string => (countsLand ? decimal(value / 10_000, 2) : decimal(value, 1));
  const limits = [...new Set([reach, otherWay?.reach ?? reach].map(limitCell))].join(" ");
  const isTime = reach.kind === "time";
  const unit = isTime ? "Minutes" : "Metres";
  const cost = (value: number): string => (isTime ? decimal(value / 60, 1) : decimal(value, 0));
  const groupIds = answer.links[0]?.groups.map(({ groupId }) => groupId) ?? [];
  const header = [
    ...["rank", "kind", "crosses", "lengthMetres", "waterMetres"],
    ...[countsLand ? "residentialHectaresGained" : "peopleGained", "group"],
    ...groupIds.map((id) => `gained:${id}`),
    ...["unitsTurned", `median${unit}Before`, `median${unit}After`, `farEnd${unit}Before`, `farEnd${unit}After`],
    ...["district", "community", "communityId", "communities"],
    ...["fromLon", "fromLat", "toLon", "toLat"],
    ...["target", "service", `cutoff${unit}`, "speedMetresPerSecond", "passShare", "note"],
  ];
  const speeds = [...new Set(answer.metresPerUnit)].map((speed) => decimal(speed, 3)).join(" ");
  const settings = [
    answer.targetId ?? "",
    list(answer.needs.map((serviceIds) => serviceWords(text, study, serviceIds))),
    limits,
    isTime ? speeds : "",
    decimal(answer.passShare, 4),
    [study.demonstration ? t("crossings.demo") : "", t("explain.note")].filter((part) => part !== "").join(" "),
  ];
  const rows = answer.links.map((link, index) => [
    String(index + 1),
    t(`link.kind.${link.kind}`),
    overWords(text, study, link),
    decimal(link.metres, 1),
    link.waterMetres > 0 ? decimal(link.waterMetres, 1) : "",
    amount(link.peopleGained),
    countsLand ? t("circle.basis.land") : groupWords(t, study, answer.groupId),
    ...link.groups.map(({ people }) => decimal(people, 1)),
    String(link.unitsTurned.length),
    ...[link.medianBefore, link.medianAfter, link.costBefore, link.costAfter].map(cost),
    link.communityIndex < 0 ? "" : (parentPath(study, link.communityIndex)[0] ?? ""),
    study.communities.names[link.communityIndex] ?? "",
    study.communities.ids[link.communityIndex] ?? "",
    link.communities
      .map(({ communityIndex, people }) => `${study.communities.names[communityIndex]} ${amount(people)}`)
      .join("; "),
    ...[...link.from, ...link.to].map((degrees) => decimal(degrees, 7)),
    ...settings,
  ]);
  return [header, ...rows];
}

function limitCell(reach: Reach): string {
  return reach.kind === "time" ? decimal(reach.seconds / 60, 2) : decimal(reach.metres, 1);
}

/** Empty beyond the search limit. */
function decimal(value: number, decimals: number): string {
  return Number.isFinite(value) ? value.toFixed(decimals) : "";
}
