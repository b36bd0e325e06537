import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { CoverageIcon, DataIcon, PresentIcon, SitingIcon, TargetsIcon } from "../controls/icons.tsx";
import { useView, type WorkspaceId } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import "./rail.css";

export const WORKSPACES: readonly WorkspaceId[] = ["data", "targets", "coverage", "siting", "present"];

const ICONS: Readonly<Record<WorkspaceId, ReactNode>> = {
  data: <DataIcon />,
  targets: <TargetsIcon />,
  coverage: <CoverageIcon />,
  siting: <SitingIcon />,
  present: <PresentIcon />,
};

/** The five workspaces around the one map. */
export function Rail() {
  const { t } = useText();
  const workspace = useView((state) => state.workspace);
  const show = useView((state) => state.show);
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = WORKSPACES[(WORKSPACES.indexOf(workspace) + step + WORKSPACES.length) % WORKSPACES.length];
    if (!next) return;
    show({ workspace: next });
    list.current?.querySelector<HTMLElement>(`[data-workspace="${next}"]`)?.focus();
  };
  return (
    <nav className="rail" aria-label={t("app.workspaces")}>
      <div ref={list} role="tablist" aria-orientation="vertical" aria-label={t("app.workspaces")} onKeyDown={onKeyDown}>
        {WORKSPACES.map((id) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            data-workspace={id}
            aria-selected={id === workspace}
            aria-controls="workspace"
            tabIndex={id === workspace ? 0 : -1}
            onClick={() => show({ workspace: id })}
          >
            {ICONS[id]}
            <span>{t(`workspace.${id}`)}</span>
          </button>
        ))}
      </div>
    </nav>
  );
}
