/** Finds every number that a page shows, and whether a control leads from it to its rows and assumptions. */
import type { Page } from "playwright-core";

export interface UnledFigure {
  readonly text: string;
  /** Tags and classes from the number outwards, to find it by. */
  readonly place: string;
}

export interface FigureCensus {
  readonly numbers: number;
  readonly unled: readonly UnledFigure[];
}

/**
 * What stands on screen and is no figure of the analysis, each with its reason. A number in one of these needs no account.
 */
const EXEMPTIONS: Readonly<Record<string, string>> = {
  "select, option, input, textarea": "a setting that the reader chooses, not a result",
  "fieldset:not([data-figures]), .panel-section.time, .map-legend-fields":
    "choices: the minutes, speeds and shares that are asked for",
  "label:not([data-figures] label)": "the words of a choice",
  "q, blockquote, blockquote footer": "the plan's own words and where they stand",
  "time, .bar-date, .stated-mark": "dates",
  "kbd, .bar, .rail": "the name of the study, its date, keyboard hints and commands",
  "code, .data-hashes": "names and checksums of files",
  ".target-id": "ids",
  thead: "headings of columns",
  summary: "a heading that unfolds the rows under it",
  "[data-rows-below]": "a count whose list stands right below",
  ".map-stamp": "the coordinate system",
  ".curve-tick, .maplibregl-ctrl, .map-scale": "ticks of axes and the scale bar",
  ".visually-hidden": "the same numbers said to a screen reader",
  ".figure-panel": "an account itself: the rows and assumptions",
  ".basis:not(.fold)": "the inputs and assumptions in full",
  ".figure-assumptions, .data-sources, .data-note, .target-notes": "assumptions and sources as sentences",
  '[data-testid="kept-studies"], .keeping-notice': "when studies were kept in the browser and how large they are",
  ".later": "what a workspace will do one day",
  ".tour, [role=dialog]": "help",
  ".progress-line, .progress": "how far a computation has come",
};

/** Every visible text with a digit. A number is led where it stands in, or in a block beside, a control that opens an account, or in a row whose own control opens a card or a target that has one. */
export async function listFigures(page: Page): Promise<FigureCensus> {
  return await page.evaluate((exempt) => {
    const isVisible = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const leadsOn = (start: Element): boolean => {
      if (start.closest("[data-figure]")) return true;
      const block = start.closest("[data-figures]");
      // A block that has lost its source is not helped by a wider one.
      if (block) {
        const own = [...block.querySelectorAll(".figure-source")];
        if (own.some((source) => source.closest("[data-figures]") === block && isVisible(source))) return true;
      }
      const row = start.closest("tr, li, [role=row]");
      return row?.querySelector("[data-leads]") != null || start.closest("[data-leads]") !== null;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const unled: { text: string; place: string }[] = [];
    let numbers = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? "").trim();
      const start = node.parentElement;
      if (!start || !/\d/.test(text) || /^(script|style)$/i.test(start.tagName) || !isVisible(start)) continue;
      if (start.closest(exempt) || /^\d{4}-\d{2}-\d{2}$/.test(text)) continue;
      numbers++;
      if (leadsOn(start)) continue;
      const path: string[] = [];
      for (let element: Element | null = start; element && path.length < 5; element = element.parentElement)
        path.push(`${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
      unled.push({ text: text.slice(0, 60), place: path.join(" < ") });
    }
    return { numbers, unled };
  }, Object.keys(EXEMPTIONS).join(", "));
}
