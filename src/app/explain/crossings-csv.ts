/** The links as rows of a CSV file: every row carries the settings that it was counted under. */
import type { MissingLinks } from "../../core/questions/find-missing-links.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { parentPath } from "../select/unit-tree.ts";
import type { Text } from "../strings/text.ts";
import { groupWords, overWords, serviceWords } from "./explain-words.ts";

/** @returns a header and a row for each link, by people gained over all kinds; costs are minutes, or metres for a distance */
export function linkCells(text: Text, study: StudyView, answer: MissingLinks): string[][] {
  const { t, list } = text;
  const { reach } = answer;
  const isTime = reach.kind === "time";
  const unit = isTime ? "Minutes" : "Metres";
  const cost = (value: number): string => (isTime ? decimal(value / 60, 1) : decimal(value, 0));
  const groupIds = answer.links[0]?.groups.map(({ groupId }) => groupId) ?? [];
  const header = [
    ...["rank", "kind", "crosses", "lengthMetres", "waterMetres", "peopleGained", "group"],
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
    reach.kind === "time" ? decimal(reach.seconds / 60, 2) : decimal(reach.metres, 1),
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
    decimal(link.peopleGained, 1),
    groupWords(t, study, answer.groupId),
    ...link.groups.map(({ people }) => decimal(people, 1)),
    String(link.unitsTurned.length),
    ...[link.medianBefore, link.medianAfter, link.costBefore, link.costAfter].map(cost),
    link.communityIndex < 0 ? "" : (parentPath(study, link.communityIndex)[0] ?? ""),
    study.communities.names[link.communityIndex] ?? "",
    study.communities.ids[link.communityIndex] ?? "",
    link.communities
      .map(({ communityIndex, people }) => `${study.communities.names[communityIndex]} ${decimal(people, 1)}`)
      .join("; "),
    ...[...link.from, ...link.to].map((degrees) => decimal(degrees, 7)),
    ...settings,
  ]);
  return [header, ...rows];
}

/** Empty beyond the search limit. */
function decimal(value: number, decimals: number): string {
  return Number.isFinite(value) ? value.toFixed(decimals) : "";
}
