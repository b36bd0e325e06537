/**
 * The parts of an XLSX file (ECMA-376) around its sheets: which sheets there are and where they lie, texts that cells share,
 * number formats. Unpacked within bounds, whatever the file claims.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import { isInnerPath, unzipBounded, type ZipBounds } from "../archive/bounded-zip.ts";
import { builtInFormat, type CellFormat, customFormat, PLAIN_FORMAT } from "./cell-formats.ts";
import { parseXml } from "./parse-xml.ts";

export interface WorkbookSheet {
  readonly name: string;
  readonly path: string;
  readonly isHidden: boolean;
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  /** By path. */
  readonly parts: Map<string, Uint8Array>;
  readonly texts: readonly string[];
  /** By a cell's style. */
  readonly formats: readonly CellFormat[];
  readonly is1904: boolean;
}

const MOST_ENTRIES = 10_000;
const MOST_BYTES = 640 * 1024 * 1024;
const MOST_SHEETS = 1000;
const MOST_TEXTS = 8_000_000;
const MOST_STYLES = 100_000;
const WANTED = /^(_rels\/\.rels|xl\/(workbook|sharedstrings|styles)\.xml|.*\/_rels\/[^/]*workbook[^/]*\.xml\.rels)$/;
const UNWANTED =
  /\/(media|drawings|charts|theme|embeddings|printersettings|externallinks|pivot\w+|querytables|tables|ctrlprops|activex)\//;

/** Opens the file. Throws BadDataError (truncated-file, too-large, unreadable-file, unknown-format) and AnalysisError("cancelled"). */
export async function openWorkbook(bytes: Uint8Array, file: string, control: WorkControl = {}): Promise<Workbook> {
  const bounds: ZipBounds = {
    mostEntries: MOST_ENTRIES,
    mostBytes: MOST_BYTES,
    isName: (name) => isInnerPath(plainPath(name)),
    isWanted: (name) => {
      const path = plainPath(name);
      return (
        WANTED.test(path) || (path.endsWith(".xml") && !UNWANTED.test(`/${path}`) && !path.startsWith("docprops/"))
      );
    },
  };
  const unpacked = await unzipBounded(bytes, file, bounds, control);
  const parts = new Map<string, Uint8Array>();
  for (const [name, part] of unpacked) parts.set(plainPath(name), part);
  const main = (await findTargets(parts, "", file)).find(({ type }) => type.endsWith("/officeDocument"));
  const path = main?.path ?? "xl/workbook.xml";
  const part = parts.get(path);
  if (!part)
    throw new BadDataError([
      { code: "unknown-format", severity: "error", layer: file, details: { found: "zip", expected: "Excel (.xlsx)" } },
    ]);
  const targets = await findTargets(parts, path, file);
  const { sheets, is1904 } = await readSheetList(part, targets, file);
  const pathOf = (type: string): string => targets.find((target) => target.type.endsWith(type))?.path ?? "";
  const texts = await readSharedTexts(parts.get(pathOf("/sharedStrings")), file, control);
  const formats = await readFormats(parts.get(pathOf("/styles")), file);
  return { sheets, parts, texts, formats, is1904 };
}

function plainPath(name: string): string {
  return name.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();
}

interface Target {
  readonly id: string;
  readonly type: string;
  readonly path: string;
}

/** Where a part's relations lead; "" is the package itself. */
async function findTargets(parts: ReadonlyMap<string, Uint8Array>, path: string, file: string): Promise<Target[]> {
  const slash = path.lastIndexOf("/") + 1;
  const folder = path.slice(0, slash);
  const part = parts.get(`${folder}_rels/${path.slice(slash)}.rels`);
  const targets: Target[] = [];
  if (!part) return targets;
  await parseXml(part, file, {
    open: (name, attributes) => {
      const target = name === "Relationship" ? attributes.get("Target") : undefined;
      if (target === undefined || attributes.get("TargetMode") === "External") return;
      if (targets.length >= MOST_ENTRIES) return;
      const [id, type] = [attributes.get("Id") ?? "", attributes.get("Type") ?? ""];
      targets.push({ id, type, path: resolvePath(folder, target) });
    },
  });
  return targets;
}

function resolvePath(folder: string, target: string): string {
  if (/^[/\\]/.test(target)) return plainPath(target);
  const steps: string[] = [];
  for (const step of `${folder}${target}`.replaceAll("\\", "/").split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return plainPath(steps.join("/"));
}

async function readSheetList(
  part: Uint8Array,
  targets: readonly Target[],
  file: string,
): Promise<{ readonly sheets: readonly WorkbookSheet[]; readonly is1904: boolean }> {
  const sheets: WorkbookSheet[] = [];
  let is1904 = false;
  const byId = new Map(targets.map((target) => [target.id, target]));
  await parseXml(part, file, {
    open: (element, attributes) => {
      // An extension of the workbook has an element of the same name, which says nothing of days.
      if (element === "workbookPr") is1904 ||= isTrue(attributes.get("date1904"));
      if (element !== "sheet" || sheets.length >= MOST_SHEETS) return;
      const idKey = attributes.names().find((key) => key.endsWith(":id"));
      const target = byId.get(attributes.get(idKey ?? "") ?? "");
      if (!target?.type.endsWith("/worksheet")) return;
      const state = attributes.get("state");
      const isHidden = state === "hidden" || state === "veryHidden";
      sheets.push({ name: (attributes.get("name") ?? "").slice(0, 200), path: target.path, isHidden });
    },
  });
  return { sheets, is1904 };
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

async function readSharedTexts(
  part: Uint8Array | undefined,
  file: string,
  control: WorkControl,
): Promise<readonly string[]> {
  const texts: string[] = [];
  if (!part) return texts;
  let text = "";
  let isText = false;
  let phonetic = 0;
  await parseXml(
    part,
    file,
    {
      open: (name) => {
        if (name === "si") text = "";
        else if (name === "rPh") phonetic++;
        else if (name === "t") isText = phonetic === 0;
      },
      close: (name) => {
        if (name === "rPh") phonetic--;
        else if (name === "t") isText = false;
        else if (name === "si") {
          if (texts.length >= MOST_TEXTS)
            throw new BadDataError([
              { code: "too-large", severity: "error", layer: file, details: { unit: "texts", limit: MOST_TEXTS } },
            ]);
          texts.push(unescapeText(text));
        }
      },
      listens: () => isText,
      text: (piece) => {
        text += piece;
      },
    },
    control,
  );
  return texts;
}

/** Control characters stand in texts as `_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

async function readFormats(part: Uint8Array | undefined, file: string): Promise<readonly CellFormat[]> {
  const formats: CellFormat[] = [];
  if (!part) return formats;
  const custom = new Map<number, CellFormat>();
  let isCellStyle = false;
  await parseXml(part, file, {
    open: (name, attributes) => {
      const id = attributes.number("numFmtId");
      if (name === "numFmt" && custom.size < MOST_STYLES)
        custom.set(id, customFormat(attributes.get("formatCode") ?? ""));
      else if (name === "cellXfs") isCellStyle = true;
      else if (name === "xf" && isCellStyle && formats.length < MOST_STYLES)
        formats.push(custom.get(id) ?? (Number.isInteger(id) ? builtInFormat(id) : PLAIN_FORMAT));
    },
    close: (name) => {
      if (name === "cellXfs") isCellStyle = false;
    },
  });
  return formats;
}
