/** Words for what brought layers are and what is known of them. */
import type { Issue } from "../../core/errors.ts";
import type {
  ColumnMeaning,
  FacilityJoin,
  ImportDecisions,
  ImportLayerView,
  ImportView,
  Meaning,
} from "../../worker/import-protocol.ts";
import type { Text, TextKey } from "../strings/text.ts";

const GROUPS = ["0-2", "3-6", "6-15", "60+", "65+", "80+"] as const;

/** People of a group each. */
export const GROUP_MEANINGS: readonly ColumnMeaning[] = GROUPS.map((groupId) => `group:${groupId}` as const);

/** A meaning of a column, in words. */
export function meaningWords({ t }: Text, meaning: ColumnMeaning): string {
  const group = GROUPS.find((groupId) => meaning === `group:${groupId}`);
  return group ? t(`import.group.${group}`) : t(`import.meaning.${meaning as Meaning}`);
}

/** What a layer is called on screen: its title, but for rows that were set apart from another layer. */
export function titleWords({ t }: Text, { title, restOf }: Pick<ImportLayerView, "title" | "restOf">): string {
  return restOf === null ? title : t("import.rest", { name: restOf });
}

/** A coordinate system, in words: titles of the shifted ones name who uses them. */
export function systemWords({ language }: Text, title: string): string {
  if (language === "en") return title;
  return title
    .replace(/ ?\(Amap, Tencent\)/, "（高德、腾讯）")
    .replace(/ ?\(Baidu\)/, "（百度）")
    .replace(/ ?\(\+?axes swapped\)/, "")
    .replace(/, taken as WGS84$/, "（按 WGS84 处理）")
    .replace(/^Xian 1980/, "西安 80")
    .replace(/^Beijing 1954/, "北京 54")
    .replace(/ \/ 3-degree Gauss-Kruger/, " 三度带高斯-克吕格")
    .replace(/ \/ Gauss-Kruger/, " 六度带高斯-克吕格")
    .replace(/ zone (\d+)$/, "，第 $1 带")
    .replace(/ CM (\d+)E$/, "，中央子午线 $1°E");
}

const ROLES = [
  "streets",
  "street-blocks",
  "communities",
  "units",
  "demand",
  "people",
  "buildings",
  "barriers",
  "context",
  "boundary",
  "elevation",
  "population",
];

/** A service by its title; one that is not known goes by its id. */
export function serviceWords({ language }: Text, serviceId: string, services: ImportView["services"]): string {
  const known = services.find(({ id }) => id === serviceId);
  return known ? (language === "en" ? known.en : known.zh) : serviceId;
}

/** A part that a layer may play, in words. */
export function roleWords(text: Text, role: string, services: ImportView["services"]): string {
  const { t } = text;
  if (role === "leave-out") return t("import.role.leave-out");
  if (ROLES.includes(role)) return t(`import.role.${role}` as TextKey);
  return t("import.role.facilities", { name: serviceWords(text, role.replace(/^facilities:/, ""), services) });
}

/** What becomes of the services of a layer that the open study has too. */
export function joinsOf({ roles, isLeftOut }: ImportLayerView, { joins }: ImportView): readonly FacilityJoin[] {
  if (isLeftOut) return [];
  return joins.filter(({ serviceId }) => roles.some(({ role }) => role === `facilities:${serviceId}`));
}

/** Parts that a layer of that shape may be given. */
export function rolesFor(shape: ImportLayerView["shape"]): readonly string[] {
  if (shape === "lines") return ["streets", "barriers", "context", "boundary"];
  if (shape === "areas") return ["communities", "buildings", "barriers", "context", "boundary"];
  return shape === "list" ? ["people", "units"] : ["communities", "demand", "people", "street-blocks", "context"];
}

/** What is to be said of a layer: from reading it, and from holding it against the others. */
export function issuesOf(
  layer: ImportLayerView,
  { assemblyIssues }: Pick<ImportView, "assemblyIssues">,
): readonly Issue[] {
  return [...layer.issues, ...assemblyIssues.filter((issue) => issue.layer === layer.title)];
}

/** The list that a layer repeats, so that its facilities would count twice; null where it repeats none. */
export function overlapOf(layer: ImportLayerView, view: Pick<ImportView, "assemblyIssues">): Issue | null {
  return issuesOf(layer, view).find(({ details }) => details?.what === "lists-overlap") ?? null;
}

export type LayerState = "ready" | "looked-at" | "unsure" | "error" | "left-out";

/** Whether nobody named a layer's coordinate system: the streets told, or it was taken for the usual one. */
export function isSystemGuessed({ system }: Pick<ImportLayerView, "system">): boolean {
  return system?.basis === "assumed" || system?.basis === "weighed";
}

/** Whether a layer was looked at on the map in the system that it is read in as decided now. */
export function isLookedAt(
  { title, system }: ImportLayerView,
  { lookedAt }: Pick<ImportDecisions, "lookedAt">,
): boolean {
  return system !== null && Object.hasOwn(lookedAt, title) && lookedAt[title] === system.id;
}

/** Whether none of a layer's rows could be placed, but it came along with others, or is what a list has without positions: it stops nothing, and there is something to look at. */
function isPassedOver({ restOf }: Pick<ImportLayerView, "restOf">, own: readonly Issue[]): boolean {
  return (
    restOf !== null || own.some(({ severity, details }) => severity === "warning" && details?.what === "none-matched")
  );
}

/** What a layer may be that is left out though nobody asked for that. */
const LEFT_OUT: ReadonlySet<unknown> = new Set([
  "empty-layer",
  "note-sheet",
  "hidden-sheet-left-out",
  "served-areas",
  "planned-projects",
  "closed-facilities",
  "not-operating",
  "untold-left-out",
  "earlier-year",
]);

/** Why a layer is left out by itself; null where it is taken, or somebody left it out. */
export function whyLeftOut({ isLeftOut, issues }: Pick<ImportLayerView, "isLeftOut" | "issues">): Issue | null {
  return (isLeftOut && issues.find(({ details }) => LEFT_OUT.has(details?.what))) || null;
}

/** How a layer stands: whether it can be taken, and whether somebody should look first. */
export function stateOf(
  layer: ImportLayerView,
  view: Pick<ImportView, "assemblyIssues">,
  decisions: Pick<ImportDecisions, "lookedAt">,
): LayerState {
  if (layer.isLeftOut) return "left-out";
  const own = issuesOf(layer, view);
  if (own.some(({ severity }) => severity === "error")) return "error";
  if (layer.roles.every(({ count }) => count === 0)) return isPassedOver(layer, own) ? "unsure" : "error";
  if ((layer.matching?.toDecide ?? 0) > 0 || overlapOf(layer, view) !== null) return "unsure";
  if (!isSystemGuessed(layer)) return "ready";
  return isLookedAt(layer, decisions) ? "looked-at" : "unsure";
}

/** What keeps the study from being made, beside what the layers say. */
export function errorsOf({ issues, assemblyIssues }: Pick<ImportView, "issues" | "assemblyIssues">) {
  return [...issues, ...assemblyIssues].filter(({ severity }) => severity === "error");
}

/** What was looked at makes nothing wrong or right. */
const ANY = { lookedAt: {} };

/** How many layers there are to import: not left out, with anything that can be placed. */
export function countReady({ layers }: Pick<ImportView, "layers">): number {
  return layers.filter(({ isLeftOut, roles }) => !isLeftOut && roles.some(({ count }) => count > 0)).length;
}

/** Why the import cannot be finished as it stands: something is wrong, or nothing is left to import; null where it can. */
export function obstacleTo(view: ImportView): "blocked" | "nothing" | null {
  const isWrong = errorsOf(view).length > 0 || view.layers.some((layer) => stateOf(layer, view, ANY) === "error");
  if (isWrong) return "blocked";
  return view.wholes.length === 0 && countReady(view) === 0 ? "nothing" : null;
}
