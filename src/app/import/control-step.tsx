import { Fragment, useEffect, useId, useState } from "react";
import { basisOfGroup } from "../../core/model/control-basis.ts";
import { GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import { formatCount, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import type { ControlBasis, ControlledGroup, ImportView, PeopleControl } from "../../worker/import-protocol.ts";
import { type TextKey, useText } from "../strings/text.ts";
import { decide } from "./import-commands.ts";
import { changeControlBasis, changeControlTotal, useImport } from "./import-store.ts";

/** Parts of which people are made. */
const PEOPLE_ROLES = ["people", "communities", "demand", "buildings"];

/** Whether a layer says anything about people. */
export function isAboutPeople(roles: readonly { readonly role: string }[]): boolean {
  return roles.some(({ role }) => PEOPLE_ROLES.includes(role));
}

/** The people of the whole study against totals that are known from elsewhere: the difference, and whether it is scaled away. */
export function ControlStep({ view }: { readonly view: ImportView }) {
  const { t } = useText();
  const control = useImport(({ decisions }) => decisions.control);
  const { people } = view;
  const change = (part: Partial<PeopleControl>): void => {
    const { decisions } = useImport.getState();
    void decide({ ...decisions, control: { ...decisions.control, ...part } });
  };
  const stated = GROUP_IDS.filter((groupId) => control.totals[groupId] !== undefined);
  const isStated = stated.length > 0;
  const areSeveral = stated.length > 1 || Object.keys(control.own).length > 0;
  const isBased = stated.every((groupId) => {
    const { source, date } = basisOfGroup(control, groupId);
    return source !== "" && date !== "";
  });
  return (
    <section className="panel-section" data-testid="import-control">
      <h3>{t("import.step.control")}</h3>
      <p className="panel-note">{t("import.control.note")}</p>
      {people === null ? (
        <p className="panel-note">{t("import.control.later")}</p>
      ) : people.length === 0 ? (
        <p className="panel-note">{t("import.control.untestable")}</p>
      ) : (
        <>
          <table className="import-control">
            <thead>
              <tr>
                <th scope="col">{t("import.control.group")}</th>
                <th scope="col" className="number">
                  {t("import.control.found")}
                </th>
                <th scope="col" className="number">
                  {t("import.control.total")}
                </th>
                <th scope="col" className="number">
                  {t("import.control.difference")}
                </th>
              </tr>
            </thead>
            <tbody>
              {people.map((group) => (
                <Fragment key={group.groupId}>
                  <GroupRow group={group} />
                  {areSeveral && stated.includes(group.groupId) && <BasisRow groupId={group.groupId} />}
                </Fragment>
              ))}
            </tbody>
          </table>
          <TextField
            label={t(areSeveral ? "import.control.source.all" : "import.control.source")}
            hint={t("import.control.source.hint")}
            value={control.source}
            onCommit={(source) => change({ source })}
          />
          <TextField
            label={t(areSeveral ? "import.control.date.all" : "import.control.date")}
            hint={t("import.control.date.hint")}
            value={control.date}
            onCommit={(date) => change({ date })}
          />
          {isStated && !isBased && <p className="panel-note">{t("import.control.basis")}</p>}
          {isStated && <ScaleChoice scales={control.scales} onChange={(scales) => change({ scales })} />}
        </>
      )}
    </section>
  );
}

/** One group: people of the study, the field for the control total, the difference. */
function GroupRow({ group }: { readonly group: ControlledGroup }) {
  const { t } = useText();
  const { groupId, found } = group;
  const control = useImport(({ decisions }) => decisions.control.totals[groupId] ?? null);
  const shown = control === null ? "" : String(control);
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  const name = t(`group.${groupId}` as TextKey);
  const commit = (): void => {
    const plain = typed.normalize("NFKC").replace(/[\s,，]/g, "");
    const isNumber = plain === "" || /^\d{1,12}(\.\d+)?$/.test(plain);
    if (plain === shown || !isNumber) setTyped(shown);
    else void decide(changeControlTotal(useImport.getState().decisions, groupId, plain === "" ? null : Number(plain)));
  };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{formatCount(found)}</td>
      <td>
        <input
          className="number"
          inputMode="decimal"
          aria-label={t("import.control.total.of", { name })}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={commit}
          onKeyDown={({ key }) => {
            if (key === "Enter") commit();
          }}
        />
      </td>
      <td className="number" data-testid={`import-difference-${groupId}`}>
        {control === null ? NO_VALUE : differenceWords(found, control)}
      </td>
    </tr>
  );
}

/** Where one group's total is from: as all others, until somebody says otherwise. */
function BasisRow({ groupId }: { readonly groupId: GroupId }) {
  const { t } = useText();
  const control = useImport(({ decisions }) => decisions.control);
  const own = control.own[groupId];
  const name = t(`group.${groupId}` as TextKey);
  const { source, date } = basisOfGroup(control, groupId);
  const said = [source, date].filter((part) => part !== "").join("，");
  const change = (basis: Partial<ControlBasis> | null): void =>
    void decide(changeControlBasis(useImport.getState().decisions, groupId, basis));
  return (
    <tr className="import-control-basis">
      <td colSpan={4} data-testid={`import-basis-${groupId}`}>
        {own === undefined ? (
          <>
            <span className="quiet">{t("import.control.basis.as-all", { said: said === "" ? NO_VALUE : said })}</span>{" "}
            <button
              type="button"
              className="link"
              aria-label={t("import.control.basis.other.of", { name })}
              onClick={() => change({})}
            >
              {t("import.control.basis.other")}
            </button>
          </>
        ) : (
          <>
            <TextField
              label={t("import.control.source")}
              name={t("import.control.source.of", { name })}
              hint={control.source === "" ? t("import.control.source.hint") : control.source}
              value={own.source ?? ""}
              onCommit={(text) => change({ source: text })}
            />
            <TextField
              label={t("import.control.date")}
              name={t("import.control.date.of", { name })}
              hint={control.date === "" ? t("import.control.date.hint") : control.date}
              value={own.date ?? ""}
              onCommit={(text) => change({ date: text })}
            />
            <button
              type="button"
              className="link"
              aria-label={t("import.control.basis.same.of", { name })}
              onClick={() => change(null)}
            >
              {t("import.control.basis.same")}
            </button>
          </>
        )}
      </td>
    </tr>
  );
}

/** How far the study is above (+) or below (−) the total, in people and of the total. */
function differenceWords(found: number, control: number): string {
  const difference = found - control;
  if (Math.abs(difference) < 0.5) return "0";
  const sign = difference < 0 ? "−" : "+";
  const share = control > 0 ? `（${sign}${formatShare(Math.abs(difference) / control)}）` : "";
  return `${sign}${formatCount(Math.abs(difference))}${share}`;
}

function ScaleChoice({ scales, onChange }: { readonly scales: boolean; readonly onChange: (scales: boolean) => void }) {
  const { t } = useText();
  const name = useId();
  return (
    <fieldset className="import-join">
      <legend className="visually-hidden">{t("import.step.control")}</legend>
      <label className="import-check">
        <input type="radio" name={name} checked={!scales} onChange={() => onChange(false)} />
        <span>{t("import.control.keep")}</span>
      </label>
      <label className="import-check">
        <input type="radio" name={name} checked={scales} onChange={() => onChange(true)} />
        <span>{t("import.control.scale")}</span>
      </label>
    </fieldset>
  );
}

/** A text that takes effect on Enter or on leaving the field. */
function TextField({
  label,
  name,
  hint,
  value,
  onCommit,
}: {
  readonly label: string;
  /** What the field is called where its label does not say all. */
  readonly name?: string;
  readonly hint: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = (): void => {
    if (typed.trim() !== value) onCommit(typed.trim());
  };
  return (
    <label className="import-field">
      <span>{label}</span>
      <input
        value={typed}
        maxLength={80}
        placeholder={hint}
        aria-label={name}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={commit}
        onKeyDown={({ key }) => {
          if (key === "Enter") commit();
        }}
      />
    </label>
  );
}
