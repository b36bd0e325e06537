import { useEffect, useState } from "react";
import type { Service } from "../../core/model/facility.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { demandWords } from "../select/demand-words.ts";
import { type TimelessParameters, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";

/** The share at which a community counts as met. The plan gives none, so it stands here to be changed. */
export function PassMark({
  study,
  service,
  parameters,
}: {
  readonly study: StudyView;
  readonly service: Service;
  readonly parameters: TimelessParameters;
}) {
  const { t } = useText();
  const editParameters = useProject((state) => state.editParameters);
  const percent = Number((parameters.passShare * 100).toFixed(1));
  const [text, setText] = useState(String(percent));
  useEffect(() => setText(String(percent)), [percent]);
  const groupId = parameters.groupId ?? service.groupId;
  const group = demandWords(t, study.demand.totals[groupId] === undefined ? "all" : groupId, study.demand.unit);
  const commit = () => {
    const value = Number(text);
    if (Number.isFinite(value) && value >= 1 && value <= 100) {
      if (value !== percent) editParameters({ passShare: value / 100 });
    } else setText(String(percent));
  };
  return (
    <div className="panel-section">
      <label>
        <span className="panel-label">{t("ask.pass")}</span>
        <span className="pass-mark">
          <span>{t("ask.pass.before")}</span>
          <input
            type="number"
            min={1}
            max={100}
            step={5}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.key === "Enter") commit();
            }}
          />
          <span className="pass-mark-words">{t("ask.pass.after", { group })}</span>
        </span>
      </label>
      <p className="panel-note">{t("ask.pass.note")}</p>
    </div>
  );
}
