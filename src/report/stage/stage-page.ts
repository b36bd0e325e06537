/**
 * The stage as one file of HTML that opens from a stick without a network: views with their maps as vectors, flights
 * between them, a line to swipe before and after, notes for the presenter. Every text is escaped; the page's own policy lets
 * nothing run but its own script and fetches nothing.
 */
import { escapeText } from "./escape-text.ts";
import { STAGE_SCRIPT } from "./stage-script.ts";
import { STAGE_MAP, type StageSlide } from "./stage-slides.ts";
import { STAGE_STYLE } from "./stage-style.ts";

export interface StageWords {
  readonly title: string;
  readonly isDemonstration: boolean;
  /** 内部资料 · 未经审图 or the number of review. */
  readonly stamp: string;
  /** Lines of the last view: where the numbers come from. */
  readonly trace: readonly string[];
}

/** @param scriptHash base64 of the script's sha256, for the page's policy */
export function writeStagePage(slides: readonly StageSlide[], words: StageWords, scriptHash: string): string {
  const { title, isDemonstration, stamp, trace } = words;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const badge = isDemonstration ? `<span class="badge">演示数据</span>` : "";
  const frames = slides.map(({ frame, before }) => ({ ...frame, isSwiped: before !== null }));
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<style>${STAGE_STYLE}</style>
</head>
<body>
<header>
<strong>${escapeText(title)}</strong>${badge}<span class="stamp">${escapeText(stamp)}</span>
<span id="place" aria-live="polite"></span>
<button id="previous" type="button">上一幅</button>
<button id="next" type="button">下一幅</button>
<button id="notes" type="button" aria-pressed="false">备注 N</button>
<button id="full" type="button">全屏 F</button>
</header>
<main id="views" data-width-mm="${STAGE_MAP.widthMm}" data-height-mm="${STAGE_MAP.heightMm}">
${slides.map(writeSlide).join("\n")}
<section class="view view-trace" hidden>
<div class="trace"><h2>数据与口径</h2>${trace.map((line) => `<p>${escapeText(line)}</p>`).join("")}</div>
</section>
</main>
<script type="application/json" id="frames">${JSON.stringify(frames).replaceAll("<", "\\u003c")}</script>
<script>${STAGE_SCRIPT}</script>
</body>
</html>
`;
}

function writeSlide(slide: StageSlide, index: number): string {
  const { title, sentence, basis, figures, notes } = slide;
  return `<section class="view" aria-label="${escapeText(`${index + 1} ${title}`)}" hidden>
<div class="map">
<div class="picture">${placePicture(slide.svg, `v${index}`)}</div>
${writeBefore(slide, index)}${writeLegend(slide)}
</div>
<footer>
<div class="words"><p class="sentence">${escapeText(sentence)}</p><p class="basis">${escapeText(basis)}</p></div>
<dl>${figures.map(({ name, value }) => `<div><dt>${escapeText(name)}</dt><dd>${escapeText(value)}</dd></div>`).join("")}</dl>
</footer>
<aside class="notes" hidden>${escapeText(notes.trim() || "这一幅没有备注。")}</aside>
</section>`;
}

/** A picture that fills its place, with ids of its own: what a hidden picture defines is not drawn in another. */
function placePicture(svg: string, prefix: string): string {
  return svg
    .replace("<svg ", `<svg preserveAspectRatio="xMidYMid slice" `)
    .replaceAll(/ id="([^"]+)"/g, ` id="${prefix}-$1"`)
    .replaceAll(/url\(#([^)]+)\)/g, `url(#${prefix}-$1)`);
}

function writeBefore({ before }: StageSlide, index: number): string {
  if (!before) return "";
  return `<div class="picture before">${placePicture(before.svg, `b${index}`)}</div>
<input class="line" type="range" min="0" max="100" value="50" aria-label="前后对比">
<span class="side side-before">${escapeText(before.name)}</span><span class="side side-after">${escapeText(before.nameAfter)}</span>
`;
}

function writeLegend({ legend }: StageSlide): string {
  if (legend.rows.length === 0) return "";
  const rows = legend.rows.map(
    ({ kind, label, colour, texture, count }) =>
      `<tr class="${kind}"><td><i class="${texture}"${colour === "" ? "" : ` style="background-color:${escapeText(colour)}"`}></i></td><th scope="row">${escapeText(label)}</th><td>${count}</td></tr>`,
  );
  return `<table class="legend"><caption>${escapeText(legend.title)}</caption><tbody>${rows.join("")}</tbody></table>`;
}
