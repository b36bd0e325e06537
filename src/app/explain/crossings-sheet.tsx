/** The crossings and gates that the city lacks, under a circle of the plan or a service: asked for, listed by kind, shown on the map, handed out as CSV. */
import { useEffect, useMemo, useState } from "react";
import { formatCount, formatShare } from "../../core/model/format-number.ts";
import type { MissingLinks } from "../../core/questions/find-missing-links.ts";
import { describeFailure } from "../describe-error.ts";
import { downloadWithAssumptions } from "../frame/download-with-assumptions.ts";
import { ProgressLine } from "../frame/progress-banner.tsx";
import { type ShownCoverage, useSettledCoverage } from "../select/shown-coverage.ts";
import { useTargets } from "../select/target-results.ts";
import { cancelBeside } from "../store/ask-beside.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { linkCells } from "./crossings-csv.ts";
import { CrossingsTable } from "./crossings-table.tsx";
import { type LinkWish, useExplain } from "./explain-store.ts";
import { askedWords, countedWords, eitherWords, groupWords, serviceWords } from "./explain-words.ts";
import { LinkKindTabs } from "./link-kind-tabs.tsx";
import { listLinks } from "./list-links.ts";
import { useMissingLinks } from "./use-explanation.ts";
import { boundsOf } from "./view-of-walk.ts";
import "./crossings.css";

export function CrossingsSheet() {
  const shown = useSettledCoverage();
  return shown ? <Crossings shown={shown} /> : null;
}

const keyOf = (wish: LinkWish): string =>
  "targetId" in wish ? `target:${wish.targetId}` : `service:${wish.serviceId}`;

function Crossings({ shown }: { readonly shown: ShownCoverage }) {
  const text = useText();
  const { t, local } = text;
  const { study } = shown;
  const wish = useExplain((state) => state.linkWish);
  const show = useExplain((state) => state.show);
  const chosenTargetId = useView((state) => state.selectedTargetId);
  const circles = useTargets().filter(
    ({ rule }) =>
      rule.kind === "service-area" && !(rule.reach.kind === "distance" && rule.reach.measure === "straight"),
  );
  const wishes: readonly LinkWish[] = [
    ...shown.result.services.map(({ serviceId }) => ({ serviceId })),
    ...circles.map(({ id }) => ({ targetId: id })),
  ];
  const first =
    wish ??
    (circles.some(({ id }) => id === chosenTargetId)
      ? { targetId: chosenTargetId ?? "" }
      : { serviceId: shown.service.id });
  const [key, setKey] = useState(keyOf(first));
  const { answer, isFresh, status, progress, failure } = useMissingLinks();
  const isWished = wish !== null && keyOf(wish) === key;
  const isCounting = isWished && (status === "waiting" || status === "running");
  const run = (): void => {
    const asked = wishes.find((each) => keyOf(each) === key);
    if (asked) show({ linkWish: asked, chosenLink: null, linkKind: null });
  };
  const stop = (): void => {
    cancelBeside("missingLinks");
    show({ linkWish: null });
  };
  return (
    <div className="crossings" data-testid="crossings">
      <form
        className="crossings-ask"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <label>
          {t("crossings.rule")}
          <select value={key} onChange={(event) => setKey(event.target.value)}>
            <optgroup label={t("crossings.rule.run")}>
              {shown.result.services.map(({ serviceId }) => (
                <option key={serviceId} value={keyOf({ serviceId })}>
                  {serviceWords(text, study, [serviceId])}
                </option>
              ))}
            </optgroup>
            {circles.length > 0 && (
              <optgroup label={t("crossings.rule.targets")}>
                {circles.map((target) => (
                  <option key={target.id} value={keyOf({ targetId: target.id })}>
                    {target.id} {local(target.title)}
                  </option>
                ))}
              </optgroup>
            )}
          </select>
        </label>
        {isCounting ? (
          <button type="button" className="button" onClick={stop}>
            {t("crossings.cancel")}
          </button>
        ) : (
          <button type="submit" className="button button-primary" data-testid="crossings-run">
            {t("crossings.run")}
          </button>
        )}
        {isCounting && <ProgressLine title={t("crossings.counting")} progress={progress} />}
        {isWished && answer && answer.links.length > 0 && (
          <button
            type="button"
            className="button crossings-csv"
            onClick={() =>
              void downloadWithAssumptions(
                `missing-links-${answer.targetId ?? answer.needs.flat().join("-")}.csv`,
                linkCells(text, study, answer),
              )
            }
          >
            {t("crossings.csv")}
          </button>
        )}
      </form>
      {failure && <p className="panel-note">{t("explain.failed", { reason: local(describeFailure(failure).todo) })}</p>}
      {!wish && <p className="panel-note">{t("crossings.intro")}</p>}
      {isWished && answer === null && status === "done" && <p className="panel-note">{t("crossings.notTested")}</p>}
      {isWished && answer && (
        <div data-stale={!isFresh}>
          <Answer shown={shown} answer={answer} />
        </div>
      )}
    </div>
  );
}

/** Links whose places are brought into view when they are found. */
const SHOWN_AT_FIRST = 5;

function Answer({ shown, answer }: { readonly shown: ShownCoverage; readonly answer: MissingLinks }) {
  const text = useText();
  const { t, list } = text;
  const { study } = shown;
  const kind = useExplain((state) => state.linkKind);
  const listed = useMemo(() => listLinks(answer, kind), [answer, kind]);
  useEffect(() => {
    const { chosenLink } = useExplain.getState();
    const positions = listed.slice(0, SHOWN_AT_FIRST).flatMap(({ link: { from, to } }) => [from, to]);
    const bounds = boundsOf(positions);
    if (bounds && chosenLink === null) useView.getState().fly({ kind: "bounds", bounds });
  }, [listed]);
  const { groupId, passShare, needs, targetId, peopleShort, links, countsLand } = answer;
  const group = countsLand ? t("circle.basis.land") : groupWords(t, study, groupId);
  return (
    <>
      <p className="crossings-lead" data-testid="crossings-lead">
        {links.length === 0
          ? t("crossings.none")
          : t(countsLand ? "crossings.lead.land" : "crossings.lead", {
              group,
              short: countedWords(text, study, countsLand, peopleShort),
              limit: eitherWords(t, answer),
              count: formatCount(links.length),
            })}
        {study.demonstration && <span className="demo-badge">{t("crossings.demo")}</span>}
      </p>
      {links.length > 0 && (
        <>
          <LinkKindTabs answer={answer} />
          <CrossingsTable
            study={study}
            answer={answer}
            listed={listed}
            searchLimitSeconds={shown.result.parameters.searchLimitSeconds}
          />
        </>
      )}
      <p className="crossings-note">
        {t(targetId === null ? "crossings.note.run" : "crossings.note.target", {
          id: targetId ?? "",
          services: list(needs.map((serviceIds) => serviceWords(text, study, serviceIds))),
          reach: askedWords(t, answer),
          group,
          pass: formatShare(passShare),
        })}{" "}
        {t("crossings.note")} {answer.otherWay && t("crossings.note.either")}{" "}
        {needs.length > 1 && t("crossings.note.needs")} {t("crossings.note.feasible")}
      </p>
    </>
  );
}
