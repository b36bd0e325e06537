/** Views of the stage as they stand in a file of their own: pictures, words and figures, all made beforehand. */
import type { AnalysisSession } from "../../core/analysis-session.ts";
import type { StageView } from "../../core/model/presentation.ts";
import { BASELINE_NAME } from "../../core/model/scenario.ts";
import { CORE_COUNTY_IDS, communitiesInScope, type Scope, scopeExists, WHOLE_STUDY } from "../../core/model/scope.ts";
import type { Study } from "../../core/model/study.ts";
import { factsOfService } from "../facts/service-facts.ts";
import { sumCoverage } from "../facts/sum-coverage.ts";
import { drawMap } from "../map/draw-map.ts";
import { createMapFrame } from "../map/map-frame.ts";
import { createPaperScale, metresPerPixelAt } from "../map/paper-zoom.ts";
import { paintSvg } from "../scene/paint-svg.ts";
import type { MeasureText } from "../scene/scene.ts";
import { type LegendRow, listLegendTables } from "../sheet/legend-rows.ts";
import { findScope, prepareMaps } from "../sheet/sheet-maps.ts";
import type { SheetRun } from "../sheet/sheet-source.ts";
import { scenarioTitle } from "../sheet/sheet-words.ts";
import { answerSentence, communityWord, threeFigures, wholeName } from "../words/answer-sentence.ts";
import { basisLine } from "../words/basis-lines.ts";

/** The map of a view in millimetres: a screen of 16:9 less the bars above and below it. */
export const STAGE_MAP = { widthMm: 360, heightMm: 166 } as const;
/** As many pixels across had the page on which a view was recorded, near enough. */
const RECORDED_PIXELS = 1366;

export interface StageRun extends SheetRun {
  readonly session: AnalysisSession;
}

export interface StageSlide {
  readonly title: string;
  readonly sentence: string;
  readonly basis: string;
  readonly figures: readonly { readonly name: string; readonly value: string }[];
  readonly legend: {
    readonly title: string;
    readonly rows: readonly (Omit<LegendRow, "counts"> & { readonly count: number })[];
  };
  /** Where the map looks, for flights. */
  readonly frame: { readonly lon: number; readonly lat: number; readonly metresPerMm: number };
  readonly notes: string;
  readonly svg: string;
  /** The scenario before, and both names; null where nothing is swiped. */
  readonly before: { readonly svg: string; readonly name: string; readonly nameAfter: string } | null;
}

/**
 * One view made ready.
 * @param run of the scenario on show
 * @param runBefore of the scenario that it is swiped against; null: none
 * @returns null where the study has no such service
 */
export function makeStageSlide(
  view: StageView,
  run: StageRun,
  runBefore: StageRun | null,
  measureText: MeasureText,
): StageSlide | null {
  const { study, result, session } = run;
  const coverage = result.services.find(({ serviceId }) => serviceId === view.serviceId);
  if (!coverage) return null;
  const facts = factsOfService(session, coverage, result.parameters);
  const scope = scopeExists(study, view.scope) ? view.scope : WHOLE_STUDY;
  const isWhole = scope.areaId === "all" && scope.kind === "all";
  const indexes = communitiesInScope(study, scope);
  const sums = sumCoverage(study, coverage, indexes, result.parameters.passShare);
  const asked = isWhole ? null : { ...sums, name: areaName(study, scope) };
  const [lon, lat] = view.camera.center;
  const metresPerMm = (RECORDED_PIXELS * metresPerPixelAt(lat, view.camera.zoom)) / STAGE_MAP.widthMm;
  const frame = createMapFrame(
    { kind: "view", center: view.camera.center, metresPerMillimetre: metresPerMm },
    STAGE_MAP.widthMm,
    STAGE_MAP.heightMm,
  );
  const runs = runBefore ? [run, runBefore] : [run];
  const prepared = prepareMaps(
    { study, runs, date: "" },
    {
      maps: runs.map(({ scenarioName }) => ({ serviceId: view.serviceId, scenarioName, measure: view.measure })),
      classes: { method: "equal", count: 5 },
    },
    { ...findScope(study, { kind: "study" }), indexes: isWhole ? null : new Set(indexes) },
  );
  const scale = createPaperScale(frame.denominator, lat, STAGE_MAP.widthMm / RECORDED_PIXELS);
  const pictures = prepared.map(({ run: own, classes, newFacilities }) => {
    const content = {
      study: own.study,
      serviceId: view.serviceId,
      classes,
      scope: isWhole ? null : new Set(indexes),
      newFacilities,
    };
    const choices = { withBasemap: true, withNames: true, withFacilities: true };
    const { group } = drawMap(content, choices, frame, scale, measureText);
    const title = `${facts.service.title.zh} · ${scenarioTitle(own.scenarioName)}`;
    return paintSvg({ ...STAGE_MAP, background: null, marks: [group] }, title);
  });
  const [table] = listLegendTables(prepared, true);
  const [svg = "", svgBefore] = pictures;
  return {
    title: facts.service.title.zh,
    sentence: view.sentence.trim() || answerSentence({ study, result }, facts, asked, kindWord(study, scope)),
    basis: basisLine(study, result, coverage),
    figures: threeFigures({ study }, { ...facts, whole: sums }),
    legend: {
      title: table?.title ?? "",
      rows: (table?.rows ?? []).map(({ counts, ...row }) => ({ ...row, count: counts[0] ?? 0 })),
    },
    frame: { lon, lat, metresPerMm: frame.denominator / 1000 },
    notes: view.notes,
    svg,
    before:
      runBefore && svgBefore !== undefined
        ? {
            svg: svgBefore,
            name: scenarioTitle(view.beforeScenarioName ?? BASELINE_NAME),
            nameAfter: scenarioTitle(view.scenarioName),
          }
        : null,
  };
}

const KIND_WORDS = { all: "", urban: "城市社区", village: "行政村" } as const;

function kindWord(study: Study, { kind }: Scope): string {
  return KIND_WORDS[kind] || communityWord(study);
}

function areaName(study: Study, { areaId }: Scope): string {
  if (areaId === "all") return wholeName(study);
  const ids = areaId === "core" ? CORE_COUNTY_IDS : [areaId];
  return ids.map((id) => study.units.find((unit) => unit.id === id)?.name ?? id).join("、");
}
