/**
 * Makes a slide file the same bytes for the same content. The slide writer puts the clock, random ids and a counter of the
 * whole process into its files, and leaves the sheets behind its charts without zeros; here they get fixed values, the
 * charts their own sheets, and the theme the product's colours and Chinese typefaces.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { repairChart } from "./repair-chart.ts";
import { brandTheme } from "./slide-theme.ts";

const COMPRESSED = /\.(png|jpe?g|xlsx)$/i;
const CHART_FILE = /^ppt\/(?:charts\/(?:_rels\/)?chart|embeddings\/Microsoft_Excel_Worksheet)(\d+)/;

/** @param sheets the sheet behind each chart, in the order in which charts were added. @param date ISO 8601 */
export function repackSlides(bytes: Uint8Array, sheets: readonly Uint8Array[], date: string): Uint8Array {
  const entries = unzipSync(bytes);
  const numbers = chartNumbers(Object.keys(entries));
  const renamed = Object.entries(entries)
    .filter(([name]) => !name.endsWith("/"))
    .map(([name, content]): [string, Uint8Array] => {
      const at = numbers.get(CHART_FILE.exec(name)?.[1] ?? "");
      const renamedFile = renumberCharts(name, numbers);
      if (at !== undefined && name.endsWith(".xlsx")) return [renamedFile, sheets[at - 1] ?? content];
      return [renamedFile, COMPRESSED.test(name) ? content : strToU8(mend(name, strFromU8(content), numbers, date))];
    })
    .sort(([a], [b]) => orderOf(a) - orderOf(b) || (a < b ? -1 : 1));
  return zipFixed(renamed, date);
}

/** A zip whose bytes depend on names, contents and the day alone. */
export function zipFixed(files: readonly (readonly [name: string, content: Uint8Array])[], date: string): Uint8Array {
  const [year = 1980, month = 1, day = 1] = date.slice(0, 10).split("-").map(Number);
  // In local time, as zips hold it, so that every time zone writes the same.
  const mtime = new Date(Math.max(1980, year), month - 1, day);
  return zipSync(
    Object.fromEntries(
      files.map(([name, content]) => [name, [content, { mtime, level: COMPRESSED.test(name) ? 0 : 6 }] as const]),
    ) as Parameters<typeof zipSync>[0],
  );
}

/** Readers expect the list of types first. */
function orderOf(name: string): number {
  if (name === "[Content_Types].xml") return 0;
  return name === "_rels/.rels" ? 1 : 2;
}

/** From the writer's counter to 1, 2, 3 … */
function chartNumbers(names: readonly string[]): ReadonlyMap<string, number> {
  const found = new Set(names.flatMap((name) => CHART_FILE.exec(name)?.[1] ?? []));
  const sorted = [...found].sort((a, b) => Number(a) - Number(b));
  return new Map(sorted.map((number, at) => [number, at + 1]));
}

function renumberCharts(text: string, numbers: ReadonlyMap<string, number>): string {
  return text.replace(
    /(charts\/(?:_rels\/)?chart|embeddings\/Microsoft_Excel_Worksheet)(\d+)(?=\.(?:xml|xlsx))/g,
    (whole, stem: string, number: string) => (numbers.has(number) ? stem + String(numbers.get(number)) : whole),
  );
}

function mend(name: string, xml: string, numbers: ReadonlyMap<string, number>, date: string): string {
  if (name === "docProps/core.xml") return xml.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, `${date.slice(0, 10)}T00:00:00Z`);
  if (name === "docProps/app.xml") return APP_XML;
  if (name.startsWith("ppt/theme/")) return brandTheme(xml);
  if (/^ppt\/charts\/chart\d+\.xml$/.test(name)) return inChinese(repairChart(xml));
  if (/^ppt\/(slides|slideLayouts|notesSlides)\/[^/]+\.xml$/.test(name)) return inChinese(numberShapes(xml));
  return renumberCharts(xml, numbers);
}

function inChinese(xml: string): string {
  return xml.replace(/ lang="en-US"(?: altLang="en-US")?/g, ' lang="zh-CN" altLang="en-US"');
}

/** Each shape of a slide gets an id of its own; the writer gives tables ids that other shapes have too. */
function numberShapes(xml: string): string {
  let last = 0;
  return xml.replace(/<p:cNvPr id="\d+"/g, () => {
    last += 1;
    return `<p:cNvPr id="${last}"`;
  });
}

const APP_XML =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Minsheng Circle</Application><PresentationFormat>宽屏</PresentationFormat></Properties>';
