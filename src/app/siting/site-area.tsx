import { useState } from "react";
import { CORE_COUNTY_IDS, hasCore } from "../../core/model/scope.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { SiteForm } from "../../core/plan/site-form.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { communitiesOfArea } from "./site-area-words.ts";
import { changeForm, useSiteForm } from "./site-form-store.ts";
import { useSiting } from "./siting-store.ts";

type AreaChange = Pick<SiteForm, "areaKind" | "areaUnitIds">;

function changeOf(value: string): AreaChange {
  if (value === "all" || value === "communities") return { areaKind: value, areaUnitIds: [] };
  return { areaKind: "units", areaUnitIds: value === "core" ? CORE_COUNTY_IDS : [value] };
}

function readArea({ areaKind, areaUnitIds }: AreaChange): string {
  if (areaKind !== "units") return areaKind;
  const isCore = areaUnitIds.length > 1 && CORE_COUNTY_IDS.every((id) => areaUnitIds.includes(id));
  return isCore ? "core" : (areaUnitIds[0] ?? "all");
}

/** Whose people and candidates count: the whole study, a county, or chosen communities. */
export function SiteArea({ study }: { readonly study: StudyView }) {
  const { t } = useText();
  const form = useSiteForm();
  const isRunning = useSiting((state) => state.status === "running");
  const { counties } = unitTree(study);
  const choose = (value: string): void => {
    const change = changeOf(value);
    changeForm(change);
    const communityIndexes = communitiesOfArea(study, { ...form, ...change });
    if (communityIndexes === null) useView.getState().fly({ kind: "study" });
    else if (communityIndexes.length > 0) useView.getState().fly({ kind: "communities", communityIndexes });
  };
  return (
    <section className="site-area" aria-label={t("site.area")}>
      <label className="site-service">
        <span className="panel-label">{t("site.area")}</span>
        <select
          value={readArea(form)}
          disabled={isRunning}
          data-testid="site-area"
          onChange={({ target }) => choose(target.value)}
        >
          <option value="all">{t("site.area.all")}</option>
          {hasCore(study) && <option value="core">{t("ask.scope.core")}</option>}
          {counties.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="communities">{t("site.area.communities")}</option>
        </select>
      </label>
      {form.areaKind === "communities" && <CommunityChoice study={study} form={form} isRunning={isRunning} />}
      {form.areaKind !== "all" && <p className="quiet">{t("site.area.note")}</p>}
    </section>
  );
}

const MOST_FOUND = 6;

interface Found {
  readonly key: string;
  readonly label: string;
  readonly ids: readonly string[];
}

/** Townships and communities whose name holds what is looked for, townships first. */
function findPlaces(study: StudyView, words: string, write: (name: string, count: number) => string): Found[] {
  const wanted = words.trim();
  if (wanted === "") return [];
  const { communities, units } = study;
  const { townshipIds } = unitTree(study);
  const townships = units
    .filter(({ level, name }) => level === "township" && name.includes(wanted))
    .map(({ id, name }): Found => {
      const ids = communities.ids.filter((_, index) => townshipIds[index] === id);
      return { key: id, label: write(name, ids.length), ids };
    });
  const single = communities.ids.flatMap((id, index): Found[] =>
    communities.names[index]?.includes(wanted) ? [{ key: id, label: communities.names[index] ?? id, ids: [id] }] : [],
  );
  return [...townships.filter(({ ids }) => ids.length > 0), ...single].slice(0, MOST_FOUND);
}

function CommunityChoice({
  study,
  form,
  isRunning,
}: {
  readonly study: StudyView;
  readonly form: SiteForm;
  readonly isRunning: boolean;
}) {
  const { t } = useText();
  const [words, setWords] = useState("");
  const selected = useView((state) => state.selectedCommunityIndex);
  const { indexById } = unitTree(study);
  const { names, ids } = study.communities;
  const chosen = form.areaCommunityIds;
  const add = (more: readonly string[]): void =>
    changeForm({ areaCommunityIds: [...chosen, ...more.filter((id) => !chosen.includes(id))] });
  const found = findPlaces(study, words, (name, count) => t("site.area.township", { name, count }));
  const onMap = selected === null ? undefined : ids[selected];
  return (
    <div className="site-communities">
      <input
        type="search"
        value={words}
        disabled={isRunning}
        aria-label={t("site.area.find")}
        placeholder={t("site.area.find")}
        data-testid="site-area-find"
        onChange={({ target }) => setWords(target.value)}
      />
      {words.trim() !== "" && found.length === 0 && <p className="quiet">{t("site.area.none")}</p>}
      {found.length > 0 && (
        <ul className="site-found">
          {found.map(({ key, label, ids: more }) => (
            <li key={key}>
              <button
                type="button"
                className="link"
                disabled={isRunning}
                onClick={() => {
                  add(more);
                  setWords("");
                }}
              >
                {t("site.area.add", { name: label })}
              </button>
            </li>
          ))}
        </ul>
      )}
      {onMap !== undefined && !chosen.includes(onMap) && (
        <button
          type="button"
          className="button"
          disabled={isRunning}
          data-testid="site-area-from-map"
          onClick={() => add([onMap])}
        >
          {t("site.area.fromMap", { name: names[selected ?? -1] ?? "" })}
        </button>
      )}
      <div className="site-row">
        <span data-testid="site-area-chosen">{t("site.area.chosen", { count: chosen.length })}</span>
        {chosen.length > 0 && (
          <button
            type="button"
            className="link"
            disabled={isRunning}
            onClick={() => changeForm({ areaCommunityIds: [] })}
          >
            {t("site.draw.clear")}
          </button>
        )}
      </div>
      <ul className="site-chips">
        {chosen.map((id) => {
          const name = names[indexById.get(id) ?? -1] ?? id;
          return (
            <li key={id}>
              {name}
              <button
                type="button"
                disabled={isRunning}
                aria-label={t("site.area.drop", { name })}
                onClick={() => changeForm({ areaCommunityIds: chosen.filter((each) => each !== id) })}
              >
                ×
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
