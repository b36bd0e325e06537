/**
 * Facilities of a list and those that a study has of the same service: one takes the other's place, or both stand side by side.
 * A probable duplicate has the same name as one that is there and stands within 50 m of it; the one that is there stays.
 */
import { distanceMetres, MOST_LATITUDE, metresPerDegreeOfLongitude } from "../../core/geodesy.ts";
import {
  APPROXIMATE_ATTRIBUTE,
  type AttributeValue,
  type Facilities,
  type LocalizedText,
  type Service,
} from "../../core/model/facility.ts";

/** `replace`: the list takes the place of the study's; `add`: all of it joins them; `add-new`: its probable duplicates are skipped. */
export type Joining = "replace" | "add" | "add-new";

/** By service; a service that is not named is replaced. */
export type JoiningByService = Readonly<Record<string, Joining>>;

/** What becomes of the facilities of one service. */
export interface FacilityJoin {
  readonly serviceId: string;
  readonly joining: Joining;
  /** Facilities that the study has. */
  readonly existing: number;
  /** Facilities that are brought. */
  readonly brought: number;
  /** Brought ones that are probably there already. */
  readonly duplicates: number;
  /** Brought ones of which that cannot be told: of their place only the community is known, or they have no name. */
  readonly untestable: number;
  /** Brought ones that got another id, because theirs was taken. */
  readonly renamed: number;
  /** Facilities afterwards. */
  readonly total: number;
}

/** How near two of the same name are probably one, in metres. */
const DUPLICATE_METRES = 50;

function plainName(name: string): string {
  return name.normalize("NFKC").replace(/\s/g, "").toLowerCase();
}

function isApproximate({ attributes }: Facilities, index: number): boolean {
  return attributes[APPROXIMATE_ATTRIBUTE]?.[index] === true;
}

type Likeness = "new" | "duplicate" | "untestable";

/** Cells of a thousandth of a degree, about 111 m from south to north. */
const cellOf = (degrees: number): number => Math.floor(degrees * 1000);

/** Positions of named facilities, found by name and cell: a name that stands for thousands costs no more than its neighbours. */
class NamedPlaces {
  private readonly places = new Map<string, number[]>();

  constructor(facilities: Facilities) {
    facilities.names.forEach((name, index) => {
      const plain = plainName(name);
      if (plain === "") return;
      eachPosition(facilities, index, (lon, lat) => {
        const key = `${cellOf(lon)} ${cellOf(lat)} ${plain}`;
        const places = this.places.get(key);
        if (places) places.push(lon, lat);
        else this.places.set(key, [lon, lat]);
      });
    });
  }

  hasNear(plain: string, lon: number, lat: number): boolean {
    const latitude = Math.min(Math.abs(lat), MOST_LATITUDE);
    const columns = Math.ceil((1000 * DUPLICATE_METRES) / metresPerDegreeOfLongitude(latitude));
    for (let column = cellOf(lon) - columns; column <= cellOf(lon) + columns; column++)
      for (let row = cellOf(lat) - 1; row <= cellOf(lat) + 1; row++) {
        const places = this.places.get(`${column} ${row} ${plain}`) ?? [];
        for (let at = 0; at < places.length; at += 2)
          if (distanceMetres(lon, lat, places[at] as number, places[at + 1] as number) < DUPLICATE_METRES) return true;
      }
    return false;
  }
}

function eachPosition(
  { coordinates, starts }: Facilities,
  index: number,
  visit: (lon: number, lat: number) => void,
): void {
  for (let at = starts[index] as number; at < (starts[index + 1] as number); at++)
    visit(coordinates[2 * at] as number, coordinates[2 * at + 1] as number);
}

function likenessOf(existing: Facilities, brought: Facilities): Likeness[] {
  const places = new NamedPlaces(existing);
  return brought.names.map((name, index) => {
    const plain = plainName(name);
    if (plain === "" || isApproximate(brought, index)) return "untestable";
    let isNear = false;
    eachPosition(brought, index, (lon, lat) => {
      isNear ||= places.hasNear(plain, lon, lat);
    });
    return isNear ? "duplicate" : "new";
  });
}

/** An id that is free, by a number behind it where it is not. */
function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const id = `${wanted}~${number}`;
    if (!taken.has(id)) return id;
  }
}

function putTogether(
  existing: Facilities,
  brought: Facilities,
  kept: readonly number[],
): [Facilities, renamed: number] {
  const own = new Set(existing.ids);
  // Ids that other rows of the list have are no free ones.
  const taken = new Set([...existing.ids, ...kept.map((index) => brought.ids[index] as string)]);
  let renamed = 0;
  const ids = kept.map((index) => {
    const wanted = brought.ids[index] as string;
    if (!own.has(wanted)) return wanted;
    const id = freeId(wanted, taken);
    taken.add(id);
    renamed++;
    return id;
  });
  const coordinates = [...existing.coordinates];
  const starts = [...existing.starts];
  for (const index of kept) {
    const [start, end] = [brought.starts[index] as number, brought.starts[index + 1] as number];
    for (let at = 2 * start; at < 2 * end; at++) coordinates.push(brought.coordinates[at] as number);
    starts.push(coordinates.length / 2);
  }
  const columns = new Set([...Object.keys(existing.attributes), ...Object.keys(brought.attributes)]);
  const attributes = [...columns].map((name): [string, AttributeValue[]] => [
    name,
    [
      ...Array.from({ length: existing.count }, (_, index) => existing.attributes[name]?.[index] ?? null),
      ...kept.map((index) => brought.attributes[name]?.[index] ?? null),
    ],
  ]);
  const joined: Facilities = {
    serviceId: existing.serviceId,
    count: existing.count + kept.length,
    ids: [...existing.ids, ...ids],
    names: [...existing.names, ...kept.map((index) => brought.names[index] as string)],
    coordinates: Float64Array.from(coordinates),
    starts: Uint32Array.from(starts),
    attributes: Object.fromEntries(attributes),
  };
  return [joined, renamed];
}

/** Puts facilities of one service to those that a study has of it; those that are there come first and keep their ids. */
export function joinFacilities(
  existing: Facilities,
  brought: Facilities,
  joining: Joining,
): { readonly facilities: Facilities; readonly join: FacilityJoin } {
  const likeness = likenessOf(existing, brought);
  const count = (wanted: Likeness): number => likeness.filter((one) => one === wanted).length;
  const counts = {
    serviceId: brought.serviceId,
    joining,
    existing: existing.count,
    brought: brought.count,
    duplicates: count("duplicate"),
    untestable: count("untestable"),
  };
  if (joining === "replace") return { facilities: brought, join: { ...counts, renamed: 0, total: brought.count } };
  const kept = likeness.flatMap((one, index) => (joining === "add-new" && one === "duplicate" ? [] : [index]));
  const [facilities, renamed] = putTogether(existing, brought, kept);
  return { facilities, join: { ...counts, renamed, total: facilities.count } };
}

/** Begins every sentence about a service whose facilities come from two lists. */
function headOfJoin({ title }: Pick<Service, "title">): string {
  return `Facilities come from two lists: ${title.en}: `;
}

/** What figures of a joined layer rest on; null where one list took the place of the other. */
export function describeJoin(join: FacilityJoin, service: Pick<Service, "title">): LocalizedText | null {
  if (join.joining === "replace") return null;
  const { existing, brought, duplicates, untestable, total } = join;
  const doubled =
    join.joining === "add-new"
      ? { zh: `，其中 ${duplicates} 处疑似重复，未计`, en: `, of which ${duplicates} probable duplicates were skipped` }
      : {
          zh: `，其中 ${duplicates} 处疑似重复，仍计入`,
          en: `, of which ${duplicates} are probable duplicates and count`,
        };
  const open =
    untestable === 0
      ? { zh: "", en: "" }
      : {
          zh: `；${untestable} 处没有名称或确切位置，未查重`,
          en: `; ${untestable} without a name or place were not tested`,
        };
  return {
    zh: `${service.title.zh}的名单由两份合成：原有 ${existing} 处，加入 ${brought} 处${doubled.zh}${open.zh}，共 ${total} 处（疑似重复：同名且相距不到 ${DUPLICATE_METRES} 米）`,
    en: `${headOfJoin(service)}${existing} were there, ${brought} were brought${doubled.en}${open.en}; ${total} in all (probable duplicate: same name within ${DUPLICATE_METRES} m)`,
  };
}

/** Whether a sentence of a study is about the lists that a service's facilities come from. */
export function isAboutJoin({ en }: LocalizedText, service: Pick<Service, "title">): boolean {
  return en.startsWith(headOfJoin(service));
}
