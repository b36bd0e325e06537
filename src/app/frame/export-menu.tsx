import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { NamedBytes } from "../../worker/protocol.ts";
import { DownIcon, SaveIcon } from "../controls/icons.tsx";
import { describeFailure } from "../describe-error.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { requestPlanFile, requestRunFiles, requestStudyFile } from "../store/ask-worker.ts";
import { failureOf } from "../store/failure-of.ts";
import { type TextKey, useText } from "../strings/text.ts";
import { downloadBytes } from "./download.ts";

const RUN_FILES: readonly { readonly name: string; readonly label: TextKey }[] = [
  { name: "communities.csv", label: "bar.export.communities" },
  { name: "targets.csv", label: "bar.export.targets" },
  { name: "assumptions.csv", label: "bar.export.assumptions" },
  { name: "scoreboard.csv", label: "bar.export.scoreboard" },
  { name: "ledger.csv", label: "bar.export.ledger" },
  { name: "communities.fgb", label: "bar.export.layer" },
  { name: "run.json", label: "bar.export.run" },
];

/** Files with no room for sentences: taken alone they bring the list of assumptions along. */
const ACCOMPANIED: ReadonlySet<string> = new Set(["communities.csv", "communities.fgb", "run.json"]);
const ASSUMPTIONS = "assumptions.csv";

/** Takes the results away as files. */
export function ExportMenu() {
  const { t, local } = useText();
  const study = useAnalysis((state) => state.study);
  const ready = useAnalysis((state) => state.study !== null && state.result !== null);
  const [open, setOpen] = useState(false);
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    window.addEventListener("pointerdown", onPointerDown);
    return () => window.removeEventListener("pointerdown", onPointerDown);
  }, [open]);

  const run = async (work: () => Promise<void>) => {
    setWorking(true);
    setFailed(null);
    try {
      await work();
      setOpen(false);
      button.current?.focus();
    } catch (error) {
      const { title, todo } = describeFailure(failureOf(error));
      setFailed(`${local(title)} ${local(todo)}`);
    } finally {
      setWorking(false);
    }
  };
  const saveRunFile = (name: string) =>
    run(async () => {
      const files = await requestRunFiles();
      const wanted = ACCOMPANIED.has(name) ? [name, ASSUMPTIONS] : [name];
      for (const each of wanted) {
        const file = files.find((candidate) => candidate.name === each);
        if (file) downloadBytes(file.name, file.bytes);
      }
    });
  const save = (request: () => Promise<NamedBytes>) =>
    run(async () => {
      const { name, bytes } = await request();
      downloadBytes(name, bytes);
    });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...(root.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = items.findIndex((item) => item.contains(document.activeElement));
    items[(at + step + items.length) % items.length]?.focus();
  };

  return (
    <div className="export-menu" ref={root}>
      <button
        ref={button}
        type="button"
        className="button button-primary"
        aria-haspopup="menu"
        aria-expanded={open}
        disabled={!ready}
        onClick={() => setOpen(!open)}
      >
        <SaveIcon />
        <span className="export-word">{t("bar.export")}</span>
        <DownIcon />
      </button>
      {open && (
        <div className="export-list" role="menu" aria-label={t("bar.export")} aria-busy={working} onKeyDown={onKeyDown}>
          {RUN_FILES.map(({ name, label }) => (
            <button key={name} type="button" role="menuitem" disabled={working} onClick={() => void saveRunFile(name)}>
              <span>{t(label)}</span>
              <code>{ACCOMPANIED.has(name) ? `${name} ${t("figure.accompanied")}` : name}</code>
            </button>
          ))}
          <hr />
          <button type="button" role="menuitem" disabled={working} onClick={() => void save(requestStudyFile)}>
            <span>{t("bar.export.study")}</span>
            <code>.mscircle</code>
          </button>
          <button type="button" role="menuitem" disabled={working} onClick={() => void save(requestPlanFile)}>
            <span>{t("bar.export.plan")}</span>
            <code>plan.json</code>
          </button>
          <p role="status">{failed ?? (working ? t("bar.export.working") : t("bar.export.note"))}</p>
          {study?.demonstration && <p>{t("bar.export.demonstration")}</p>}
        </div>
      )}
    </div>
  );
}
