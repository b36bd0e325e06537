import { useState } from "react";
import { ON_SCREEN } from "../../core/plan/site-form.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { forgetQuestion, keepQuestion, openQuestion } from "./site-form-store.ts";
import { useSiting } from "./siting-store.ts";

const LONGEST_NAME = 80;

/** Questions kept under a name: opened, replaced, deleted; the command line asks them by that name. */
export function SiteKept({ study }: { readonly study: StudyView }) {
  const { t, local } = useText();
  const isRunning = useSiting((state) => state.status === "running");
  const questions = useProject((state) => currentEdits(state).siteQuestions);
  const kept = questions.filter(({ name }) => name !== ON_SCREEN);
  const [name, setName] = useState("");
  const wanted = name.trim();
  const isKnown = kept.some((each) => each.name === wanted);
  return (
    <details className="site-part" data-testid="site-kept">
      <summary>{t(kept.length > 0 ? "site.kept.some" : "site.kept.heading", { count: kept.length })}</summary>
      <p className="quiet">{t("site.kept.note")}</p>
      <ul className="site-kept">
        {kept.map((question) => {
          const service = study.services.find(({ id }) => id === question.serviceId);
          return (
            <li key={question.name}>
              <button
                type="button"
                className="link"
                disabled={isRunning || !service}
                aria-label={t("site.kept.open", { name: question.name })}
                onClick={() => {
                  useSiting.getState().put({ drafts: {}, isTold: false, hand: null, sketch: [] });
                  openQuestion(question);
                }}
              >
                {question.name}
              </button>
              <span className="quiet">
                {service ? local(service.title) : t("site.kept.gone", { serviceId: question.serviceId })} ·{" "}
                {t(`site.model.${question.form.model}`)}
              </span>
              <button
                type="button"
                className="link"
                aria-label={t("site.kept.drop", { name: question.name })}
                onClick={() => forgetQuestion(question.name)}
              >
                ×
              </button>
            </li>
          );
        })}
      </ul>
      <form
        className="site-row"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === "") return;
          keepQuestion(wanted);
          setName("");
        }}
      >
        <input
          type="text"
          value={name}
          maxLength={LONGEST_NAME}
          aria-label={t("site.kept.name")}
          placeholder={t("site.kept.name")}
          data-testid="site-kept-name"
          onChange={({ target }) => setName(target.value)}
        />
        <button type="submit" className="button" disabled={wanted === ""} data-testid="site-keep-question">
          {isKnown ? t("site.kept.replace", { name: wanted }) : t("site.kept.keep")}
        </button>
      </form>
    </details>
  );
}
