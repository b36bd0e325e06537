import { formatCount, formatHectares } from "../../core/model/format-number.ts";
import type { MissingLinks } from "../../core/questions/find-missing-links.ts";
import { useText } from "../strings/text.ts";
import { useExplain } from "./explain-store.ts";
import { countKinds } from "./list-links.ts";

/** How many links of each kind there are and what the best of them gains; one of them, or all, is listed. */
export function LinkKindTabs({ answer: { links, countsLand } }: { readonly answer: MissingLinks }) {
  const { t, language } = useText();
  const chosen = useExplain((state) => state.linkKind);
  const show = useExplain((state) => state.show);
  return (
    <div className="crossings-kinds" role="group" aria-label={t("crossings.kind")}>
      <button
        type="button"
        aria-pressed={chosen === null}
        data-testid="crossings-kind-any"
        onClick={() => show({ linkKind: null, chosenLink: null })}
      >
        {t("link.kind.any")} <strong>{formatCount(links.length)}</strong>
      </button>
      {countKinds(links).map(({ kind, count, most }) => (
        <button
          key={kind}
          type="button"
          aria-pressed={chosen === kind}
          disabled={count === 0}
          data-testid={`crossings-kind-${kind}`}
          onClick={() => show({ linkKind: kind, chosenLink: null })}
        >
          {t(`link.kind.${kind}`)} <strong>{formatCount(count)}</strong>
          {count > 0 && (
            <small>
              {t("crossings.kind.most", {
                people: countsLand ? formatHectares(most, language) : formatCount(most),
              })}
            </small>
          )}
        </button>
      ))}
    </div>
  );
}
