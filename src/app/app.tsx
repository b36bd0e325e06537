import { lazy, Suspense, useEffect } from "react";
import { useCheckUpAhead } from "./check-up/use-check-up-ahead.ts";
import { useIsComparing } from "./comparison/use-comparison.ts";
import { AnswerPanel } from "./coverage/answer-panel.tsx";
import { AskPanel } from "./coverage/ask-panel.tsx";
import { DropZone } from "./frame/drop-zone.tsx";
import { ErrorBoundary } from "./frame/error-boundary.tsx";
import { Notice } from "./frame/notice.tsx";
import { Rail } from "./frame/rail.tsx";
import { Sheet } from "./frame/sheet.tsx";
import { useShortcuts } from "./frame/shortcuts.ts";
import { TopBar } from "./frame/top-bar.tsx";
import { isImporting, useImport } from "./import/import-store.ts";
import { useKeeping } from "./keeping/keeping-store.ts";
import { MapStage } from "./map-stage.tsx";
import { NarrowLegend } from "./narrow-legend.tsx";
import { useNarrow } from "./narrow-screen.ts";
import { usePresent } from "./present/present-store.ts";
import { useAnalysis } from "./store/analysis-store.ts";
import { useView, type WorkspaceId } from "./store/view-store.ts";
import { useText } from "./strings/text.ts";
import { wantsTour } from "./tour/tour-memory.ts";
import "./app.css";

const SearchDialog = lazy(async () => ({ default: (await import("./search/search-dialog.tsx")).SearchDialog }));
const TargetList = lazy(async () => ({ default: (await import("./targets/target-list.tsx")).TargetList }));
const TargetDetails = lazy(async () => ({ default: (await import("./targets/target-details.tsx")).TargetDetails }));
const ScenarioPanel = lazy(async () => ({ default: (await import("./scenarios/scenario-panel.tsx")).ScenarioPanel }));
const SitingAsk = lazy(async () => ({ default: (await import("./siting/siting-ask.tsx")).SitingAsk }));
const SitingAnswer = lazy(async () => ({ default: (await import("./siting/siting-answer.tsx")).SitingAnswer }));
const ComparisonPanel = lazy(async () => ({
  default: (await import("./comparison/comparison-panel.tsx")).ComparisonPanel,
}));
const ComparisonSheet = lazy(async () => ({
  default: (await import("./comparison/comparison-sheet.tsx")).ComparisonSheet,
}));
const PresentPanel = lazy(async () => ({ default: (await import("./present/present-panel.tsx")).PresentPanel }));
const SheetPreview = lazy(async () => ({ default: (await import("./present/sheet-preview.tsx")).SheetPreview }));
const ChartsPanel = lazy(async () => ({ default: (await import("./present/charts/charts-panel.tsx")).ChartsPanel }));
const Stage = lazy(async () => ({ default: (await import("./present/stage.tsx")).Stage }));
const DataLayers = lazy(async () => ({ default: (await import("./data/data-layers.tsx")).DataLayers }));
const DataDetails = lazy(async () => ({ default: (await import("./data/data-details.tsx")).DataDetails }));
const ImportPanel = lazy(async () => ({ default: (await import("./import/import-panel.tsx")).ImportPanel }));
const ImportDetails = lazy(async () => ({ default: (await import("./import/import-details.tsx")).ImportDetails }));
const ImportSheet = lazy(async () => ({ default: (await import("./import/import-sheet.tsx")).ImportSheet }));
const KeepingNotice = lazy(async () => ({ default: (await import("./keeping/keeping-notice.tsx")).KeepingNotice }));
const FigurePanel = lazy(async () => ({ default: (await import("./figures/figure-panel.tsx")).FigurePanel }));
const Tour = lazy(async () => ({ default: (await import("./tour/tour.tsx")).Tour }));

/** The frame: bar, rail, what is asked, the map, the answer. */
export function App() {
  const { t } = useText();
  const workspace = useView((state) => state.workspace);
  const panel = useView((state) => state.panel);
  const sheet = useView((state) => state.sheet);
  const figure = useView((state) => state.figure);
  const comparing = useIsComparing();
  const isBringing = useImport(isImporting) && workspace === "data";
  const openSheet = comparing ? "comparison" : workspace === "targets" && sheet ? sheet : undefined;
  const narrow = useNarrow();
  const isCharting = usePresent(({ part }) => part === "charts");
  const isLayingOut = usePresent(({ part }) => part === "sheets");
  const isOnStage = usePresent(({ stageIndex }) => stageIndex !== null);
  const hasNotice = useKeeping(({ notice }) => notice !== null);
  useShortcuts();
  usePageLanguage();
  useTheme(isOnStage);
  useFirstTour();
  useCheckUpAhead();
  useScrollToTop();
  useCheckUpAhead();
  return (
    <ErrorBoundary>
      <BodyMarks />
      <div
        className="app"
        data-workspace={workspace}
        data-sheet={isOnStage ? undefined : openSheet}
        data-stage={isOnStage || undefined}
        data-charting={(workspace === "present" && isCharting) || undefined}
        data-laying-out={(workspace === "present" && isLayingOut) || undefined}
      >
        <TopBar />
        <Rail />
        <main className="app-main">
          <div id="workspace" className="workspace scrolls" role="tabpanel" aria-labelledby={`tab-${workspace}`}>
            <aside className="workspace-left scrolls" aria-label={t(`workspace.${workspace}`)}>
              <LeftPanel workspace={workspace} isBringing={isBringing} />
            </aside>
            <div className="workspace-stage">
              <MapStage />
              {workspace === "targets" && <Sheet />}
              <Suspense fallback={null}>{workspace === "present" && isLayingOut && <SheetPreview />}</Suspense>
              <Suspense fallback={null}>{isBringing && <ImportSheet />}</Suspense>
              <Suspense fallback={null}>{comparing && !isOnStage && <ComparisonSheet />}</Suspense>
            </div>
            <aside id="answer" tabIndex={-1} className="workspace-right scrolls" aria-label={t("answer.heading")}>
              {narrow && workspace === "coverage" && <NarrowLegend />}
              <RightPanel workspace={workspace} isCharting={isCharting} isBringing={isBringing} />
            </aside>
          </div>
        </main>
        <DropZone />
        <Notice />
        <Suspense fallback={null}>{hasNotice && !isOnStage && <KeepingNotice />}</Suspense>
        <Suspense fallback={null}>
          {isOnStage && <Stage />}
          {panel === "search" && <SearchDialog />}
          {panel === "tour" && <Tour />}
          {figure && <FigurePanel key={JSON.stringify(figure)} of={figure} />}
        </Suspense>
      </div>
    </ErrorBoundary>
  );
}

function LeftPanel({ workspace, isBringing }: { readonly workspace: WorkspaceId; readonly isBringing: boolean }) {
  if (isBringing) {
    return (
      <Suspense fallback={null}>
        <ImportPanel />
      </Suspense>
    );
  }
  if (workspace === "data") {
    return (
      <Suspense fallback={null}>
        <DataLayers />
      </Suspense>
    );
  }
  if (workspace === "targets") {
    return (
      <Suspense fallback={null}>
        <TargetList />
      </Suspense>
    );
  }
  if (workspace === "siting") {
    return (
      <Suspense fallback={null}>
        <SitingAsk />
        <ScenarioPanel />
      </Suspense>
    );
  }
  if (workspace === "present") {
    return (
      <Suspense fallback={null}>
        <PresentPanel />
      </Suspense>
    );
  }
  return <AskPanel />;
}

function RightPanel({
  workspace,
  isCharting,
  isBringing,
}: {
  readonly workspace: WorkspaceId;
  readonly isCharting: boolean;
  readonly isBringing: boolean;
}) {
  const isComparing = useIsComparing();
  if (isBringing) {
    return (
      <Suspense fallback={null}>
        <ImportDetails />
      </Suspense>
    );
  }
  if (workspace === "data") {
    return (
      <Suspense fallback={null}>
        <DataDetails />
      </Suspense>
    );
  }
  if (workspace === "targets") {
    return (
      <Suspense fallback={null}>
        <TargetDetails />
      </Suspense>
    );
  }
  if (workspace === "siting") {
    return <Suspense fallback={null}>{isComparing ? <ComparisonPanel /> : <SitingAnswer />}</Suspense>;
  }
  if (workspace === "present" && isCharting) {
    return (
      <Suspense fallback={null}>
        <ChartsPanel />
      </Suspense>
    );
  }
  return <AnswerPanel />;
}

/** Keeps the language that the page declares with the reader's choice. */
function usePageLanguage(): void {
  const { t, language } = useText();
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t("app.name");
  }, [t, language]);
}

/** The stage is dark, the workbench as the reader likes it. */
function useTheme(isOnStage: boolean): void {
  const theme = useView((state) => state.theme);
  const shown = isOnStage ? "dark" : theme;
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);
}

/** Marks on the page that tests and automation wait for. A component of its own: each run begins and ends without drawing the page again. */
function BodyMarks() {
  const status = useAnalysis((state) => (state.opening ? "opening" : state.status));
  useEffect(() => {
    document.body.dataset.analysis = status;
  }, [status]);
  return null;
}

/** Every workspace and every part of one begins at its top; what is told of a target begins at the head of its panel. */
function useScrollToTop(): void {
  const workspace = useView((state) => state.workspace);
  const part = usePresent((state) => state.part);
  const targetId = useView((state) => state.selectedTargetId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part has other panels
  useEffect(() => {
    for (const panel of document.querySelectorAll(`.app[data-workspace="${workspace}"] .scrolls`)) panel.scrollTo(0, 0);
  }, [workspace, part]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another target has another page
  useEffect(() => {
    document.querySelector("#answer")?.scrollTo(0, 0);
  }, [targetId]);
}

/** Offers the tour once, when there is something to show. */
function useFirstTour(): void {
  const ready = useAnalysis((state) => state.result !== null);
  useEffect(() => {
    if (ready && wantsTour() && useView.getState().panel === null) useView.getState().show({ panel: "tour" });
  }, [ready]);
}
