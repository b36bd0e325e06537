/** What is looked at and how: nothing here changes a number. */
import { create } from "zustand";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { TargetUnit } from "../../core/plan/target.ts";
import type { UnitFigures } from "../../core/plan/unit-figures.ts";
import type { Classification, MapMeasure } from "../../report/map/map-measure.ts";
import type { WalkedRoute } from "../../worker/protocol.ts";
import type { FigureSubject } from "../figures/figure-subject.ts";
import type { MapFocus } from "../map/study-map-props.ts";

export type WorkspaceId = "data" | "targets" | "coverage" | "siting" | "present";
export type Language = "zh-CN" | "en";
export type Theme = "light" | "dark";
export type TableMode = "gaps" | "met" | "all" | "townships";
/** Which distance colours the map. */
export type ColourMethod = "network" | "isochrone" | "straight";
/** What the colours count. */
export type ColourSubject =
  | "people"
  | "land"
  | "verdict"
  | "difference"
  | "backup"
  | "catchment"
  | "capacity"
  | "access";
/** A wide table under the map of the targets workspace. */
export type SheetId = "scoreboard" | "ledger" | "readings" | "inconsistencies" | "crossings" | "plans" | "robustness";
/** A part of a target's page that the map shows while it is unfolded. */
export interface TargetFold {
  readonly targetId: string;
  readonly part: "sensitivity" | "capacity";
}
/** One target under two plans, in units that both count. */
export interface ComparedUnits {
  readonly targetId: string;
  readonly title: LocalizedText;
  readonly unit: TargetUnit;
  readonly before: UnitFigures;
  readonly after: UnitFigures;
}
export type Panel = "search" | "tour" | "issues";
/** A sentence of the catalogue about something that failed beside the study. */
export type NoticeKey = "notice.language";

interface ViewState {
  readonly workspace: WorkspaceId;
  readonly language: Language;
  /** Of the workbench; the stage is always dark. */
  readonly theme: Theme;
  readonly method: ColourMethod;
  readonly subject: ColourSubject;
  readonly classification: Classification;
  readonly hoveredCommunityIndex: number | null;
  readonly selectedCommunityIndex: number | null;
  readonly selectedFacilityIndex: number | null;
  readonly selectedTargetId: string | null;
  /** The county of a value by county that was picked on the map. */
  readonly selectedCountyId: string | null;
  readonly focus: MapFocus | null;
  readonly route: WalkedRoute | null;
  readonly tableMode: TableMode;
  readonly panel: Panel | null;
  readonly notice: NoticeKey | null;
  readonly sheet: SheetId | null;
  readonly sheetIsTall: boolean;
  readonly targetFold: TargetFold | null;
  /** The target whose units are unfolded in the comparison of plans. */
  readonly comparedUnits: ComparedUnits | null;
  /** The figure whose account is open. */
  readonly figure: FigureSubject | null;
  /** True where the assumptions behind the figures are unfolded. */
  readonly basisOpen: boolean;
  /** True where capacity and backup cover, or equity, are unfolded: they are counted only while somebody looks. */
  readonly accessOpen: boolean;
  readonly equityOpen: boolean;
  /** True where the bands of the isochrone are drawn though another method colours the map. */
  readonly showIsochrone: boolean;
  /** True once the isochrone's figures are wanted beside the others. */
  readonly compareIsochrone: boolean;

  show(change: Partial<Omit<ViewState, "show" | "hover" | "select" | "fly">>): void;
  hover(communityIndex: number | null): void;
  select(communityIndex: number | null): void;
  /** Moves the camera once. */
  fly(target: MapFocus["target"]): void;
}

let focusKey = 0;

export const useView = create<ViewState>((set) => ({
  workspace: "coverage",
  language: "zh-CN",
  theme: "light",
  method: "network",
  subject: "people",
  classification: { method: "equal", count: 5 },
  hoveredCommunityIndex: null,
  selectedCommunityIndex: null,
  selectedFacilityIndex: null,
  selectedTargetId: null,
  selectedCountyId: null,
  focus: null,
  route: null,
  tableMode: "gaps",
  panel: null,
  notice: null,
  sheet: null,
  sheetIsTall: false,
  targetFold: null,
  comparedUnits: null,
  figure: null,
  basisOpen: false,
  accessOpen: false,
  equityOpen: false,
  showIsochrone: false,
  compareIsochrone: false,
  show: (change) => set(change),
  hover: (hoveredCommunityIndex) => set({ hoveredCommunityIndex }),
  select: (selectedCommunityIndex) => set({ selectedCommunityIndex, selectedFacilityIndex: null, route: null }),
  fly: (target) => set({ focus: { key: ++focusKey, target } }),
}));

const MEASURES: Readonly<Record<ColourSubject, MapMeasure>> = {
  people: "peopleShare",
  land: "landShare",
  verdict: "verdict",
  difference: "difference",
  backup: "backupShare",
  catchment: "catchment",
  capacity: "capacityState",
  access: "score",
};

/** What the map is asked to colour. Methods other than streets colour people only, so that their legends always say so. */
export function mapMeasure({ method, subject }: Pick<ViewState, "method" | "subject">): MapMeasure {
  if (method === "straight") return "straightShare";
  if (method === "isochrone") return "isochroneShare";
  return MEASURES[subject];
}

const LANGUAGE_KEY = "minsheng.language";

/** The language of the last visit, else Chinese. */
export function readLanguage(): Language {
  try {
    return localStorage.getItem(LANGUAGE_KEY) === "en" ? "en" : "zh-CN";
  } catch {
    return "zh-CN";
  }
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // A browser that forbids storage starts in Chinese each time.
  }
}

const THEME_KEY = "minsheng.theme";

/** The theme of the last visit, else light. */
export function readTheme(): Theme {
  try {
    return localStorage.getItem(THEME_KEY) === "dark" ? "dark" : "light";
  } catch {
    return "light";
  }
}

export function keepTheme(theme: Theme): void {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // A browser that forbids storage starts light each time.
  }
}
