/**
 * A chart as data: what it shows, in which unit, counted how. `chart-scene` draws it; the page draws the same scene and links
 * it with the map; the slides make a native chart of it that stays editable. Plain values only.
 */

import type { DemandUnit } from "../../core/model/demand.ts";
import type { Language } from "../../core/model/format-number.ts";

interface ChartBase {
  /** Unique in a document: `coverage-by-district:clinic` … */
  readonly id: string;
  readonly title: string;
  /** 口径: unit, group, reach, date, in one line under the title. */
  readonly basis: string;
  /** 演示数据 stands beside the title. */
  readonly isDemonstration: boolean;
  /** What `people` counts in a study without persons; persons where left out. */
  readonly demandUnit?: DemandUnit;
  /** Of all its texts and of all that is said of it; Chinese where left out. */
  readonly language?: Language;
}

/** A bar per category (districts), in one or two measures. */
export interface BarChart extends ChartBase {
  readonly kind: "bars";
  readonly unit: "share" | "people";
  readonly categories: readonly {
    readonly id: string;
    readonly name: string;
  }[];
  readonly series: readonly {
    readonly name: string;
    readonly colour: string;
    /** One a category; null: not testable, said in words and never drawn as 0. */
    readonly values: readonly (number | null)[];
  }[];
  /** A line across all bars with its words (the pass mark), in the unit; null: none. */
  readonly mark: { readonly value: number; readonly name: string } | null;
  /** What shares are of, in the demand unit, one a category: told in tables, not drawn. */
  readonly amounts?: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** Lines over a numeric axis: share of people by minutes, Lorenz curve, people gained by the number of new sites. */
export interface LineChart extends ChartBase {
  readonly kind: "lines";
  readonly x: { readonly name: string; readonly unit: "minutes" | "share" | "count"; readonly upTo: number };
  readonly y: { readonly name: string; readonly unit: "share" | "people" };
  readonly series: readonly {
    readonly name: string;
    readonly colour: string;
    readonly isDashed: boolean;
    /** Ascending in x. */
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
  /** A line upwards with its words (the cutoff); null: none. */
  readonly mark: { readonly value: number; readonly name: string } | null;
}

/** From a first amount over steps to a last one: what each edit of a scenario adds. */
export interface WaterfallChart extends ChartBase {
  readonly kind: "waterfall";
  readonly unit: "people";
  readonly from: { readonly name: string; readonly value: number };
  readonly steps: readonly { readonly id: string; readonly name: string; readonly change: number }[];
  readonly to: { readonly name: string; readonly value: number };
}

export type Chart = BarChart | LineChart | WaterfallChart;
