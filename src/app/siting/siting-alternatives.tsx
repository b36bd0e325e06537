import type { SitingReport } from "../../worker/siting-protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { useText } from "../strings/text.ts";
import { useSiting } from "./siting-store.ts";
import { formatGap } from "./siting-words.ts";

const WANTED = 3;

/** Answers within one per cent of the best, to switch between. */
export function SitingAlternatives({ report }: { readonly report: SitingReport }) {
  const { t } = useText();
  const shown = useSiting((state) => state.shown);
  const put = useSiting((state) => state.put);
  if (report.isStopped) return null;
  if (report.alternatives.length === 0) return <p className="panel-section quiet">{t("site.alternatives.none")}</p>;
  const own = new Set(report.summary.sites.map(({ siteId }) => siteId));
  return (
    <div className="panel-section site-alternatives" data-testid="site-alternatives">
      <Segmented
        label={t("site.alternatives")}
        options={[
          { value: "0", label: t("site.alternatives.best") },
          ...report.alternatives.map(({ worseBy, summary }, index) => ({
            value: String(index + 1),
            label: t("site.alternatives.other", {
              number: index + 2,
              worse: worseBy > 0 ? formatGap(worseBy) : "0%",
              other: summary.sites.filter(({ siteId }) => !own.has(siteId)).length,
            }),
          })),
        ]}
        value={String(shown)}
        onChange={(value) =>
          put({ shown: Number(value), chosenRank: null, hoveredRank: null, appliedScenarioId: null })
        }
      />
      {report.alternatives.length < WANTED && (
        <p className="quiet">{t("site.alternatives.few", { count: report.alternatives.length })}</p>
      )}
    </div>
  );
}
