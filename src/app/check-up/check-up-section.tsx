import { useEffect, useState } from "react";
import { formatCount, formatMetres } from "../../core/model/format-number.ts";
import type { Finding } from "../../core/questions/check-up/finding.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { describeFailure } from "../describe-error.ts";
import { ProgressLine } from "../frame/progress-banner.tsx";
import { useAnalysis } from "../store/analysis-store.ts";
import { checkUpZhCn } from "../strings/check-up.zh-cn.ts";
import { addTexts, useText } from "../strings/text.ts";
import { cancelCheckUp, runCheckUp } from "./check-up-commands.ts";
import { useCheckUp } from "./check-up-store.ts";
import { layerWords } from "./check-up-words.ts";
import { FindingLine } from "./finding-line.tsx";
import "./check-up.css";

addTexts(checkUpZhCn);

/** Work shorter than this is not worth a word. */
const PATIENCE_MS = 300;

/** What is wrong, or may be, with the data of the open study; whoever looks has it checked at once. */
export function CheckUpSection() {
  const { t, local } = useText();
  const baseline = useAnalysis((state) => state.baseline);
  const isRested = useAnalysis((state) => state.status === "done" && state.result !== null);
  const { study, status, findings, failure, parameters } = useCheckUp();
  const isCurrent = study === baseline && status !== "idle";
  useEffect(() => {
    if (baseline && isRested && !isCurrent) void runCheckUp();
  }, [baseline, isRested, isCurrent]);
  // Whoever leaves takes the marks off the map.
  useEffect(() => () => useCheckUp.getState().put({ openId: null, chosen: null }), []);
  if (!baseline) return null;
  const shown = study === baseline ? findings : [];
  return (
    <section className="panel-section check-up" data-testid="check-up" data-status={isCurrent ? status : "idle"}>
      <div className="panel-title">
        <h2>{t("check.heading")}</h2>
        {isCurrent && status !== "running" && (
          <button type="button" className="link" onClick={() => void runCheckUp()}>
            {t(shown.length > 0 ? "check.again" : "check.start")}
          </button>
        )}
      </div>
      {!isCurrent && <p className="panel-note">{t("check.waiting")}</p>}
      {isCurrent && status === "running" && <Running />}
      {isCurrent && status === "cancelled" && <p className="panel-note">{t("check.cancelled")}</p>}
      {isCurrent && status === "failed" && failure && (
        <p className="ask-warning">{t("check.failed", { reason: local(describeFailure(failure).title) })}</p>
      )}
      {shown.length > 0 && parameters && (
        <Findings study={baseline} findings={shown} radius={parameters.snapRadiusMetres} />
      )}
    </section>
  );
}

function Running() {
  const { t } = useText();
  const progress = useCheckUp((state) => state.progress);
  const [isPatient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (isPatient) return null;
  return (
    <div className="check-running" role="status">
      <ProgressLine title={t("check.running")} progress={progress} />
      <button type="button" className="button" onClick={cancelCheckUp}>
        {t("app.cancel")}
      </button>
    </div>
  );
}

function Findings({
  study,
  findings,
  radius,
}: {
  readonly study: StudyView;
  readonly findings: readonly Finding[];
  readonly radius: number;
}) {
  const text = useText();
  const { t } = text;
  const found = findings.filter(({ state }) => state === "found");
  const clear = findings.filter(({ state }) => state === "clear");
  const untestable = findings.filter(({ state }) => state === "not-testable");
  return (
    <>
      <p className="check-summary" data-rows-below>
        {study.demonstration && <span className="data-kind" data-kind="simulated">{`${t("check.demo")}`}</span>}
        {t(found.length > 0 ? "check.summary" : "check.summary.none", {
          total: formatCount(findings.length),
          found: formatCount(found.length),
        })}
      </p>
      <p className="panel-note" data-rows-below>
        {t("check.intro", { metres: formatMetres(radius) })}
      </p>
      <ul className="check-findings">
        {found.map((finding) => (
          <FindingLine key={finding.id} study={study} finding={finding} />
        ))}
      </ul>
      <Others title={t("check.clear", { count: formatCount(clear.length) })} study={study} findings={clear} />
      <Others
        title={t("check.untestable", { count: formatCount(untestable.length) })}
        study={study}
        findings={untestable}
      />
    </>
  );
}

/** Checks without anything found, folded: how many rows each looked at, and what it could not look at. */
function Others({
  title,
  study,
  findings,
}: {
  readonly title: string;
  readonly study: StudyView;
  readonly findings: readonly Finding[];
}) {
  const text = useText();
  const { t, list } = text;
  if (findings.length === 0) return null;
  return (
    <details className="check-others">
      <summary>{title}</summary>
      <ul>
        {findings.map(({ id, total, untested }) => (
          <li key={id} data-check={id} data-rows-below>
            <span>{t(`check.title.${id}`)}</span>
            {total > 0 && (
              <span className="quiet number">{t("check.of", { count: "0", total: formatCount(total) })}</span>
            )}
            {untested.length > 0 && (
              <p className="panel-note">
                {t("check.untested", { layers: list(untested.map((layer) => layerWords(text, study, layer))) })}
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
