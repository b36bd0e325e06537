import { type ClipboardEvent, useEffect, useState } from "react";
import { unitTree } from "../../core/model/unit-tree.ts";
import { type StatedUnit, wholeOfCounties } from "../../core/plan/stated-units.ts";
import { findStatedFaults, isShareTarget } from "../../core/plan/stated-value.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { matchPastedRows } from "./paste-counties.ts";

type Fields = Readonly<Record<"date" | "source" | "confirmedBy", string>>;
const NO_FIELDS: Fields = { date: "", source: "", confirmedBy: "" };

/** Values by county for a target of the whole that no map can test: typed, or pasted from a spreadsheet. Each saving can be undone. */
export function StatedUnitsForm({
  study,
  target,
  result,
}: {
  readonly study: StudyView;
  readonly target: Target;
  readonly result: TargetResult;
}) {
  const { t, list } = useText();
  const all = useProject((state) => currentEdits(state).statedUnits);
  const isShare = isShareTarget(target);
  const scale = isShare ? 100 : 1;
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const [fields, setFields] = useState(NO_FIELDS);
  const [unmatched, setUnmatched] = useState<readonly string[]>([]);
  const [isTried, setTried] = useState(false);
  // What is stated also changes by undo and redo.
  useEffect(() => {
    const stated = all.filter(({ targetId }) => targetId === target.id);
    setTexts(new Map(stated.map(({ unitId, value }) => [unitId, String(Number((value * scale).toFixed(6)))])));
    const [first] = stated;
    setFields(first ? { date: first.date, source: first.source, confirmedBy: first.confirmedBy } : NO_FIELDS);
    setTried(false);
  }, [all, target.id, scale]);
  const { unitsById } = unitTree(study);
  const counties = (result.counties ?? []).map(({ unitId }) => ({
    id: unitId,
    name: unitsById.get(unitId)?.name ?? unitId,
  }));
  if (counties.length === 0) return null;
  // Values of counties that this study does not have stay as they are.
  const others = all.filter(
    ({ targetId, unitId }) => targetId !== target.id || !counties.some(({ id }) => id === unitId),
  );
  const known = all.filter(({ targetId }) => targetId === target.id);
  const [shown] = known;
  const isSameSource =
    shown !== undefined &&
    fields.date === shown.date &&
    fields.source === shown.source &&
    fields.confirmedBy === shown.confirmedBy;
  const entered = counties.flatMap(({ id }): StatedUnit[] => {
    const text = texts.get(id)?.trim() ?? "";
    const own = { date: fields.date, source: fields.source.trim(), confirmedBy: fields.confirmedBy.trim() };
    const before = known.find(({ unitId }) => unitId === id);
    // A value that was not touched keeps its own day and source.
    if (text !== "" && before && isSameSource && Number(text) === Number((before.value * scale).toFixed(6)))
      return [before];
    return text === "" ? [] : [{ targetId: target.id, unitId: id, value: Number(text) / scale, ...own }];
  });
  const faults = [...new Set(entered.flatMap((stated) => findStatedFaults(stated, target)))];
  if (entered.length === 0) faults.push("value");
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(pasted.trim())) return;
    event.preventDefault();
    const matched = matchPastedRows(pasted, counties);
    setTexts(new Map([...texts, ...matched.texts]));
    setUnmatched(matched.unmatched);
  };
  const save = () => {
    setTried(true);
    if (faults.length > 0) return;
    setUnmatched([]);
    useProject.getState().editPlan({ statedUnits: [...others, ...entered] });
  };
  const field = (name: keyof Fields, type: "date" | "text") => (
    <label className={name === "date" ? undefined : "stated-wide"}>
      <span>{t(`targets.stated.${name}`)}</span>
      <input
        type={type}
        value={fields[name]}
        maxLength={name === "source" ? 500 : 200}
        onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <details className="stated-value stated-counties" data-testid="stated-counties">
      <summary>{t("judgedMap.stated.heading")}</summary>
      <form
        aria-label={t("judgedMap.stated.heading")}
        onPaste={onPaste}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <p className="quiet">
          {t("judgedMap.stated.what")}
          {t(`judgedMap.stated.whole.${wholeOfCounties(target.rule)}`)}
        </p>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("targets.byCounty.county")}</th>
              <th scope="col">{t(isShare ? "targets.stated.share" : "judgedMap.stated.value")}</th>
            </tr>
          </thead>
          <tbody>
            {counties.map(({ id, name }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td>
                  <input
                    inputMode="decimal"
                    aria-label={name}
                    value={texts.get(id) ?? ""}
                    onChange={(event) => setTexts(new Map([...texts, [id, event.target.value]]))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {unmatched.length > 0 && (
          <div role="alert">
            <p className="stated-faults">{t("judgedMap.stated.unmatched")}</p>
            <pre className="stated-unmatched">{unmatched.join("\n")}</pre>
          </div>
        )}
        <div className="stated-fields">
          {field("date", "date")}
          {field("source", "text")}
          {field("confirmedBy", "text")}
        </div>
        {isTried && faults.length > 0 && (
          <p className="stated-faults" role="alert">
            {t("targets.stated.faults", {
              fields: list(faults.map((fault) => t(`targets.stated.fault.${fault as "value" | "date" | "source"}`))),
            })}
          </p>
        )}
        <p className="stated-buttons">
          <button type="submit" className="button">
            {t("judgedMap.stated.save")}
          </button>
          {all.length > others.length && (
            <button
              type="button"
              className="link"
              onClick={() => useProject.getState().editPlan({ statedUnits: others })}
            >
              {t("judgedMap.stated.remove")}
            </button>
          )}
        </p>
      </form>
    </details>
  );
}
