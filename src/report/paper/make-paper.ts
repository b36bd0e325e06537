/** The report as a Word document: conclusion first, then services, plan, causes, scenarios, advice, appendices, trace. */
import {
  AlignmentType,
  convertMillimetersToTwip,
  Document,
  type FileChild,
  Footer,
  NumberFormat,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  TableOfContents,
  TextRun,
} from "docx";
import { estimatePageNumbersWith } from "docx/layout";
import type { ReportFacts } from "../facts/report-facts.ts";
import type { ReportRequest } from "../report-request.ts";
import { DEMONSTRATION } from "../words/basis-lines.ts";
import { traceOf } from "../words/trace.ts";
import { writeMethods, writeSources, writeTrace } from "./appendices.ts";
import { type DrawPicture, PaperBody } from "./paper-body.ts";
import { FACES, PAGE_MM, PAGE_NUMBER_SIZE, PAPER_STYLES } from "./paper-style.ts";
import { plainText } from "./plain-text.ts";
import { writeAdvice, writeCauses } from "./problem-chapters.ts";
import { repackPaper } from "./repack-paper.ts";
import { writeOverview, writeScenarios } from "./service-chapters.ts";
import { writeServices } from "./service-pages.ts";
import { writeTargets } from "./target-chapter.ts";

const PRODUCT = "民生圈";
const DOCUMENT_NAME = "公共服务覆盖评估报告";
/** So many letters of a title fit on a line. */
const TITLE_LETTERS = 19;
const GO_ON = async (): Promise<void> => {};

/**
 * Makes the document.
 * @param drawPicture a picture by id; null leaves it out, with the reason said
 * @param step asked between chapters and services: tells progress, throws to stop
 */
export async function makePaper(
  facts: ReportFacts,
  request: ReportRequest,
  drawPicture: DrawPicture,
  step: () => Promise<void> = GO_ON,
): Promise<Uint8Array<ArrayBuffer>> {
  const body = new PaperBody();
  const trace = traceOf(facts, request);
  await step();
  await writeOverview(body, facts, drawPicture);
  await writeServices(body, facts, drawPicture, step);
  await step();
  writeTargets(body, facts);
  await step();
  writeCauses(body, facts);
  await writeScenarios(body, facts, drawPicture);
  writeAdvice(body, facts);
  writeMethods(body, facts, trace);
  writeSources(body, facts);
  writeTrace(body, trace);
  await step();
  const title = titleOf(facts, request);
  const packed = await Packer.toArrayBuffer(documentOf(title, facts, request, body.children));
  return repackPaper(new Uint8Array(packed), request.date);
}

function titleOf({ study }: ReportFacts, { title }: ReportRequest): string {
  return title || `${study.title.zh || study.id}${DOCUMENT_NAME}`;
}

/** The document's own name on a line of its own. */
function breakTitle(title: string): string[] {
  if (title.length <= TITLE_LETTERS || !title.endsWith(DOCUMENT_NAME)) return [title];
  return [title.slice(0, -DOCUMENT_NAME.length), DOCUMENT_NAME];
}

const PAGE = {
  size: { width: convertMillimetersToTwip(PAGE_MM.width), height: convertMillimetersToTwip(PAGE_MM.height) },
  margin: {
    top: convertMillimetersToTwip(PAGE_MM.top),
    bottom: convertMillimetersToTwip(PAGE_MM.bottom),
    left: convertMillimetersToTwip(PAGE_MM.left),
    right: convertMillimetersToTwip(PAGE_MM.right),
    footer: convertMillimetersToTwip(28),
  },
};

function documentOf(
  title: string,
  facts: ReportFacts,
  request: ReportRequest,
  children: readonly FileChild[],
): Document {
  return new Document({
    title: plainText(title),
    creator: plainText(request.organisation || PRODUCT),
    lastModifiedBy: plainText(request.organisation || PRODUCT),
    description: facts.study.demonstration ? DEMONSTRATION : "",
    styles: PAPER_STYLES,
    evenAndOddHeaderAndFooters: true,
    features: { updateFields: false },
    pageNumbers: estimatePageNumbersWith({ guess: true, measureWidth }),
    sections: [
      { properties: { page: PAGE }, children: [...coverOf(title, facts, request), ...contents()] },
      {
        properties: { page: { ...PAGE, pageNumbers: { start: 1, formatType: NumberFormat.DECIMAL } } },
        footers: { default: pageFooter(AlignmentType.RIGHT), even: pageFooter(AlignmentType.LEFT) },
        children,
      },
    ],
  });
}

/** Chinese characters are as wide as high; the page numbers of the contents need no more than that. */
function measureWidth(text: string, font: { readonly size: number }): number {
  let ems = 0;
  for (const letter of text) ems += letter > "\u2e7f" || /[“”‘’—…·]/.test(letter) ? 1 : 0.5;
  return ems * font.size;
}

/** — 1 —, a letter away from the outer margin. */
function pageFooter(alignment: (typeof AlignmentType)["LEFT" | "RIGHT"]): Footer {
  const indent = alignment === AlignmentType.LEFT ? { left: 280 } : { right: 280 };
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent,
        children: [
          new TextRun({ children: ["— ", PageNumber.CURRENT, " —"], font: FACES.page, size: PAGE_NUMBER_SIZE }),
        ],
      }),
    ],
  });
}

function coverOf(title: string, { study }: ReportFacts, { organisation, stamp, date }: ReportRequest): Paragraph[] {
  const review = stamp.kind === "internal" ? "内部资料 · 未经审图" : `审图号：${stamp.number}`;
  const line = (style: string, text: string, before = 0): Paragraph =>
    new Paragraph({ style, ...(before > 0 ? { spacing: { before } } : {}), children: [new TextRun(plainText(text))] });
  const [year, month, day] = date.split("-").map(Number);
  return [
    line("PaperStamp", review),
    ...(study.demonstration ? [line("PaperStamp", DEMONSTRATION)] : []),
    new Paragraph({
      style: "Title",
      spacing: { before: 2600 },
      children: breakTitle(title).map(
        (text, at) => new TextRun({ text: plainText(text), ...(at > 0 ? { break: 1 } : {}) }),
      ),
    }),
    line("PaperCover", `数据日期：${study.date || "未注明"}`, 600),
    line("PaperCover", organisation || "（编制单位待填）", 4200),
    line("PaperCover", `${year}年${month}月${day}日`),
    new Paragraph({ children: [new PageBreak()] }),
  ];
}

function contents(): FileChild[] {
  return [
    new Paragraph({ style: "PaperContents", children: [new TextRun("目　录")] }),
    new TableOfContents("目录", { hyperlink: true, headingStyleRange: "1-2" }),
  ];
}
