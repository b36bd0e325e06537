/** A scene as SVG 1.1: millimetres as user units, text as text. Texts and names are escaped; equal scenes give equal bytes. */
import { toDrawnText } from "./drawn-text.ts";
import type { Fill, GroupMark, Hatch, Mark, Scene, Stroke, TextMark } from "./scene.ts";
import { writeNumber, writePathData } from "./svg-path.ts";

/** The typeface that is measured comes first; the others stand on the systems of readers who lack it. */
const FONT_FAMILIES =
  '"Noto Sans SC","Source Han Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif';

interface Definitions {
  /** Definition by its id; ids tell the content, so that several drawings in one page may share them. */
  readonly byId: Map<string, string>;
}

/** The window of a scene that is painted, in millimetres; all of it where none is given. */
export interface SceneWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The whole drawing, or what lies in a window of it. `title` is read out to those who cannot see it. */
export function paintSvg(scene: Scene, title = "", window?: SceneWindow): string {
  const { x, y, width, height } = window ?? { x: 0, y: 0, width: scene.widthMm, height: scene.heightMm };
  const definitions: Definitions = { byId: new Map() };
  const body: string[] = [];
  if (scene.background !== null)
    body.push(
      `<rect width="${writeNumber(scene.widthMm)}" height="${writeNumber(scene.heightMm)}" fill="${escapeXml(scene.background)}"/>`,
    );
  for (const mark of scene.marks) paintMark(mark, definitions, body);
  const defs = definitions.byId.size === 0 ? "" : `<defs>${[...definitions.byId.values()].join("")}</defs>\n`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${exact(width)}mm" height="${exact(height)}mm" viewBox="${[x, y, width, height].map(exact).join(" ")}" role="img" font-family="${escapeXml(FONT_FAMILIES)}" font-kerning="none">
${title === "" ? "" : `<title>${escapeXml(toDrawnText(title))}</title>\n`}${defs}${body.join("\n")}
</svg>
`;
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
    definitions.byId.set(id, `<clipPath id="${id}"><rect ${describeBox(group.clip)}/></clipPath>`);
    clip = ` clip-path="url(#${id})"`;
  }
  body.push(`<g${name}${move}${clip}>`);
  for (const mark of group.marks) paintMark(mark, definitions, body);
  body.push("</g>");
}

function describeBox(box: SceneWindow): string {
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
  if (definitions.byId.has(id)) return id;
  const ink = `fill="${escapeXml(colour)}"${describeOpacity("fill-opacity", opacity)}`;
  const turn = kind === "dots" || angle === 0 ? "" : ` patternTransform="rotate(${exact(angle)})"`;
  const sign =
    kind === "dots"
      ? `<circle cx="${exact(step / 2)}" cy="${exact(step / 2)}" r="${exact(widthMm / 2)}" ${ink}/>`
      : `<rect y="${exact((step - widthMm) / 2)}" width="${exact(step)}" height="${exact(widthMm)}" ${ink}/>`;
  definitions.byId.set(
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
