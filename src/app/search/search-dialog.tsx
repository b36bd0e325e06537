import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import type { Target } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { selectCommunity } from "../coverage/select-community.ts";
import { chooseService } from "../coverage/service-list.tsx";
import { keptEntries } from "../keeping/kept-entries.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { commandEntries } from "./commands.ts";
import { preparedEntries } from "./prepared-entries.ts";
import { createSearch, type Entry, type Finding, indexEntries, studyEntries } from "./search-index.ts";
import "./search-dialog.css";

const indexStudy = rememberLatest(
  (
    study: StudyView,
    targets: readonly Target[],
    local: Parameters<typeof studyEntries>[2],
  ): ReturnType<typeof indexEntries> => indexEntries(studyEntries(study, targets, local)),
);

/** Finds anything by name, pinyin or code and goes there. */
export function SearchDialog() {
  const text = useText();
  const { t, local } = text;
  const study = useAnalysis((state) => state.study);
  const show = useView((state) => state.show);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const asked = useDeferredValue(query);
  const targets = useTargets();
  const [search, setSearch] = useState<ReturnType<typeof createSearch> | null>(null);
  // The field is there before the index is: what is typed meanwhile is not lost.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page behind an open dialog stands still
  useEffect(() => {
    const timer = setTimeout(() => {
      const choices = currentChoices(useProject.getState());
      const prepared = study && choices ? preparedEntries(text, study, choices) : [];
      const index = [
        ...indexEntries([...commandEntries(t), ...keptEntries(text), ...prepared]),
        ...(study ? indexStudy(study, targets, local) : []),
      ];
      setSearch(() => createSearch(index));
    });
    return () => clearTimeout(timer);
  }, []);
  const found = useMemo(() => search?.(asked) ?? [], [search, asked]);
  // Closed by itself the dialog gives the focus back to where it was.
  const close = () => dialog.current?.close();

  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, listId]);

  const open = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    goTo(entry.finding);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setActive((active + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      // The list may still be that of a letter ago.
      open((asked === query ? found : (search?.(query) ?? []))[active]);
    } else if (event.key === "Escape") {
      // The field would only empty itself.
      event.preventDefault();
      close();
    }
  };
  return (
    <dialog
      ref={dialog}
      className="search"
      aria-label={t("search.label")}
      onClose={() => show({ panel: null })}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
      onKeyDown={onKeyDown}
    >
      <input
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
        aria-label={t("search.label")}
        placeholder={t("search.placeholder")}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
      />
      <div id={listId} role="listbox" aria-label={t("search.label")} className="search-list">
        {found.map((entry, order) => (
          <div
            key={entry.id}
            id={`${listId}-${order}`}
            role="option"
            aria-selected={order === active}
            tabIndex={-1}
            className="search-row"
            onMouseMove={() => setActive(order)}
            onClick={() => open(entry)}
            onKeyDown={onKeyDown}
          >
            <span className="pill">{t(`search.kind.${entry.finding.kind}`)}</span>
            <span className="search-title">{entry.title}</span>
            <span className="search-detail">{entry.detail}</span>
            <span className="search-code">{entry.code}</span>
          </div>
        ))}
      </div>
      <p className="search-foot" role="status">
        {search === null
          ? t("search.loading")
          : found.length === 0
            ? t("search.none", { query: asked })
            : t("search.hint")}
      </p>
    </dialog>
  );
}

function goTo(finding: Finding): void {
  const view = useView.getState();
  if ("run" in finding) finding.run();
  else if (finding.kind === "target") chooseTarget(finding.targetId);
  else if (finding.kind === "community") {
    if (view.workspace !== "targets") view.show({ workspace: "coverage" });
    selectCommunity(finding.communityIndex);
  } else {
    const { serviceId, facilityIndex } = finding;
    const circle = useAnalysis.getState().study?.services.find(({ id }) => id === serviceId)?.circle;
    view.show({ workspace: "coverage" });
    if (circle) chooseService(serviceId);
    view.show({ selectedFacilityIndex: circle ? facilityIndex : null });
    view.fly({ kind: "facility", serviceId, facilityIndex });
  }
}
