/** A scene as SVG 1.1: millimetres as user units, text as text. Texts and names are escaped; equal scenes give equal bytes. */
import { toDrawnText } from "./drawn-text.ts";
import { DOT_ANGLE } from "./flatten-hatches.ts";
import type { Fill, GroupMark, Hatch, Mark, RectMark, Scene, Stroke, TextMark } from "./scene.ts";
import { writeNumber, writePathData } from "./svg-path.ts";

/** The typeface that is measured comes first; the others stand on the systems of readers who lack it. */
const FONT_FAMILIES =
  '"Noto Sans SC","Source Han Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif';

/** Widths are those that `measureText` tells: not kerned. */
const FONT = ` font-family="${escapeXml(FONT_FAMILIES)}" font-kerning="none"`;

/** Definition by its id; ids tell the content, so that several drawings in one page may share them. */
type Definitions = Map<string, string>;

/** The whole drawing. `title` is read out to those who cannot see it. */
export function paintSvg(scene: Scene, title = ""): string {
  const { widthMm, heightMm, background } = scene;
  const words = title === "" ? "" : `<title>${escapeXml(toDrawnText(title))}</title>\n`;
  const ground =
    background === null
      ? ""
      : `<rect width="${exact(widthMm)}" height="${exact(heightMm)}" fill="${escapeXml(background)}"/>\n`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${exact(widthMm)}mm" height="${exact(heightMm)}mm" viewBox="0 0 ${exact(widthMm)} ${exact(heightMm)}" role="img"${FONT}>
${words}${ground}${paintSvgMarks(scene.marks)}
</svg>
`;
}

/** Marks as elements, after the definitions that they use. */
function paintSvgMarks(marks: readonly Mark[]): string {
  const definitions: Definitions = new Map();
  const body: string[] = [];
  for (const mark of marks) paintMark(mark, definitions, body);
  const defs = definitions.size === 0 ? "" : `<defs>${[...definitions.values()].join("")}</defs>\n`;
  return defs + body.join("\n");
}

/** A rectangle of a drawing's pixels. */
export interface PixelWindow {
  readonly pixelsPerMillimetre: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The marks as they fall on a rectangle of pixels, moved by whole pixels. */
export function paintSvgPixels(marks: readonly Mark[], window: PixelWindow): string {
  const { pixelsPerMillimetre: scale, left, top, width, height } = window;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"${FONT}><g transform="matrix(${scale} 0 0 ${scale} ${-left} ${-top})">
${paintSvgMarks(marks)}
</g></svg>`;
}

/** Sizes of a page and of a window keep the decimals that whole pixels need. */
function exact(value: number): string {
  return String(Number(value.toFixed(6)));
}

function paintMark(mark: Mark, definitions: Definitions, body: string[]): void {
  switch (mark.kind) {
    case "path": {
      const data = writePathData(mark.parts, mark.isClosed);
      if (data !== "")
        body.push(`<path d="${data}"${describeLook(mark.fill, mark.stroke, definitions)} fill-rule="evenodd"/>`);
      return;
    }
    case "rect": {
      const radius = mark.radiusMm ? ` rx="${writeNumber(mark.radiusMm)}"` : "";
      body.push(`<rect ${describeBox(mark)}${radius}${describeLook(mark.fill, mark.stroke, definitions)}/>`);
      return;
    }
    case "circle":
      body.push(
        `<circle cx="${writeNumber(mark.x)}" cy="${writeNumber(mark.y)}" r="${writeNumber(mark.radiusMm)}"${describeLook(mark.fill, mark.stroke, definitions)}/>`,
      );
      return;
    case "text":
      body.push(writeText(mark));
      return;
    case "group":
      paintGroup(mark, definitions, body);
  }
}

function paintGroup(group: GroupMark, definitions: Definitions, body: string[]): void {
  const name = group.name === undefined ? "" : ` data-name="${escapeXml(toDrawnText(group.name))}"`;
  const move =
    group.x === 0 && group.y === 0 ? "" : ` transform="translate(${writeNumber(group.x)} ${writeNumber(group.y)})"`;
  let clip = "";
  if (group.clip) {
    const { x, y, width, height } = group.clip;
    const id = `clip${[x, y, width, height].map((value) => `_${writeNumber(value)}`).join("")}`;
    definitions.set(id, `<clipPath id="${id}"><rect ${describeBox(group.clip)}/></clipPath>`);
    clip = ` clip-path="url(#${id})"`;
  }
  body.push(`<g${name}${move}${clip}>`);
  for (const mark of group.marks) paintMark(mark, definitions, body);
  body.push("</g>");
}

function describeBox(box: Omit<RectMark, "kind">): string {
  return `x="${writeNumber(box.x)}" y="${writeNumber(box.y)}" width="${writeNumber(box.width)}" height="${writeNumber(box.height)}"`;
}

function describeLook(fill: Fill | undefined, stroke: Stroke | undefined, definitions: Definitions): string {
  return describeFill(fill, definitions) + describeStroke(stroke);
}

function describeFill(fill: Fill | undefined, definitions: Definitions): string {
  if (!fill) return ' fill="none"';
  if ("hatch" in fill) return ` fill="url(#${defineHatch(fill.hatch, definitions)})"`;
  return ` fill="${escapeXml(fill.colour)}"${describeOpacity("fill-opacity", fill.opacity)}`;
}

function describeStroke(stroke: Stroke | undefined): string {
  if (!stroke) return "";
  const dash = stroke.dashMm?.length ? ` stroke-dasharray="${stroke.dashMm.map(writeNumber).join(" ")}"` : "";
  const cap = stroke.cap && stroke.cap !== "butt" ? ` stroke-linecap="${stroke.cap}"` : "";
  const join = stroke.join && stroke.join !== "miter" ? ` stroke-linejoin="${stroke.join}"` : "";
  return ` stroke="${escapeXml(stroke.colour)}" stroke-width="${exact(stroke.widthMm)}"${describeOpacity("stroke-opacity", stroke.opacity)}${dash}${cap}${join}`;
}

function describeOpacity(attribute: string, opacity: number | undefined): string {
  return opacity === undefined || opacity >= 1 ? "" : ` ${attribute}="${writeNumber(opacity)}"`;
}

/** A tile with one stroke, or with one dot in its middle, turned as a whole. */
function defineHatch(hatch: Hatch, definitions: Definitions): string {
  const { kind, colour, opacity, angle, spacingMm: step, widthMm } = hatch;
  const numbers = [angle, step, widthMm, opacity].map(exact);
  const id = `hatch_${kind}_${colour.replace(/\W/g, "")}_${numbers.join("_")}`;
  if (definitions.has(id)) return id;
  const ink = `fill="${escapeXml(colour)}"${describeOpacity("fill-opacity", opacity)}`;
  const degrees = kind === "dots" ? DOT_ANGLE : angle;
  const turn = degrees === 0 ? "" : ` patternTransform="rotate(${exact(degrees)})"`;
  const sign =
    kind === "dots"
      ? `<circle cx="${exact(step / 2)}" cy="${exact(step / 2)}" r="${exact(widthMm / 2)}" ${ink}/>`
      : `<rect y="${exact((step - widthMm) / 2)}" width="${exact(step)}" height="${exact(widthMm)}" ${ink}/>`;
  definitions.set(
    id,
    `<pattern id="${id}" patternUnits="userSpaceOnUse" width="${exact(step)}" height="${exact(step)}"${turn}>${sign}</pattern>`,
  );
  return id;
}

function writeText(mark: TextMark): string {
  const x = writeNumber(mark.x);
  const y = writeNumber(mark.y);
  const weight = mark.weight === 400 ? "" : ` font-weight="${mark.weight}"`;
  const anchor = mark.anchor === "start" ? "" : ` text-anchor="${mark.anchor}"`;
  const turn = mark.angle ? ` transform="rotate(${writeNumber(mark.angle)} ${x} ${y})"` : "";
  // A stroke lies half inside the letters: twice the width reaches that far beyond them.
  const halo = mark.halo
    ? ` stroke="${escapeXml(mark.halo.colour)}" stroke-width="${exact(2 * mark.halo.widthMm)}" stroke-linejoin="round" paint-order="stroke"`
    : "";
  return `<text x="${x}" y="${y}" font-size="${exact(mark.sizeMm)}"${weight} fill="${escapeXml(mark.colour)}"${anchor}${halo}${turn} xml:space="preserve">${escapeXml(toDrawnText(mark.text))}</text>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}
