/**
 * The services that the product knows by id, and how to recognise one from a
 * file's name or a table's cell. Other ids may be used; they then stand under
 * their own id, for all people at an adult's pace.
 */
import type { GroupId } from "../../core/model/demand.ts";
import type { LocalizedText, Service, ServiceDomain } from "../../core/model/facility.ts";
import type { ProfileId } from "../../core/model/parameters.ts";
import { OSM_SERVICES } from "../osm/osm-services.ts";
import { CLASS_NAMES, SERVICE_NAMES } from "./service-names.ts";

function service(
  id: string,
  title: LocalizedText,
  domain: ServiceDomain,
  groupId: GroupId = "all",
  profileId: ProfileId = "adult",
  circle = true,
): Service {
  return { id, title, domain, groupId, profileId, circle };
}

function countyService(id: string, title: LocalizedText, domain: ServiceDomain): Service {
  return service(id, title, domain, "all", "adult", false);
}

/** The services that the product knows, some under two titles. */
const KNOWN_SERVICES: readonly Service[] = [
  service("kindergarten", { zh: "幼儿园", en: "Kindergartens" }, "education", "3-6", "child"),
  service(
    "elderly-day-care",
    { zh: "老年人日间照料中心", en: "Elderly day-care centres" },
    "elderly",
    "60+",
    "elderly",
  ),
  service("fitness-trail", { zh: "健身步道", en: "Fitness trails" }, "sport"),
  service("fitness-square", { zh: "健身场地", en: "Fitness squares" }, "sport"),
  service("clinic", { zh: "诊所与卫生服务站", en: "Clinics" }, "health"),
  service("culture-room", { zh: "文化活动室", en: "Culture rooms" }, "culture"),
  ...OSM_SERVICES,
  service("nursery", { zh: "托育机构", en: "Nurseries" }, "education", "0-2", "child"),
  service("primary-school", { zh: "小学", en: "Primary schools" }, "education", "6-15", "child"),
  service("junior-high-school", { zh: "初中", en: "Junior high schools" }, "education", "6-15"),
  service("elderly-canteen", { zh: "老年助餐点", en: "Canteens for the elderly" }, "elderly", "60+", "elderly"),
  service("community-shop", { zh: "社区商业网点", en: "Community shops" }, "other"),
  service("market", { zh: "菜市场", en: "Food markets" }, "other"),
  service("reading-room", { zh: "农家书屋", en: "Reading rooms" }, "culture"),
  service("newspaper-board", { zh: "公共阅报栏", en: "Newspaper boards" }, "culture"),
  service("public-toilet", { zh: "公共厕所", en: "Public toilets" }, "other"),
  service("bus-stop", { zh: "公交站", en: "Bus stops" }, "other"),
  service("parcel-station", { zh: "快递驿站", en: "Parcel stations" }, "other"),
  service("emergency-shelter", { zh: "应急避难场所", en: "Emergency shelters" }, "other"),
  countyService("senior-high-school", { zh: "普通高中", en: "Senior high schools" }, "education"),
  countyService("training-base", { zh: "实训基地", en: "Training bases" }, "education"),
  countyService("elderly-school", { zh: "老年大学", en: "Schools for the elderly" }, "elderly"),
  countyService("child-welfare-home", { zh: "儿童福利与未成年人保护机构", en: "Child welfare" }, "other"),
  countyService("rehabilitation-centre", { zh: "残疾人康复机构", en: "Rehabilitation centres" }, "health"),
  countyService("disability-home", { zh: "残疾人之家", en: "Homes for disabled people" }, "other"),
  countyService("sheltered-workshop", { zh: "残疾人辅助性就业机构", en: "Sheltered workshops" }, "other"),
  countyService("culture-centre", { zh: "文化馆", en: "Culture centres" }, "culture"),
  countyService("funeral-home", { zh: "殡葬设施", en: "Funeral facilities" }, "other"),
  countyService("elderly-care-home", { zh: "敬老院", en: "Homes for the elderly" }, "elderly"),
  countyService("sports-venue", { zh: "体育场馆", en: "Sports venues" }, "sport"),
  countyService("fitness-park", { zh: "体育公园", en: "Fitness parks" }, "sport"),
  countyService("fitness-centre", { zh: "全民健身中心", en: "Fitness centres" }, "sport"),
  countyService("museum", { zh: "博物馆", en: "Museums" }, "culture"),
  countyService("heritage-hall", { zh: "非遗馆", en: "Heritage halls" }, "culture"),
  countyService("tcm-hospital", { zh: "中医院", en: "Hospitals of Chinese medicine" }, "health"),
  countyService("social-assistance-centre", { zh: "救助站", en: "Social assistance centres" }, "other"),
  countyService("public-service-centre", { zh: "公共服务中心", en: "Public service centres" }, "other"),
];

/** Each of them once, by its first title. */
export const DISTINCT_SERVICES: readonly Service[] = KNOWN_SERVICES.filter(
  ({ id }, index) => KNOWN_SERVICES.findIndex((one) => one.id === id) === index,
);

/** The ids that the product knows. */
export const KNOWN_SERVICE_IDS: readonly string[] = DISTINCT_SERVICES.map(({ id }) => id);

export function isServiceId(id: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id);
}

/** The service of an id, its group reduced to "all" where the study does not have that group. */
export function serviceOfId(id: string, hasGroup: (groupId: GroupId) => boolean): Service {
  const known = KNOWN_SERVICES.find((one) => one.id === id);
  if (!known) return service(id, { zh: id, en: id }, "other");
  return hasGroup(known.groupId) ? known : { ...known, groupId: "all", profileId: "adult" };
}

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-.]/g, "");
}

/** A name as it is compared, with the service that it names, null for a class of several; longer ones first, of equal ones the first. */
const NAMES: readonly (readonly [name: string, id: string | null])[] = [
  ...CLASS_NAMES.map((name) => [plain(name), null] as const),
  ...KNOWN_SERVICES.flatMap(({ id, title }) =>
    [id, title.zh, title.en, ...(SERVICE_NAMES[id] ?? [])].map((name) => [plain(name), id] as const),
  ),
].sort(([a], [b]) => b.length - a.length);

/** The service that a cell speaks of, null where it is none that is known. */
export function recogniseService(text: string): string | null {
  const wanted = plain(text);
  return NAMES.find(([name]) => wanted.includes(name))?.[1] ?? null;
}

/** Whether a text begins with the name of a service, or of a class of several. */
export function namesServiceAt(text: string): boolean {
  const wanted = plain(text);
  return NAMES.some(([name]) => wanted.startsWith(name));
}

/** All services that a text names, each by words of its own; null among them where it names a class of several. */
function servicesNamedIn(text: string): ReadonlySet<string | null> {
  let rest = plain(text);
  const found = new Set<string | null>();
  for (const [name, id] of NAMES) {
    if (!rest.includes(name)) continue;
    found.add(id);
    rest = rest.replaceAll(name, " ");
  }
  return found;
}

/** Things that stand in facilities of all kinds: where a defibrillator hangs, a list of defibrillators names, and no facility of the kind. */
const DEVICES = /aed|除颤|摄像头|监控点|消[火防]栓|灭火器|充电桩/i;

/** Whether a layer is called after things that stand in facilities. */
export function areDevices(title: string): boolean {
  return title
    .split(" › ")
    .some((part) => DEVICES.test(part.replace(/^.*[\\/]/, "").replace(/[a-z]*aed[a-z]+|[a-z]+aed/gi, "")));
}

/**
 * The service that a layer is called after: its own name tells before its file's (`台账.xlsx › 幼儿园`). Null where none is known, and
 * where several are named, for then its rows have to say.
 */
export function recogniseServiceOfLayer(title: string): string | null {
  if (areDevices(title)) return null;
  for (const part of title.split(" › ").reverse()) {
    const found = servicesNamedIn(part.replace(/^.*[\\/]/, "").replace(/^facilities[-_]/, ""));
    const [only] = found;
    if (found.size > 1) return null;
    if (only !== undefined) return only;
  }
  return null;
}
