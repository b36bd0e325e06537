import { useMemo } from "react";
import { LEDGER_STATUSES } from "../../core/plan/ledger/ledger-note.ts";
import { CloseIcon } from "../controls/icons.tsx";
import { useText } from "../strings/text.ts";
import type { LedgerFilter, LedgerLine } from "./ledger-lines.ts";
import { useLedgerView } from "./ledger-view.ts";

type Option = readonly [value: string, label: string];

const collator = new Intl.Collator("zh-CN", { numeric: true });

/** Narrows the table; each list offers what the ledger holds. */
export function LedgerFilters({ lines }: { readonly lines: readonly LedgerLine[] }) {
  const { t } = useText();
  const { filter, narrow } = useLedgerView();
  const unit = filter.unitId === null ? undefined : lines.find(({ row }) => row.unitId === filter.unitId);
  const options = useMemo(
    () => ({
      counties: listOptions(lines, ({ place, county }) => [place?.countyId ?? "", county]),
      services: listOptions(lines, ({ service }) => [service, service]),
      targets: sortOptions(
        listOptions(lines, ({ row, targetTitle }) => [row.targetId, `${row.targetId} ${targetTitle}`]),
      ),
      responsible: sortOptions(listOptions(lines, ({ responsible }) => [responsible, responsible])),
    }),
    [lines],
  );
  return (
    <search className="ledger-filters" data-testid="ledger-filters">
      <FilterSelect
        label={t("ledger.filter.county")}
        value={filter.countyId}
        options={options.counties}
        onChange={(countyId) => narrow({ countyId })}
        name="county"
      />
      <FilterSelect
        label={t("ledger.filter.service")}
        value={filter.service}
        options={options.services}
        onChange={(service) => narrow({ service })}
        name="service"
      />
      <FilterSelect
        label={t("ledger.filter.target")}
        value={filter.targetId}
        options={options.targets}
        onChange={(targetId) => narrow({ targetId })}
        name="target"
      />
      <FilterSelect
        label={t("ledger.filter.responsible")}
        value={filter.responsible}
        options={options.responsible}
        onChange={(responsible) => narrow({ responsible })}
        name="responsible"
      />
      <FilterSelect
        label={t("ledger.filter.status")}
        value={filter.status}
        options={[
          ...LEDGER_STATUSES.map((status): Option => [status, t(`ledger.status.${status}`)]),
          ["resolved", t("ledger.state.resolved")],
          ["not-judged", t("ledger.state.not-judged")],
        ]}
        onChange={(status) => narrow({ status: status as LedgerFilter["status"] })}
        name="status"
      />
      <label className="ledger-filter ledger-find">
        <span>{t("ledger.filter.text")}</span>
        <input
          type="search"
          value={filter.text}
          placeholder={t("ledger.filter.textHint")}
          data-filter="text"
          onChange={(event) => narrow({ text: event.currentTarget.value })}
        />
      </label>
      {filter.unitId !== null && (
        <button type="button" className="button ledger-chip" onClick={() => narrow({ unitId: null })}>
          {t("ledger.filter.unit", { name: unit?.unit ?? filter.unitId })}
          <CloseIcon />
        </button>
      )}
    </search>
  );
}

/** Different values in the order of the rows. */
function listOptions(lines: readonly LedgerLine[], read: (line: LedgerLine) => Option): Option[] {
  const found = new Map<string, string>();
  for (const line of lines) {
    const [value, label] = read(line);
    if (value === "") continue;
    if (!found.has(value)) found.set(value, label);
  }
  return [...found];
}

function sortOptions(options: readonly Option[]): Option[] {
  return [...options].sort(([a], [b]) => collator.compare(a, b));
}

function FilterSelect({
  label,
  value,
  options,
  onChange,
  name,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly Option[];
  readonly onChange: (value: string | null) => void;
  readonly name: string;
}) {
  const { t } = useText();
  return (
    <label className="ledger-filter">
      <span>{label}</span>
      <select
        value={value ?? ""}
        data-filter={name}
        data-narrowed={value !== null}
        onChange={(event) => onChange(event.currentTarget.value === "" ? null : event.currentTarget.value)}
      >
        <option value="">{t("ledger.filter.any")}</option>
        {value !== null && !options.some(([id]) => id === value) && <option value={value}>{value}</option>}
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
