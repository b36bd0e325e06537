/**
 * Makes a document the same bytes for the same content: the writer puts the clock into its properties and goes on counting from one document to the next. The table of fonts
 * names what stands in where a reader's office program lacks a typeface.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

const COMPRESSED = /\.(png|jpe?g)$/i;
/** Zips hold local time: these are its parts, the same in every time zone. */
const ZIP_TIME = new Date(1980, 0, 2, 12);

/** What stands in for each typeface. */
const SUBSTITUTES: readonly (readonly [name: string, substitute: string, family: string])[] = [
  ["方正小标宋简体", "宋体", "script"],
  ["仿宋", "仿宋_GB2312", "modern"],
  ["黑体", "SimHei", "modern"],
  ["楷体", "楷体_GB2312", "modern"],
  ["宋体", "SimSun", "auto"],
];

/** @param date ISO 8601 */
export function repackPaper(bytes: Uint8Array, date: string): Uint8Array<ArrayBuffer> {
  const files = Object.entries(unzipSync(bytes))
    .filter(([name]) => !name.endsWith("/"))
    .map(([name, content]): [string, Uint8Array] => [name, mend(name, content, date)])
    .sort(([a], [b]) => orderOf(a) - orderOf(b) || (a < b ? -1 : a > b ? 1 : 0));
  return zipSync(
    Object.fromEntries(
      files.map(([name, content]) => [
        name,
        [content, { level: COMPRESSED.test(name) ? 0 : 6, mtime: ZIP_TIME, os: 0, attrs: 0 }] as const,
      ]),
    ) as Parameters<typeof zipSync>[0],
  );
}

/** Readers expect the list of types first. */
function orderOf(name: string): number {
  if (name === "[Content_Types].xml") return 0;
  return name === "_rels/.rels" ? 1 : 2;
}

function mend(name: string, content: Uint8Array, date: string): Uint8Array {
  if (name === "docProps/core.xml")
    return strToU8(strFromU8(content).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, `${date}T00:00:00Z`));
  if (name === "word/document.xml") return strToU8(renumber(strFromU8(content)));
  return name === "word/fontTable.xml" ? strToU8(FONT_TABLE) : content;
}

/** Bookmarks and pictures count from 1 in each document: the writer counts through all that it has written. */
function renumber(xml: string): string {
  const numbers = new Map<string, number>();
  const numberOf = (written: string): number => {
    const known = numbers.get(written) ?? numbers.size + 1;
    numbers.set(written, known);
    return known;
  };
  let pictures = 0;
  return xml
    .replace(/(<wp:docPr id=")\d+/g, (_, before: string) => {
      pictures++;
      return `${before}${pictures}`;
    })
    .replace(/_Toc(\d+)/g, (_, written: string) => `_Toc${numberOf(written)}`)
    .replace(/(<w:bookmark(?:Start|End)[^>]* w:id=")(\d+)(")/g, (_, before: string, written: string, after: string) => {
      return `${before}${numberOf(written)}${after}`;
    });
}

const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${SUBSTITUTES.map(
  ([name, substitute, family]) =>
    `<w:font w:name="${name}"><w:altName w:val="${substitute}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="auto"/></w:font>`,
).join(
  "",
)}<w:font w:name="Times New Roman"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`;
