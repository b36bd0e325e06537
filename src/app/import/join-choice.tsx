import { useId } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import type { FacilityJoin, ImportLayerView, ImportView, Joining } from "../../worker/import-protocol.ts";
import { useText } from "../strings/text.ts";
import { decide } from "./import-commands.ts";
import { changeJoining, useImport } from "./import-store.ts";
import { joinsOf, serviceWords } from "./import-words.ts";

interface JoinChoicesProps {
  readonly layer: ImportLayerView;
  readonly view: ImportView;
}

/** What becomes of the facilities that the open study has, for each service of the layer. */
export function JoinChoices({ layer, view }: JoinChoicesProps) {
  const text = useText();
  const { t } = text;
  const added = view.added.filter(({ serviceId }) =>
    layer.roles.some(({ role }) => role === `facilities:${serviceId}`),
  );
  return (
    <>
      {joinsOf(layer, view).map((join) => (
        <JoinChoice key={join.serviceId} join={join} layer={layer} view={view} />
      ))}
      {view.isAdded &&
        added.map(({ serviceId, count }) => (
          <p key={serviceId} className="panel-note" data-testid="import-new-service">
            {t("import.join.new", { name: serviceWords(text, serviceId, view.services), count: formatCount(count) })}
          </p>
        ))}
    </>
  );
}

/** In place of those that are there, or beside them; the numbers either way. */
function JoinChoice({ join, layer, view }: JoinChoicesProps & { readonly join: FacilityJoin }) {
  const text = useText();
  const { t } = text;
  const name = useId();
  const { serviceId, existing, brought, duplicates, untestable } = join;
  const joining = useImport(({ decisions }) => decisions.joining[serviceId] ?? "replace");
  const choose = (next: Joining): void => {
    void decide(changeJoining(useImport.getState().decisions, serviceId, next));
  };
  const counts = { existing: formatCount(existing), brought: formatCount(brought) };
  const isAdding = joining !== "replace";
  const isShared = view.layers.some(
    (other) =>
      other !== layer && !other.isLeftOut && other.roles.some(({ role }) => role === `facilities:${serviceId}`),
  );
  return (
    <fieldset className="import-join" data-testid="import-join">
      <legend className="panel-label">
        {t("import.join", { name: serviceWords(text, serviceId, view.services), existing: formatCount(existing) })}
      </legend>
      <label className="import-check">
        <input type="radio" name={name} checked={!isAdding} onChange={() => choose("replace")} />
        <span>{t("import.join.replace", counts)}</span>
      </label>
      <label className="import-check">
        <input type="radio" name={name} checked={isAdding} onChange={() => choose("add")} />
        <span>{t("import.join.add", { ...counts, total: formatCount(existing + brought) })}</span>
      </label>
      <p className="panel-note">
        {t("import.join.duplicates", { count: formatCount(duplicates) })}
        {untestable > 0 && t("import.join.untestable", { count: formatCount(untestable) })}
        {isShared && t("import.join.shared")}
      </p>
      {isAdding && duplicates > 0 && (
        <label className="import-check">
          <input
            type="checkbox"
            checked={joining === "add-new"}
            onChange={({ target }) => choose(target.checked ? "add-new" : "add")}
          />
          <span>
            {t("import.join.skip", {
              ...counts,
              brought: formatCount(brought - duplicates),
              total: formatCount(existing + brought - duplicates),
            })}
          </span>
        </label>
      )}
    </fieldset>
  );
}
