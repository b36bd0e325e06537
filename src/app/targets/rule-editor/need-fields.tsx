import { useMemo } from "react";
import { formatCount } from "../../../core/model/format-number.ts";
import { type FilterColumn, listFilterColumns } from "../../../core/plan/filter-columns.ts";
import type { FacilityNeed } from "../../../core/plan/target.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import { useText } from "../../strings/text.ts";
import { FieldFaults } from "./fields.tsx";
import { FilterFields } from "./filter-fields.tsx";

interface NeedProps {
  readonly study: StudyView;
  readonly serviceIds: readonly string[];
  readonly need: FacilityNeed;
  readonly path: string;
  readonly onChange: (need: FacilityNeed) => void;
}

/** Kinds of facility all of which must be there: each any of its services, filtered. */
export function NeedsFields({
  needs,
  path,
  onChange,
  ...others
}: Omit<NeedProps, "need" | "onChange"> & {
  readonly needs: readonly FacilityNeed[];
  readonly onChange: (needs: readonly FacilityNeed[]) => void;
}) {
  const { t } = useText();
  return (
    <fieldset className="rule-group">
      <legend>{t("ruleEditor.needs")}</legend>
      {needs.map((need, index) => (
        // Needs have no names; their place is what tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: a need is its place in the rule
        <div key={index} className="rule-need">
          {index > 0 && <span className="rule-and">{t("ruleEditor.and")}</span>}
          <NeedFields
            {...others}
            need={need}
            path={`${path}.${index}`}
            onChange={(next) => onChange(needs.map((each, at) => (at === index ? next : each)))}
          />
          {needs.length > 1 && (
            <button type="button" className="link" onClick={() => onChange(needs.filter((_, at) => at !== index))}>
              {t("ruleEditor.removeNeed", { number: index + 1 })}
            </button>
          )}
        </div>
      ))}
      <FieldFaults field={path} />
      <button type="button" className="link" onClick={() => onChange([...needs, { serviceIds: [] }])}>
        {t("ruleEditor.addNeed")}
      </button>
    </fieldset>
  );
}

/** The facilities that a value is taken of; null where no layer can hold them. */
export function MeasuredFields({
  need,
  onChange,
  ...others
}: Omit<NeedProps, "need" | "onChange"> & {
  readonly need: FacilityNeed | null;
  readonly onChange: (need: FacilityNeed | null) => void;
}) {
  const { t } = useText();
  return (
    <fieldset className="rule-group">
      <legend>{t("ruleEditor.needs")}</legend>
      {need === null && <p className="panel-note">{t("ruleEditor.noNeed")}</p>}
      <NeedFields
        {...others}
        need={need ?? { serviceIds: [] }}
        onChange={(next) => onChange(next.serviceIds.length === 0 ? null : next)}
      />
    </fieldset>
  );
}

function NeedFields({ study, serviceIds, need, path, onChange }: NeedProps) {
  const { t, local } = useText();
  const columns = useColumns(study, need);
  const nameOf = (id: string): string => {
    const service = study.services.find((each) => each.id === id);
    return service ? local(service.title) : id;
  };
  const countOf = (id: string): number | undefined => study.facilities.find(({ serviceId }) => serviceId === id)?.count;
  const labelOf = (id: string): string => {
    const count = countOf(id);
    return count === undefined
      ? t("ruleEditor.noLayer", { service: nameOf(id) })
      : t("ruleEditor.layerCount", { service: nameOf(id), count: formatCount(count) });
  };
  const others = serviceIds.filter((id) => !need.serviceIds.includes(id));
  const addLabel = t(need.serviceIds.length === 0 ? "ruleEditor.addService" : "ruleEditor.orService");
  return (
    <>
      <ul className="rule-services">
        {need.serviceIds.map((id, index) => (
          <li key={id}>
            {index > 0 && <span className="quiet">{t("ruleEditor.or")} </span>}
            {labelOf(id)}
            <button
              type="button"
              className="rule-remove"
              aria-label={t("ruleEditor.removeService", { service: nameOf(id) })}
              onClick={() => onChange({ ...need, serviceIds: need.serviceIds.filter((each) => each !== id) })}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <select
        className="rule-add"
        aria-label={addLabel}
        value=""
        onChange={(event) => onChange({ ...need, serviceIds: [...need.serviceIds, event.target.value] })}
      >
        <option value="" disabled>
          {addLabel}
        </option>
        {others.map((id) => (
          <option key={id} value={id}>
            {labelOf(id)}
          </option>
        ))}
      </select>
      <FieldFaults field={`${path}.serviceIds`} />
      {need.serviceIds.length > 0 && (
        <FilterFields
          columns={columns}
          filters={need.filters ?? []}
          path={`${path}.filters`}
          addLabel={t("ruleEditor.addFilter")}
          onChange={(filters) => {
            const { filters: _before, ...rest } = need;
            onChange(filters.length === 0 ? rest : { ...rest, filters });
          }}
        />
      )}
    </>
  );
}

/** Columns of the layers that a need counts. */
export function useColumns({ facilities }: StudyView, need: FacilityNeed | null): readonly FilterColumn[] {
  const serviceIds = need?.serviceIds;
  return useMemo(
    () => listFilterColumns(facilities.filter(({ serviceId }) => serviceIds?.includes(serviceId))),
    [facilities, serviceIds],
  );
}
