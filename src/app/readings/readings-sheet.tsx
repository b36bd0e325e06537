import { useState } from "react";
import { formatShare } from "../../core/model/format-number.ts";
import { hasKinds } from "../../core/model/scope.ts";
import { newReadingId, type PlanReading } from "../../core/plan/plan-reading.ts";
import { asksPlaces } from "../../core/plan/target-places.ts";
import type { CommunityUnit } from "../../core/questions/compare-readings.ts";
import { downloadWithAssumptions } from "../frame/download-with-assumptions.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { ChangingCommunities } from "./changing-communities.tsx";
import { ReadingForm } from "./reading-form.tsx";
import { communitiesCsv, readingsCsv } from "./reading-words.ts";
import { ReadingsTable } from "./readings-table.tsx";
import { useReadingsView } from "./readings-view.ts";
import { useReadings, useReadingsQuestion } from "./use-readings.ts";
import "./readings.css";

const UNITS: readonly CommunityUnit[] = ["urban-community", "village", "community"];

/** One circle under the plan's reading, four norms and what was added to them: the shares side by side, and which communities change verdict. */
export function ReadingsSheet() {
  const text = useText();
  const { t, local } = text;
  const study = useAnalysis((state) => state.study);
  const { unit, show } = useReadingsView();
  const selectedTargetId = useView((state) => state.selectedTargetId);
  const question = useReadingsQuestion();
  const { answer, isFresh, status } = useReadings(question, true);
  const [begun, setBegun] = useState<PlanReading | null>(null);
  const add = (): void => setBegun(beginReading(currentEdits(useProject.getState()).circleReadings));
  if (!study || !question) return <p className="panel-note">{t("readings.nothing")}</p>;
  const { key, subject, targets, services } = question;
  const planned = subject.kind === "target" ? subject.target : null;
  const stem = key.replace(":", "-");
  return (
    <div className="readings-sheet" data-testid="readings-sheet">
      <div className="readings-tools">
        <label>
          <span className="panel-label">{t("readings.subject")}</span>
          <select
            value={key}
            onChange={(event) => show({ subjectKey: event.target.value, chosenAt: selectedTargetId })}
          >
            {targets.length > 0 && (
              <optgroup label={t("readings.subject.targets")}>
                {targets.map((target) => (
                  <option key={target.id} value={`target:${target.id}`}>
                    {target.id} {local(target.title)}
                  </option>
                ))}
              </optgroup>
            )}
            <optgroup label={t("readings.subject.services")}>
              {services.map((service) => (
                <option key={service.id} value={`service:${service.id}`}>
                  {local(service.title)}
                </option>
              ))}
            </optgroup>
          </select>
        </label>
        {subject.kind === "service" && hasKinds(study) && (
          <label>
            <span className="panel-label">{t("readings.unit")}</span>
            <select
              value={unit}
              onChange={(event) => show({ unit: UNITS.find((each) => each === event.target.value) ?? "community" })}
            >
              {UNITS.map((each) => (
                <option key={each} value={each}>
                  {t(`targets.unit.${each}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        <p role="status" className="quiet">
          {!isFresh && t(status === "failed" ? "readings.failed" : "readings.counting")}
        </p>
        <button type="button" className="button" aria-expanded={begun !== null} onClick={add}>
          {t("readings.add")}
        </button>
        {answer && (
          <>
            <button
              type="button"
              className="button"
              disabled={!isFresh}
              onClick={() =>
                void downloadWithAssumptions(`readings-${stem}.csv`, readingsCsv(text, study, answer, planned))
              }
            >
              {t("readings.download.readings")}
            </button>
            <button
              type="button"
              className="button"
              disabled={!isFresh}
              onClick={() =>
                void downloadWithAssumptions(`readings-${stem}-communities.csv`, communitiesCsv(text, study, answer))
              }
            >
              {t("readings.download.communities")}
            </button>
          </>
        )}
      </div>
      {begun && <ReadingForm key={begun.id} study={study} begun={begun} onDone={() => setBegun(null)} />}
      {answer === null && <p className="panel-note">{t("readings.nothing")}</p>}
      {answer && (
        <div data-stale={!isFresh}>
          <ReadingsTable study={study} comparison={answer} planned={planned} onEdit={setBegun} />
          <p className="panel-note">
            {t("readings.passMark", {
              share: formatShare(answer.readings[0]?.passShare ?? Number.NaN),
              group: t(study.demand.unit === "people" ? `group.${answer.groupId}` : `map.group.${study.demand.unit}`),
            })}
          </p>
          {planned && asksPlaces(planned) && <p className="panel-note">{t("circle.readings.places")}</p>}
          <ChangingCommunities key={key} study={study} comparison={answer} />
        </div>
      )}
    </div>
  );
}

/** A kilometre on foot, of people: to be named and given a source. */
function beginReading(stated: readonly PlanReading[]): PlanReading {
  return {
    id: newReadingId(stated),
    title: "",
    source: "",
    profileId: "adult",
    reach: { kind: "distance", metres: 1000, measure: "network" },
    reaches: {},
    denominator: "people",
    passShare: null,
    urbanOnly: false,
  };
}
