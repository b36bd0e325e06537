import { communitiesInScope, hasCore, hasKinds, type Scope } from "../../core/model/scope.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";

const KINDS: readonly Scope["kind"][] = ["all", "urban", "village"];

/** Which communities the sentence, the tables and the legend count. */
export function ScopeChoice({ study, scope }: { readonly study: StudyView; readonly scope: Scope }) {
  const { t } = useText();
  const edit = useProject((state) => state.edit);
  const { counties } = unitTree(study);
  const core = hasCore(study);
  const kinds = hasKinds(study);
  if (!kinds && counties.length < 2) return null;

  const choose = (change: Partial<Scope>) => {
    const next = { ...scope, ...change };
    edit({ scope: next });
    const communityIndexes = communitiesInScope(study, next);
    const whole = next.areaId === "all" || communityIndexes.length === 0;
    useView.getState().fly(whole ? { kind: "study" } : { kind: "communities", communityIndexes });
  };
  return (
    <div className="panel-section">
      {counties.length > 1 && (
        <label className="ask-select">
          <span className="panel-label">{t("ask.scope")}</span>
          <select value={scope.areaId} onChange={(event) => choose({ areaId: event.target.value })}>
            <option value="all">{t("ask.scope.all")}</option>
            {core && <option value="core">{t("ask.scope.core")}</option>}
            {counties.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {kinds && (
        <div className="ask-kinds">
          <Segmented
            label={t("ask.scope.kind")}
            hideLabel
            value={scope.kind}
            options={KINDS.map((value) => ({ value, label: t(`ask.kind.${value}`) }))}
            onChange={(kind) => choose({ kind })}
          />
        </div>
      )}
    </div>
  );
}
