/** What somebody decides about a layer that is brought; whatever is left out is decided by what the file holds. */

import type { LayerRole } from "../roles/detect-roles.ts";
import type { RowDecision } from "../roster/review-matches.ts";
import type { TableSettings } from "../spreadsheet/find-table.ts";
import type { ColumnMeaning } from "../tables/column-names.ts";
import { type SourceLayer, titleOfSource } from "../tables/source-layer.ts";

/** `leave-out`: the layer is not taken. */
export type RoleChoice = LayerRole | "leave-out";

export interface LayerSettings {
  readonly role?: RoleChoice;
  /** As `findCoordinateSystem` or the layer's own hypotheses name it. */
  readonly crs?: string;
  /** Of a raster of people: whose people its bands count, as `readAges` reads them, set apart by commas; `-` leaves a band out. */
  readonly ages?: string;
  /** Where a sheet's header and rows are. */
  readonly table?: TableSettings;
  /** The column of a meaning, by name; null where none has it. */
  readonly columns?: Readonly<Partial<Record<ColumnMeaning, string | null>>>;
  /** `communities`: rows stand at the community that they name, whatever coordinates they have. */
  readonly placing?: "coordinates" | "communities";
  /** Of a list without coordinates: what was decided by hand, by the row's label. */
  readonly decisions?: Readonly<Record<string, RowDecision>>;
  /** Whether rows whose community is likely, but not certain, are placed there. */
  readonly acceptLikely?: boolean;
  /** Rows that cannot be placed are left out, and listed, instead of refusing the layer. */
  readonly leaveOutFaulty?: boolean;
  /** Columns of men and women are added up where the table has none of both. */
  readonly sumSexes?: boolean;
}

/** By the layer's title. */
export type SettingsByLayer = Readonly<Record<string, LayerSettings>>;

const NOTHING_SET: LayerSettings = {};

/** What was decided about a layer: under its own title, else under its file's name. */
export function settingsOf(layer: SourceLayer, settings: SettingsByLayer): LayerSettings {
  const title = titleOfSource(layer);
  const found = Object.hasOwn(settings, title) ? settings[title] : undefined;
  if (found) return found;
  return (Object.hasOwn(settings, layer.file) ? settings[layer.file] : undefined) ?? NOTHING_SET;
}
