/**
 * What kind of street a line is, told by a column of words: OpenStreetMap's own (`residential`), or those of Chinese road authorities and
 * city plans (JTG B01, CJJ 37: 高速公路, 快速路, 主干路, 次干路, 支路 …), under whatever header they stand.
 */
import { type Column, type FeatureTable, textAt } from "../tables/feature-table.ts";

const OSM_CLASSES: ReadonlySet<string> = new Set([
  ...["motorway", "trunk", "primary", "secondary", "tertiary"].flatMap((road) => [road, `${road}_link`]),
  "unclassified",
  "residential",
  "living_street",
  "service",
  "pedestrian",
  "track",
  "footway",
  "path",
  "steps",
  "cycleway",
  "bridleway",
  "corridor",
  "road",
]);

/** The first that fits is taken, so what is narrower stands before what is wider. */
const CHINESE_CLASSES: readonly (readonly [RegExp, string])[] = [
  [/高速.*(?:匝道|连接线|出入口)|匝道/, "motorway_link"],
  [/高速|高架/, "motorway"],
  [/天桥|地下通道|地道|人行|步道|绿道|健身道|游步道|巷道|胡同/, "footway"],
  [/台阶|梯道|阶梯/, "steps"],
  [/步行街|步行道|商业街/, "pedestrian"],
  [/自行车|非机动车/, "cycleway"],
  [/机耕|田间|生产路|土路|大车路|林道/, "track"],
  [/小路|便道|小道/, "path"],
  [/快速路|国道|一级公路|国家公路/, "trunk"],
  [/次干/, "secondary"],
  [/主干|干路|干道|省道|二级公路/, "primary"],
  [/县道|三级公路/, "tertiary"],
  [/小区|街坊|内部|居住区|院内|单位/, "residential"],
  [/支路|支道|乡道|村道|专用公路|四级公路|等外|乡村|农村|街道|街巷|巷|里弄/, "unclassified"],
  [/其他|其它|普通|一般|城市道路|公路|道路/, "road"],
];

/** A column tells classes where nearly all that is filled in is known. */
const CLEAR_SHARE = 0.9;

/** The `highway` class of a word; null where it is none. */
export function readStreetClass(text: string): string | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  if (OSM_CLASSES.has(plain)) return plain;
  return plain.length > 12 ? null : (CHINESE_CLASSES.find(([pattern]) => pattern.test(plain))?.[1] ?? null);
}

/** The column whose words are classes of streets, no names: few words, said over and over. Null where there is none. */
export function findClassColumn({ columns, count }: Pick<FeatureTable, "columns" | "count">): Column | null {
  return (
    columns.find((column) => {
      if (column.type !== "String" || (column.meaning !== undefined && column.meaning !== "kind")) return false;
      const amounts = new Map<string, number>();
      for (let row = 0; row < count; row++) {
        const text = textAt(column, row);
        if (text !== "") amounts.set(text, (amounts.get(text) ?? 0) + 1);
      }
      const filled = [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
      if (filled === 0 || filled < count / 2 || amounts.size > Math.max(4, Math.min(60, filled / 3))) return false;
      let known = 0;
      for (const [text, amount] of amounts) if (readStreetClass(text) !== null) known += amount;
      return known >= CLEAR_SHARE * filled;
    }) ?? null
  );
}
