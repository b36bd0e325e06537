/**
 * Scenes as the pages of one PDF file: paths as paths, text as text in an embedded typeface that holds the drawn characters
 * alone. Equal scenes give equal bytes: the dates are the caller's.
 */
import { PDFDocument, PDFName } from "@cantoo/pdf-lib";
import type { ReportTools } from "../report-tools.ts";
import { toDrawnText } from "./drawn-text.ts";
import { flattenHatches } from "./flatten-hatches.ts";
import { createPdfPen } from "./pdf-content.ts";
import { createPdfFont } from "./pdf-font.ts";
import type { FontWeight, Scene } from "./scene.ts";

/** What a file says of itself. */
export interface DocumentWords {
  readonly title: string;
  /** 编制单位; "" says none. */
  readonly author: string;
  readonly subject?: string;
  /** ISO 8601; a day alone counts from midnight, universal time. */
  readonly date: string;
}

const POINTS_PER_MILLIMETRE = 72 / 25.4;
const PRODUCER = "Minsheng Circle 民生圈";

/** @throws RangeError without a scene, or for a date that is none. */
export async function paintPdf(
  scenes: readonly Scene[],
  words: DocumentWords,
  fonts: ReportTools["fonts"],
): Promise<Uint8Array> {
  if (scenes.length === 0) throw new RangeError("a PDF file needs a page");
  const date = new Date(words.date);
  if (Number.isNaN(date.getTime())) throw new RangeError(`no date: ${words.date}`);
  const document = await PDFDocument.create({ updateMetadata: false });
  const { context } = document;
  document.setTitle(toDrawnText(words.title), { showInWindowTitleBar: true });
  if (words.author !== "") document.setAuthor(toDrawnText(words.author));
  if (words.subject) document.setSubject(toDrawnText(words.subject));
  document.setCreator(PRODUCER);
  document.setProducer(PRODUCER);
  document.setCreationDate(date);
  document.setModificationDate(date);
  document.setLanguage("zh-CN");

  const pdfFonts = {
    400: createPdfFont(fonts.regular, "NotoSansSC-Regular", false),
    700: createPdfFont(fonts.bold, "NotoSansSC-Bold", true),
  };
  const opacities = new Map<string, readonly [number, number]>();
  const pages = scenes.map((scene) => {
    const page = document.addPage([scene.widthMm * POINTS_PER_MILLIMETRE, scene.heightMm * POINTS_PER_MILLIMETRE]);
    const pen = createPdfPen(pdfFonts, opacities);
    if (scene.background !== null)
      pen.paint([
        { kind: "rect", x: 0, y: 0, width: scene.widthMm, height: scene.heightMm, fill: { colour: scene.background } },
      ]);
    pen.paint(flattenHatches(scene).marks);
    const scale = POINTS_PER_MILLIMETRE.toFixed(6);
    const matrix = `${scale} 0 0 -${scale} 0 ${(scene.heightMm * POINTS_PER_MILLIMETRE).toFixed(4)} cm 4 M`;
    page.node.set(PDFName.of("Contents"), context.register(context.flateStream(`${matrix}\n${pen.content()}\n`)));
    return page;
  });

  const used = ([400, 700] as const satisfies FontWeight[]).filter((weight) => pdfFonts[weight].isUsed());
  const fontEntries = used.map((weight) => [`F${weight}`, pdfFonts[weight].embed(context)] as const);
  const resources = context.register(
    context.obj({
      Font: Object.fromEntries(fontEntries),
      ExtGState: Object.fromEntries(
        [...opacities].map(([name, [fill, stroke]]) => [name, { Type: "ExtGState", ca: fill, CA: stroke }]),
      ),
    }),
  );
  for (const page of pages) page.node.set(PDFName.of("Resources"), resources);
  return document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false });
}
