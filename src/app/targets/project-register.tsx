import { useId, useState } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import {
  type LineFault,
  type ListedProject,
  PROJECT_STATES,
  type ProjectState,
  parseProjectLines,
  putProjects,
} from "../../core/plan/listed-project.ts";
import type { Target } from "../../core/plan/target.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import "./project-register.css";

/** The list of a target's projects: pasted from a spreadsheet, each with how far it has come. Each change can be undone. */
export function ProjectRegister({ target }: { readonly target: Target }) {
  const { t } = useText();
  const projects = useProject((state) => currentEdits(state).projects);
  const editPlan = useProject((state) => state.editPlan);
  const own = projects.filter(({ targetId }) => targetId === target.id);
  const put = (changed: readonly ListedProject[], mergeKey?: string) =>
    editPlan({ projects: putProjects(projects, changed) }, mergeKey);
  const remove = (name: string) =>
    editPlan({ projects: projects.filter((each) => each.targetId !== target.id || each.name !== name) });
  const done = own.filter(({ state }) => state === "done").length;
  return (
    <section className="project-register" aria-label={t("projects.heading")}>
      <h3>
        {t("projects.heading")}{" "}
        <span className="quiet">
          {t("projects.count", {
            done: formatCount(done),
            listed: formatCount(own.length),
            asked: target.target.value === null ? t("projects.noNumber") : formatCount(target.target.value),
          })}
        </span>
      </h3>
      <p className="quiet">{t("projects.what")}</p>
      {own.length > 0 && (
        <ul>
          {own.map((project) => (
            <ProjectRow
              key={project.name}
              project={project}
              onChange={(changed, field) => put([changed], `project ${target.id} ${project.name} ${field}`)}
              onRemove={() => remove(project.name)}
            />
          ))}
        </ul>
      )}
      <PasteProjects target={target} onAdd={(added) => put(added)} isOpen={own.length === 0} />
    </section>
  );
}

function ProjectRow({
  project,
  onChange,
  onRemove,
}: {
  readonly project: ListedProject;
  readonly onChange: (changed: ListedProject, field: string) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useText();
  const labelled = (field: string): string => `${project.name}: ${field}`;
  return (
    <li data-state={project.state}>
      <span className="project-name">{project.name}</span>
      <button type="button" className="link" aria-label={labelled(t("projects.remove"))} onClick={onRemove}>
        ×
      </button>
      <select
        aria-label={labelled(t("projects.state"))}
        value={project.state}
        onChange={(event) => onChange({ ...project, state: event.target.value as ProjectState }, "state")}
      >
        {PROJECT_STATES.map((state) => (
          <option key={state} value={state}>
            {t(`projects.state.${state}`)}
          </option>
        ))}
      </select>
      <input
        type="date"
        aria-label={labelled(t("projects.date"))}
        value={project.date}
        onChange={(event) => onChange({ ...project, date: event.target.value }, "date")}
      />
      <input
        placeholder={t("projects.source")}
        aria-label={labelled(t("projects.source"))}
        value={project.source}
        maxLength={500}
        onChange={(event) => onChange({ ...project, source: event.target.value }, "source")}
      />
    </li>
  );
}

function PasteProjects({
  target,
  onAdd,
  isOpen,
}: {
  readonly target: Target;
  readonly onAdd: (added: readonly ListedProject[]) => void;
  readonly isOpen: boolean;
}) {
  const { t } = useText();
  const [text, setText] = useState("");
  const [faults, setFaults] = useState<readonly LineFault[]>([]);
  const hintId = useId();
  const add = () => {
    const parsed = parseProjectLines(text, target.id);
    setFaults(parsed.faults);
    if (parsed.faults.length > 0 || parsed.projects.length === 0) return;
    onAdd(parsed.projects);
    setText("");
  };
  return (
    <details open={isOpen}>
      <summary>{t("projects.paste")}</summary>
      <p id={hintId} className="quiet">
        {t("projects.paste.hint")}
      </p>
      <textarea
        rows={4}
        aria-label={t("projects.paste")}
        aria-describedby={hintId}
        aria-invalid={faults.length > 0}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {faults.length > 0 && (
        <ul className="stated-faults" role="alert">
          {faults.map(({ line, field, value }) => (
            <li key={`${line} ${field}`}>{t(`projects.fault.${field}`, { line, value })}</li>
          ))}
        </ul>
      )}
      <button type="button" className="button" onClick={add}>
        {t("projects.add")}
      </button>
    </details>
  );
}
