/** What an import is told: files, and what somebody says of them and of the whole. */
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Study } from "../../core/model/study.ts";
import type { LayerSettings, SettingsByLayer } from "../layers/layer-settings.ts";
import type { PeopleControl } from "../people/control-totals.ts";
import type { LayerRole } from "../roles/detect-roles.ts";
import type { Roster } from "../roster/roster-file.ts";
import type { JoiningByService } from "./join-facilities.ts";
import type { SourceFile } from "./open-sources.ts";

export interface ImportFile extends SourceFile {
  /** What the file is, where the user says so. */
  readonly as?: LayerRole;
  /** The coordinate system of its numbers, where the user says so. */
  readonly crs?: string;
  /** Of a raster of people: whose people its bands count (`60+`; `all,0-2,60+` for three bands). */
  readonly ages?: string;
}

export interface ImportOptions {
  /** admin_level of the communities of an OSM file; null chooses. */
  readonly adminLevel: number | null;
  readonly id?: string;
  readonly title?: LocalizedText;
  /** A study to add the files' layers to. */
  readonly base?: Study;
  /** People of the whole study as known from elsewhere; differences are told, and scaled away where that is asked for. */
  readonly control?: PeopleControl;
  /** How brought facilities come to those of the base, by service; they take their place where nothing is said. */
  readonly joining?: JoiningByService;
  /** What is said of every file, those in folders and archives included. */
  readonly ofAll?: Pick<LayerSettings, "acceptLikely" | "leaveOutFaulty">;
  /** What was decided about single layers, by title. */
  readonly settings?: SettingsByLayer;
  /** Names and codes of the city's communities, for lists without coordinates. */
  readonly loadRoster?: () => Promise<Roster | null>;
  /** The day of the import (ISO 8601), which the layers' origins tell; left out where it is not to be told. */
  readonly importedOn?: string;
  /** Adds up columns of men and women where a table has no column of both. */
  readonly sumSexes?: boolean;
}
