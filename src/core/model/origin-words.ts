/** Origins of layers in words, Chinese and English: what page, command line, study assumptions and exports say alike. */
import type { LocalizedText } from "./facility.ts";
import {
  type LayerOrigin,
  type LeftOutReason,
  type OriginSystem,
  type OriginSystemBasis,
  titleOfOrigin,
} from "./layer-origin.ts";

/** A sentence about data on which figures rest, and whether anybody chose what it says. */
export interface OriginAssumption extends LocalizedText {
  /** True: nobody chose the system. Absent: somebody did, or the file. */
  readonly isDefault?: boolean;
}

const REASONS: Readonly<Record<LeftOutReason, LocalizedText>> = {
  "no-position": { zh: "没有可读的坐标", en: "without a readable position" },
  "outside-study": { zh: "在研究范围外", en: "outside the study" },
  "no-community": { zh: "找不到所属社区", en: "naming no known community" },
  duplicate: { zh: "疑似已有", en: "probably there already" },
  "not-operating": { zh: "停业或未建成", en: "closed or not yet built" },
  "sum-row": { zh: "合计行或其中项", en: "sums or parts of other rows" },
};

const APPROXIMATE: LocalizedText = {
  zh: "此坐标系与 CGCS2000 的偏移不公开，位置可能偏几十米到一百多米",
  en: "its offset from CGCS2000 is not public, so positions may be off by tens of metres to over a hundred",
};

/** Of the systems of web maps, in Chinese, whose they are; all others have one name in both languages. */
const CHINESE_TITLES: Readonly<Record<string, string>> = {
  gcj02: "GCJ-02（高德、腾讯）",
  bd09: "BD-09（百度）",
};

/** `WGS84 (EPSG:4326)`; the title alone where it says the id. */
export function nameSystem({ id, title }: Pick<OriginSystem, "id" | "title">): LocalizedText {
  const own = CHINESE_TITLES[id];
  if (own !== undefined) return { zh: own, en: title };
  const name = title.includes(id) ? title : `${title} (${id})`;
  return { zh: name, en: name };
}

const BASES: Readonly<Record<OriginSystemBasis, LocalizedText>> = {
  stated: { zh: "由人指定", en: "stated by a person" },
  file: { zh: "文件注明", en: "named by the file" },
  weighed: { zh: "与街道比对得出", en: "told by the streets" },
  assumed: { zh: "文件未注明，推定", en: "assumed, the file names none" },
};

/** More are in the study file. */
const MOST_RIVALS = 4;

function describeMetres(metres: number | null): LocalizedText {
  if (metres === null) return { zh: "1 千米以上", en: "1 km or more" };
  return { zh: `${Math.round(metres)} 米`, en: `${Math.round(metres)} m` };
}

/** What the streets said: how far from them the positions lie under the system, and under the others that were thought of. */
function describeStreets({ id, medianMetres, weighed }: OriginSystem): LocalizedText {
  const isMeasured = medianMetres !== null || weighed.some((one) => one.id === id);
  const own = describeMetres(medianMetres);
  const rivals = weighed
    .filter((one) => one.id !== id)
    .slice(0, MOST_RIVALS)
    .map((one) => ({ name: nameSystem(one), metres: describeMetres(one.medianMetres) }));
  const zh = rivals.map(({ name, metres }) => `${name.zh} ${metres.zh}`).join("、");
  const en = rivals.map(({ name, metres }) => `${name.en} ${metres.en}`).join(", ");
  return {
    zh: `${isMeasured ? `，到最近街道的中位距离 ${own.zh}` : ""}${zh === "" ? "" : `，若为其他坐标系则为 ${zh}`}`,
    en: `${isMeasured ? `, median distance to the nearest street ${own.en}` : ""}${en === "" ? "" : `, under other systems ${en}`}`,
  };
}

/** Who said in which system the numbers are, what the streets say of it, and whether a person confirmed it. */
function describeBasis(system: OriginSystem): LocalizedText {
  const [basis, streets] = [BASES[system.basis], describeStreets(system)];
  const told = tellConfirmed(system);
  return { zh: `${basis.zh}${streets.zh}${told.zh}`, en: `${basis.en}${streets.en}${told.en}` };
}

function tellConfirmed({ basis, isConfirmed }: OriginSystem): LocalizedText {
  if (basis === "stated") return { zh: "", en: "" };
  if (isConfirmed) return { zh: "，导入时由人确认", en: ", confirmed by a person" };
  return basis === "file" ? { zh: "", en: "" } : { zh: "，未经人确认", en: ", not confirmed by a person" };
}

/** The coordinate system and its basis in one phrase; for lists, that rows stand at their communities. */
export function describeOriginSystem({ system }: Pick<LayerOrigin, "system">): LocalizedText {
  if (system === null) return { zh: "文件中没有坐标", en: "no positions in the file" };
  const basis = describeBasis(system);
  const name = nameSystem(system);
  return {
    zh: `${name.zh}（${basis.zh}）${system.isApproximate ? `；${APPROXIMATE.zh}` : ""}`,
    en: `${name.en} (${basis.en})${system.isApproximate ? `; ${APPROXIMATE.en}` : ""}`,
  };
}

/** How many rows were taken, and how many were not and why. */
export function describeOriginRows({ rows, leftOut }: Pick<LayerOrigin, "rows" | "leftOut">): LocalizedText {
  const zh = leftOut.map(({ reason, count }) => `${count} 行${REASONS[reason].zh}`).join("、");
  const en = leftOut.map(({ reason, count }) => `${count} ${REASONS[reason].en}`).join(", ");
  return {
    zh: `取用 ${rows} 行${zh === "" ? "" : `；未取用：${zh}`}`,
    en: `${rows} rows taken${en === "" ? "" : `; left out: ${en}`}`,
  };
}

/** File, format and encoding, system and rows of an origin in a sentence. */
export function describeOrigin(origin: LayerOrigin): LocalizedText {
  const { format, encoding, importedOn } = origin;
  const kind = [format, encoding].filter((part) => part !== "").join(", ");
  const [system, rows] = [describeOriginSystem(origin), describeOriginRows(origin)];
  return {
    zh: `${titleOfOrigin(origin)}（${kind}）；坐标系 ${system.zh}；${rows.zh}${importedOn === "" ? "" : `；${importedOn} 导入`}`,
    en: `${titleOfOrigin(origin)} (${kind}); coordinate system ${system.en}; ${rows.en}${importedOn === "" ? "" : `; imported ${importedOn}`}`,
  };
}

/**
 * What figures rest on because of how files were read: systems that nobody stated, and systems that stand only approximately. One
 * sentence for each file, with the layers that it went into.
 */
export function describeOriginAssumptions(origins: readonly LayerOrigin[]): OriginAssumption[] {
  const byFile = new Map<string, LayerOrigin[]>();
  for (const origin of origins) {
    const { system } = origin;
    if (system === null || (system.basis !== "assumed" && system.basis !== "weighed" && !system.isApproximate))
      continue;
    const key = JSON.stringify([titleOfOrigin(origin), system]);
    byFile.set(key, [...(byFile.get(key) ?? []), origin]);
  }
  return [...byFile.values()].map((same): OriginAssumption => {
    const [origin] = same as [LayerOrigin];
    const layers = [...new Set(same.map(({ layer }) => layer))].join(", ");
    const { zh, en } = describeOriginSystem(origin);
    const basis = origin.system?.basis;
    const title = titleOfOrigin(origin);
    return {
      zh: `${layers}：${title} 的坐标按 ${zh}读取`,
      en: `${layers}: positions of ${title} are read as ${en}`,
      ...((basis === "assumed" || basis === "weighed") && !origin.system?.isConfirmed ? { isDefault: true } : {}),
    };
  });
}
