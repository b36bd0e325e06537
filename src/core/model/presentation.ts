/**
 * What a planner prepares for presenting, as plain data kept with the study: how a map sheet is laid out, and the sequence
 * of views that the stage shows.
 */
import type { Position } from "./geometry.ts";
import type { Scope } from "./scope.ts";

export type PageName = "A4" | "A3" | "A2" | "A1" | "A0" | "16:9";

/** Width and height in millimetres, landscape; 16:9 is the slide of the common office programs (13.333 × 7.5 inches). */
export const PAGE_MILLIMETRES: Readonly<Record<PageName, readonly [width: number, height: number]>> = {
  A4: [297, 210],
  A3: [420, 297],
  A2: [594, 420],
  A1: [841, 594],
  A0: [1189, 841],
  "16:9": [338.667, 190.5],
};

/** What may be shown to whom: internal and unreviewed, or reviewed under a number that the user types (never invented). */
export type Stamp = { readonly kind: "internal" } | { readonly kind: "reviewed"; readonly number: string };

/** What colours the communities on a sheet or a view. */
export type ShownMeasure = "peopleShare" | "landShare" | "verdict" | "straightShare" | "difference";

/** Which part of the city a map shows: all of it, a unit of it (county, township or community), or a free view. */
export type ShownExtent =
  | { readonly kind: "study" }
  | { readonly kind: "unit"; readonly unitId: string }
  | { readonly kind: "view"; readonly center: Position; readonly metresPerMillimetre: number };

/** One map on a sheet. */
export interface SheetMap {
  readonly serviceId: string;
  /** "baseline" or a scenario's name. */
  readonly scenarioName: string;
  readonly measure: ShownMeasure;
}

/** A map sheet: one map, or several small ones in the same classes and extent. */
export interface MapLayout {
  readonly id: string;
  /** Unique in its study; the command line asks for it by this. */
  readonly name: string;
  readonly page: PageName;
  readonly isPortrait: boolean;
  /** "" takes a title made of the maps. */
  readonly title: string;
  /** 制图单位; "" leaves the line to be filled by hand. */
  readonly organisation: string;
  readonly stamp: Stamp;
  /** 1 to 6. */
  readonly maps: readonly SheetMap[];
  readonly extent: ShownExtent;
  readonly classes: { readonly method: "equal" | "quantile" | "natural" | "plan"; readonly count: number };
  readonly withLegend: boolean;
  readonly withScaleBar: boolean;
  readonly withNorthArrow: boolean;
  readonly withInset: boolean;
  readonly withGrid: boolean;
  /** False: 示意图, without streets, water and railways. */
  readonly withBasemap: boolean;
  readonly withNames: boolean;
  readonly withFacilities: boolean;
}

/** A view of the stage. */
export interface StageView {
  readonly id: string;
  /** The sentence that the leader reads; "" takes the answer's own. */
  readonly sentence: string;
  readonly serviceId: string;
  /** Whose figures are told. */
  readonly scope: Scope;
  readonly scenarioName: string;
  /** Swiped against this one; null: no swipe. */
  readonly beforeScenarioName: string | null;
  readonly measure: ShownMeasure;
  readonly cutoffMinutes: number;
  readonly camera: { readonly center: Position; readonly zoom: number };
  /** For the presenter alone. */
  readonly notes: string;
}

/** What the documents say of themselves. */
export interface DocumentSettings {
  /** "" takes the study's title. */
  readonly title: string;
  /** 编制单位; "" leaves the line to be filled by hand. */
  readonly organisation: string;
  readonly stamp: Stamp;
  /** Scenarios held against the study as it is. */
  readonly scenarioNames: readonly string[];
}

export const PLAIN_DOCUMENTS: DocumentSettings = {
  title: "",
  organisation: "",
  stamp: { kind: "internal" },
  scenarioNames: [],
};

export interface Presentation {
  readonly layouts: readonly MapLayout[];
  readonly views: readonly StageView[];
  readonly documents: DocumentSettings;
}

export const NO_PRESENTATION: Presentation = { layouts: [], views: [], documents: PLAIN_DOCUMENTS };

/** What was prepared in two places as one: the second's where both have the same id or say something; a sheet whose name is taken gets another. */
export function mergePresentations(first: Presentation, second: Presentation): Presentation {
  const taken = new Set(second.layouts.map(({ name }) => name));
  const layouts = withoutIdsOf(first.layouts, second.layouts).map((layout) => {
    const name = freeName(layout.name, taken);
    taken.add(name);
    return name === layout.name ? layout : { ...layout, name };
  });
  return {
    layouts: [...layouts, ...second.layouts],
    views: [...withoutIdsOf(first.views, second.views), ...second.views],
    documents: isPlain(second.documents) ? first.documents : second.documents,
  };
}

function isPlain({ title, organisation, stamp, scenarioNames }: DocumentSettings): boolean {
  return title === "" && organisation === "" && stamp.kind === "internal" && scenarioNames.length === 0;
}

/** Whether nothing was prepared. */
export function isEmptyPresentation({ layouts, views, documents }: Presentation): boolean {
  return layouts.length === 0 && views.length === 0 && isPlain(documents);
}

function withoutIdsOf<Item extends { readonly id: string }>(some: readonly Item[], others: readonly Item[]): Item[] {
  const known = new Set(others.map(({ id }) => id));
  return some.filter(({ id }) => !known.has(id));
}

/** The name itself where it is free, else the first of "name 2", "name 3" … that is. */
export function freeName(wished: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wished : `${wished} ${number}`;
    if (!taken.has(name)) return name;
  }
}
