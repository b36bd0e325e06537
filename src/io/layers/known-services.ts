/**
 * The services that the product knows by id, and how to recognise one from a
 * file's name or a table's cell. Other ids may be used; they then stand under
 * their own id, for all people at an adult's pace.
 */
import type { GroupId } from "../../core/model/demand.ts";
import type { LocalizedText, Service, ServiceDomain } from "../../core/model/facility.ts";
import type { ProfileId } from "../../core/model/parameters.ts";
import { OSM_SERVICES } from "../osm/osm-services.ts";

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

/** Other names under which lists of these facilities go about. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  kindergarten: ["幼托", "kindergartens"],
  "elderly-day-care": ["日间照料", "老年日照", "养老服务站"],
  "fitness-trail": ["步道", "绿道"],
  "fitness-square": ["健身广场", "健身路径", "运动场地"],
  clinic: ["诊所", "卫生服务站", "卫生室", "卫生院", "卫生服务中心", "门诊"],
  "culture-room": ["文化室", "文化站", "文化活动中心", "综合文化服务中心"],
  school: ["小学", "中学"],
  pharmacy: ["药房"],
  "elderly-care-home": ["养老院", "福利院"],
};

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-.]/g, "");
}

/** The service that a cell or a file name speaks of, null where it is none that is known. */
export function recogniseService(text: string): string | null {
  const wanted = plain(text);
  let best: string | null = null;
  let length = 0;
  for (const { id, title } of KNOWN_SERVICES) {
    for (const name of [id, title.zh, title.en, ...(OTHER_NAMES[id] ?? [])].map(plain)) {
      if (name.length <= length || !wanted.includes(name)) continue;
      best = id;
      length = name.length;
    }
  }
  return best;
}
