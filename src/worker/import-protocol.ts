/** What the page asks and hears about files that are brought: first what they hold, then, decided, the study made of them. */
import type { Issue } from "../core/errors.ts";
import type { ControlBasis } from "../core/model/control-basis.ts";
import type { Sureness } from "../io/crs/weigh-systems.ts";
import type { SystemsLookedAt } from "../io/import/confirm-origins.ts";
import type { TemplateFormat, TemplateId } from "../io/import/import-templates.ts";
import type { FacilityJoin, Joining, JoiningByService } from "../io/import/join-facilities.ts";
import type { LayerSettings, RoleChoice, SettingsByLayer } from "../io/layers/layer-settings.ts";
import type { ControlledGroup, PeopleControl } from "../io/people/control-totals.ts";
import type { MatchReason } from "../io/roster/match-reason.ts";
import type { MatchState } from "../io/roster/match-rows.ts";
import type { RowDecision } from "../io/roster/review-matches.ts";
import type { SkippedRows } from "../io/spreadsheet/find-table.ts";
import type { Meaning } from "../io/tables/column-headers.ts";
import type { ColumnMeaning } from "../io/tables/column-names.ts";
import type { GivenFile, NamedBytes, OpenedStudy } from "./protocol.ts";

export type {
  ColumnMeaning,
  ControlBasis,
  ControlledGroup,
  FacilityJoin,
  Joining,
  LayerSettings,
  Meaning,
  PeopleControl,
  RoleChoice,
  RowDecision,
  SettingsByLayer,
  TemplateFormat,
  TemplateId,
};

/** A column as it is offered: what it is called, what it holds, what it is taken for. */
export interface ImportColumn {
  readonly name: string;
  /** `text`, `code`, `number` … of a sheet; "" for shapes. */
  readonly kind: string;
  readonly samples: readonly string[];
  readonly meaning: ColumnMeaning | null;
}

/** The first rows of a sheet as the file has them. */
export interface GridSample {
  /** As whoever opens the file counts them, from 1. */
  readonly firstRow: number;
  readonly rows: readonly (readonly string[])[];
  /** `header`, `data` or why the row is none. */
  readonly marks: readonly string[];
}

export interface SheetView {
  readonly headerRows: readonly number[];
  readonly skipped: readonly SkippedRows[];
  readonly sample: GridSample;
}

export interface WeighedSystemView {
  readonly id: string;
  readonly title: string;
  readonly isStated: boolean;
  readonly insideCount: number;
  readonly medianMetres: number | null;
  readonly communityShare: number | null;
}

export interface WeighingView {
  readonly sureness: Sureness;
  readonly sampleCount: number;
  readonly nearCount: number;
  readonly ratio: number | null;
  readonly systems: readonly WeighedSystemView[];
}

export interface MatchCandidateView {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
  /** False: known to the roster, not in this study. */
  readonly isInStudy: boolean;
}

export interface MatchRowView {
  readonly label: string;
  readonly text: string;
  readonly state: MatchState;
  readonly isAmbiguous: boolean;
  readonly candidates: readonly MatchCandidateView[];
  /** What stands: by hand, or because it is certain; null while it waits. */
  readonly decision: RowDecision | null;
  readonly isByHand: boolean;
}

export interface MatchingView {
  readonly all: number;
  /** Of them rows that state people of whole townships or counties. */
  readonly ofUnits: number;
  readonly toDecide: number;
  readonly placed: number;
  readonly outside: number;
  /** At most `MOST_MATCH_ROWS`, those that wait first. */
  readonly rows: readonly MatchRowView[];
}

/** Shapes to look at on the map; a large layer as a sample. */
export interface PreviewShapes {
  /** Interleaved lon, lat. */
  readonly points: Float64Array;
  readonly lines: readonly Float64Array[];
  readonly total: number;
}

export interface ImportLayerView {
  /** What settings and issues call it. */
  readonly title: string;
  readonly file: string;
  readonly name: string;
  /** Of rows without a position that were set apart from a layer: that layer's title; else null. */
  readonly restOf: string | null;
  readonly format: string;
  readonly encoding: string;
  readonly shape: "points" | "lines" | "areas" | "list";
  /** Rows or features that are data. */
  readonly count: number;
  readonly isLeftOut: boolean;
  /** Parts that it was told to be with the rows that can be used as such, perhaps none; empty where it cannot be told. */
  readonly roles: readonly { readonly role: string; readonly count: number }[];
  readonly columns: readonly ImportColumn[];
  /** Columns with the positions, east first; null where there are none. */
  readonly positionColumns: readonly [string, string] | null;
  readonly sheet: SheetView | null;
  readonly system: { readonly id: string; readonly title: string; readonly basis: string } | null;
  readonly weighing: WeighingView | null;
  readonly matching: MatchingView | null;
  /** Columns of men and women that could be added up, or are; null where there are none. */
  readonly sexes: { readonly columns: string; readonly isSummed: boolean } | null;
  /** Rows left out because they lie nowhere. */
  readonly leftOutCount: number;
  readonly preview: PreviewShapes;
  readonly issues: readonly Issue[];
}

/** A file that is no table. */
export interface WholeView {
  readonly name: string;
  readonly format: string;
  /** Of a raster of people, or one that could not be read as such: whose people its bands count, "" where unknown; null for anything else. */
  readonly ages: string | null;
}

export interface ImportView {
  readonly layers: readonly ImportLayerView[];
  /** Files that are no tables: a study, an OSM extract, a raster, a plan. */
  readonly wholes: readonly WholeView[];
  /** What concerns no single layer. */
  readonly issues: readonly Issue[];
  /** The study that is open, to which layers can be added. */
  readonly base: {
    readonly title: { readonly zh: string; readonly en: string };
    readonly demonstration: boolean;
  } | null;
  readonly isAdded: boolean;
  /** Of each service that the study has and files bring. */
  readonly joins: readonly FacilityJoin[];
  /** Services that only the files bring, with the number of their facilities. */
  readonly added: readonly { readonly serviceId: string; readonly count: number }[];
  /** People of the whole study before they are scaled, empty where it counts no people; null where it cannot be made yet. */
  readonly people: readonly ControlledGroup[] | null;
  /** What would keep the study from being made, beside the layers' own issues. */
  readonly assemblyIssues: readonly Issue[];
  /** Ids of services to choose from. */
  readonly services: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
  readonly communities: readonly { readonly id: string; readonly name: string; readonly place: string }[];
}

export interface ImportDecisions {
  readonly settings: SettingsByLayer;
  /** By file. */
  readonly encodings: Readonly<Record<string, string>>;
  /** Whether the layers are added to the study that is open. */
  readonly isAdded: boolean;
  readonly adminLevel: number | null;
  /** How brought facilities come to those of the open study; a service that is not named is replaced. */
  readonly joining: JoiningByService;
  readonly control: PeopleControl;
  /** The systems that layers were shown in on the map: they count as confirmed once the study is made. */
  readonly lookedAt: SystemsLookedAt;
}

export interface ImportRequests {
  /** Reads files and says what they hold; the open study is untouched. */
  beginImport: [
    {
      readonly files: readonly GivenFile[];
      /** What is decided from the start: all of it where an import that broke off is taken up again. */
      readonly decisions: ImportDecisions;
      /** Where the roster of communities lies, on the page's own origin. */
      readonly rosterUrl: string;
      /** The day where the reader is (ISO 8601): the worker has no calendar of its own. */
      readonly importedOn: string;
    },
    ImportView,
  ];
  /** Reads them again as decided. */
  reviseImport: [ImportDecisions, ImportView];
  /** Makes the study; on failure the open one is untouched. */
  finishImport: [ImportDecisions, OpenedStudy];
  /** Forgets the files. */
  endImport: [Record<string, never>, boolean];
  /** A form to fill in; needs no files. */
  writeTemplate: [{ readonly id: TemplateId; readonly format: TemplateFormat }, NamedBytes];
  /** Rows of a list that have no community, as CSV. */
  unmatchedRows: [{ readonly title: string }, NamedBytes | null];
}
