/** Faults of what a plan's edits set beside its targets, each with whose field it is: lists, norms of capacity, readings of the circle. */

import { findNormFaults, isSameNorm, type StatedNorm } from "../../core/access/capacity-norms.ts";
import type { Issue } from "../../core/errors.ts";
import { isDay } from "../../core/model/calendar-day.ts";
import type { TargetFaultCode } from "../../core/plan/check-target.ts";
import type { PlanEdits } from "../../core/plan/plan-edits.ts";
import { findReadingFaults, type PlanReading } from "../../core/plan/plan-reading.ts";
import type { SiteQuestion } from "../../core/plan/site-form.ts";
import type { SnapshotFigure } from "../../core/plan/snapshot.ts";
import type { Target } from "../../core/plan/target.ts";

/** Records that stand twice, that name what is not there, days that are none, figures that cannot be. */
export function checkLists(edits: PlanEdits, targets: readonly Target[], layer: string): Issue[] {
  const issues: Issue[] = [];
  const report = (row: string, field: string, value: string, what?: TargetFaultCode): void => {
    const code = what === undefined ? "duplicate-id" : "bad-value";
    const details = what === undefined ? {} : { details: { what } };
    issues.push({ code, severity: "error", layer, row, field: `edits.${field}`, value, ...details });
  };
  const reportTwice = (list: string, ids: readonly string[], names: readonly string[] = ids): void => {
    for (const [index, id] of ids.entries())
      if (ids.indexOf(id) < index) report(names[index] ?? id, `${list}.${index}`, names[index] ?? id);
  };
  const planned = new Set(targets.map(({ id }) => id));
  const known = new Set([...planned, ...edits.drafts.flatMap((draft) => draft.targets.map(({ id }) => id))]);
  const idsOf = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
  reportTwice("targets", idsOf(edits.targets));
  // A study without a plan is judged by one circle a service: its targets stand in no file.
  if (targets.length > 0) {
    for (const [index, { id }] of edits.targets.entries())
      if (!planned.has(id)) report(id, `targets.${index}.id`, id, "unknown-target");
    for (const [index, { targetId }] of edits.projects.entries())
      if (!known.has(targetId)) report(targetId, `projects.${index}.targetId`, targetId, "unknown-target");
  }
  reportTwice(
    "projects",
    edits.projects.map(({ targetId, name }) => JSON.stringify([targetId, name])),
    edits.projects.map(({ targetId, name }) => `${targetId} ${name}`),
  );
  for (const [index, { targetId, date }] of edits.projects.entries())
    if (date !== "" && !isDay(date)) report(targetId, `projects.${index}.date`, date, "bad-day");
  for (const [index, { inconsistencyId, date }] of edits.choices.entries())
    if (!isDay(date)) report(inconsistencyId, `choices.${index}.date`, date, "bad-day");
  reportTwice(
    "ledgerNotes",
    edits.ledgerNotes.map(({ targetId, unitId }) => JSON.stringify([targetId, unitId])),
    edits.ledgerNotes.map(({ targetId, unitId }) => `${targetId} ${unitId}`),
  );
  reportTwice("drafts", idsOf(edits.drafts));
  for (const [index, draft] of edits.drafts.entries()) {
    reportTwice(`drafts.${index}.targets`, idsOf(draft.targets));
    if (!isDay(draft.createdOn)) report(draft.id, `drafts.${index}.createdOn`, draft.createdOn, "bad-day");
  }
  if (edits.draftId !== "" && !edits.drafts.some(({ id }) => id === edits.draftId))
    report(edits.draftId, "draftId", edits.draftId, "unknown-draft");
  reportTwice("snapshots", idsOf(edits.snapshots));
  for (const [index, { id, figures }] of edits.snapshots.entries()) {
    reportTwice(
      `snapshots.${index}.figures`,
      figures.map(({ targetId }) => targetId),
    );
    for (const [at, figure] of figures.entries())
      for (const field of findFigureFaults(figure))
        report(id, `snapshots.${index}.figures.${at}.${field}`, String(figure[field]), "bad-figure");
  }
  return issues;
}

function findFigureFaults(figure: SnapshotFigure): ("unitsMet" | "share" | "peopleShort")[] {
  const { unitsMet, unitsTested, share, peopleShort } = figure;
  const faults: ("unitsMet" | "share" | "peopleShort")[] = [];
  if (unitsMet > unitsTested) faults.push("unitsMet");
  if (share !== null && !(share >= 0 && share <= 1)) faults.push("share");
  if (!(peopleShort >= 0)) faults.push("peopleShort");
  return faults;
}

/** A norm is named by its service and column. */
export function checkNorms(norms: readonly StatedNorm[], layer: string): Issue[] {
  return norms.flatMap((norm, index): Issue[] => {
    const row = `${norm.serviceId} ${norm.attribute}`;
    const place = { severity: "error", layer, row } as const;
    const isDouble = norms.slice(0, index).some((other) => isSameNorm(other, norm));
    return [
      ...(isDouble ? [{ ...place, code: "duplicate-id" as const, field: "edits.capacityNorms", value: row }] : []),
      ...findNormFaults(norm).map(({ field, code, value }) => ({
        ...place,
        code: "bad-value" as const,
        field: `edits.capacityNorms.${index}.${field}`,
        value,
        details: { what: code },
      })),
    ];
  });
}

export function checkReadings(readings: readonly PlanReading[], layer: string): Issue[] {
  return readings.flatMap((reading, index) =>
    findReadingFaults(reading, readings.slice(0, index), null).map(
      ({ field, code, value }): Issue => ({
        code: "bad-value",
        severity: "error",
        layer,
        row: reading.id,
        field: `edits.circleReadings.${index}.${field}`,
        value,
        details: { what: code },
      }),
    ),
  );
}

/** A question is asked by its name. */
export function checkSiteQuestions(questions: readonly SiteQuestion[], layer: string): Issue[] {
  const names = questions.map(({ name }) => name);
  return names.flatMap((name, index): Issue[] =>
    names.indexOf(name) === index
      ? []
      : [
          {
            code: "duplicate-id",
            severity: "error",
            layer,
            row: name,
            field: `edits.siteQuestions.${index}.name`,
            value: name,
          },
        ],
  );
}
