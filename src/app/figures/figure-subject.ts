/** Which figure an account is asked of: small enough to be kept in the view, resolved only when somebody asks. */
import type { Verdict } from "../../core/plan/target.ts";
import type { ColourMethod, SheetId } from "../store/view-store.ts";

export type CoverageMeasure = "people" | "communities" | "land";

export type FigureSubject =
  | { readonly kind: "coverage"; readonly measure: CoverageMeasure; readonly method: ColourMethod }
  /** Shares by minutes of walking. */
  | { readonly kind: "curve" }
  /** The isochrone's bands. */
  | { readonly kind: "bands" }
  /** What the colours of the map count. */
  | { readonly kind: "map" }
  | { readonly kind: "community"; readonly communityIndex: number }
  | { readonly kind: "facility"; readonly facilityIndex: number }
  | { readonly kind: "access" }
  | { readonly kind: "equity" }
  | { readonly kind: "target"; readonly targetId: string }
  /** Targets by verdict; null: all. */
  | { readonly kind: "targets"; readonly verdict: Verdict | null }
  | { readonly kind: "sheet"; readonly sheet: SheetId }
  /** The answer of the siting workspace that is looked at. */
  | { readonly kind: "siting" }
  /** The colours of the map under it. */
  | { readonly kind: "sitingMap" }
  /** What one more facility would gain, anywhere. */
  | { readonly kind: "gain" }
  /** A scenario against the reference ("" is the study as it is); `unitId` null: all districts. */
  | { readonly kind: "comparison"; readonly scenarioId: string; readonly unitId: string | null }
  | { readonly kind: "comparedTarget"; readonly scenarioId: string; readonly targetId: string }
  /** A chart of the presenting workspace. */
  | { readonly kind: "chart"; readonly chartId: string }
  | { readonly kind: "study" };
