/** The links as rows of a CSV file: every row carries the settings that it was counted under. */
import type { MissingLinks } from "../../core/questions/find-missing-links.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { parentPath } from "../select/unit-tree.ts";
import type { Text } from "../strings/text.ts";
import { groupWords, overWords } from "./explain-words.ts";

const HEADER = [
  ...["rank", "kind", "crosses", "lengthMetres", "waterMetres", "peopleGained", "group", "communitiesTurned"],
  ...["farEndMinutesBefore", "farEndMinutesAfter", "district", "community", "communityId"],
  ...["fromLon", "fromLat", "toLon", "toLat"],
  ...["service", "cutoffMinutes", "speedMetresPerSecond", "passShare", "note"],
];

export function linkCells(text: Text, study: StudyView, answer: MissingLinks): string[][] {
  const { t, local } = text;
  const service = study.services.find(({ id }) => id === answer.serviceId);
  const settings = [
    service ? local(service.title) : answer.serviceId,
    decimal(answer.cutoffSeconds / 60, 2),
    decimal(answer.metresPerSecond, 3),
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
    String(link.communitiesTurned.length),
    decimal(link.costBefore / 60, 1),
    decimal(link.costAfter / 60, 1),
    link.communityIndex < 0 ? "" : (parentPath(study, link.communityIndex)[0] ?? ""),
    study.communities.names[link.communityIndex] ?? "",
    study.communities.ids[link.communityIndex] ?? "",
    ...[...link.from, ...link.to].map((degrees) => decimal(degrees, 7)),
    ...settings,
  ]);
  return [HEADER, ...rows];
}

/** Empty beyond the search limit. */
function decimal(value: number, decimals: number): string {
  return Number.isFinite(value) ? value.toFixed(decimals) : "";
}
