import { useEffect, useState } from "react";
import { VERDICT_MET, VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import { formatCount, formatDemand, formatShare } from "../../core/model/format-number.ts";
import { hasKinds } from "../../core/model/scope.ts";
import { kindOfUnits, unitTree } from "../../core/model/unit-tree.ts";
import { MarkedText, withoutMarks } from "../controls/marked-text.tsx";
import { FigureSource } from "../figures/figure.tsx";
import type { FigureSubject } from "../figures/figure-subject.ts";
import { demandWords, scopeWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { travelWord } from "../select/travel-word.ts";
import { type TableMode, useView } from "../store/view-store.ts";
import { type Text, type TextKey, useText } from "../strings/text.ts";

/** How long the numbers must stand still before a screen reader is told. */
const SETTLED_MS = 700;

/** The answer as a sentence; each number in it leads on to its communities or its basis. */
export function AnswerSentence({ shown }: { readonly shown: ShownCoverage }) {
  const text = useText();
  const { t } = text;
  const { answer } = shown;
  const sentence = sentenceOf(text, shown);
  const follow = numberLinks(shown);
  return (
    <section className="answer-sentence" data-tour="answer" data-figures aria-label={t("answer.heading")}>
      <p data-testid="answer-sentence">
        <MarkedText
          text={sentence}
          draw={(mark, words) => {
            const link = follow[mark];
            return link ? (
              <button
                type="button"
                className="number-link"
                title={t(link.hint)}
                data-leads={mark}
                onClick={link.onClick}
              >
                {words}
              </button>
            ) : (
              words
            );
          }}
        />
        <FigureSource of={PEOPLE} about={t("answer.heading")} />
        {answer.notTestable > 0 && answer.tested > 0 && (
          <span className="answer-aside">
            {t("answer.notTestable", {
              count: formatCount(answer.notTestable),
              group: demandWords(t, shown.coverage.groupId, shown.study.demand.unit),
            })}
          </span>
        )}
      </p>
      <SpokenAnswer text={withoutMarks(sentence)} />
    </section>
  );
}

const PEOPLE: FigureSubject = { kind: "coverage", measure: "people", method: "network" };

interface NumberLink {
  readonly hint: TextKey;
  readonly onClick: () => void;
}

/** Where each number of the sentence leads, by its mark. */
function numberLinks({ answer, coverage, indexes }: ShownCoverage): Readonly<Record<string, NumberLink>> {
  const list = (tableMode: TableMode, communityIndexes: readonly number[]) => () => {
    const { show, fly } = useView.getState();
    show({ tableMode });
    if (communityIndexes.length > 0) fly({ kind: "communities", communityIndexes });
  };
  const withVerdict = (code: number) => indexes.filter((index) => coverage.verdicts[index] === code);
  const account = () => useView.getState().show({ figure: PEOPLE });
  return {
    a: { hint: "answer.hint.tested", onClick: list("all", indexes) },
    b: { hint: "answer.hint.met", onClick: list("met", withVerdict(VERDICT_MET)) },
    c: { hint: "answer.hint.share", onClick: account },
    d: { hint: "answer.hint.short", onClick: list("gaps", withVerdict(VERDICT_NOT_MET)) },
    e: {
      hint: "answer.hint.where",
      onClick: list(
        "townships",
        answer.worstParents.flatMap(({ communityIndexes }) => communityIndexes),
      ),
    },
  };
}

/** Tells the answer to screen readers once it has settled, not at every step of a drag. */
function SpokenAnswer({ text }: { readonly text: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {said}
    </p>
  );
}

/** The answer as plain words. */
export function answerWords(text: Text, shown: ShownCoverage): string {
  return withoutMarks(sentenceOf(text, shown));
}

/** The sentence with its numbers marked. */
function sentenceOf({ t, language, local }: Text, shown: ShownCoverage): string {
  const { answer, coverage, service, study, scope, result } = shown;
  const kinds = hasKinds(study);
  const plain = new Set(study.communities.kinds).has("unit");
  const kind = plain ? "unit" : kinds ? scope.kind : "all";
  const worst = answer.worstParents.length;
  const parentCount = new Set(shown.indexes.map((index) => study.communities.parentIds[index])).size;
  const parents = kindOfUnits(
    study,
    answer.worstParents.map(({ parentId }) => parentId),
  );
  const where = t("answer.where", {
    count: formatCount(worst),
    parent: t(worst === 1 ? (`answer.parent.${parents}.one` as const) : (`answer.parent.${parents}` as const)),
  });
  const values = {
    scope: scopeWords(t, scope.areaId, unitTree(study).unitsById.get(scope.areaId)?.name),
    tested: formatCount(answer.tested),
    kind: t(`answer.kind.${kind}`),
    met: formatCount(answer.met),
    pass: `${Number((result.parameters.passShare * 100).toFixed(1))}%`,
    group: demandWords(t, coverage.groupId, study.demand.unit),
    mode: t(travelWord(coverage.profileId)),
    minutes: String(Number((coverage.cutoffSeconds / 60).toFixed(1))),
    service: language === "en" ? local(service.title).toLowerCase() : local(service.title),
    share: formatShare(answer.peopleShare),
    short: formatDemand(answer.peopleShort, study.demand.unit, language),
    ending: worst > 0 && worst < parentCount ? where : t("answer.end"),
  };
  if (coverage.facilityCount === 0) return t("answer.noFacilities", values);
  if (answer.tested === 0) return t("answer.noPeople", values);
  return t(answer.notMet === 0 ? "answer.noGap" : "answer.sentence", values);
}
