/** Where the candidates of an answer came from, and how many of them took no part. */

import { formatCount } from "../../core/model/format-number.ts";
import type { SiteForm } from "../../core/plan/site-form.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { SitingReport } from "../../worker/siting-protocol.ts";
import type { Text } from "../strings/text.ts";

type Words = Pick<Text, "t" | "local">;

/** The layer, the file, or how they were drawn. */
export function nameOrigin({ t, local }: Words, study: StudyView, asked: SiteForm): string {
  if (asked.candidateKind === "file") return asked.candidateFile?.name ?? "";
  if (asked.candidateKind === "drawn") return t("site.candidates.drawn");
  const service = study.services.find(({ id }) => id === asked.candidateServiceId);
  return service ? local(service.title) : (asked.candidateServiceId ?? "");
}

export function describeCandidates(words: Words, study: StudyView, report: SitingReport, asked: SiteForm): string {
  const { t } = words;
  const counts = { count: formatCount(report.candidateCount), facilities: formatCount(report.facilityCount) };
  const { kind } = report.wishes.candidates;
  const own =
    kind === "grid"
      ? t("site.candidates", { ...counts, grid: formatCount(report.gridMetres) })
      : t(kind === "layer" ? "site.candidates.of.layer" : "site.candidates.of.points", {
          ...counts,
          layer: nameOrigin(words, study, asked),
        });
  const dropped =
    report.droppedCount > 0 ? t("site.candidates.dropped", { count: formatCount(report.droppedCount) }) : "";
  return `${own}${dropped === "" ? "" : ` ${dropped}`}`;
}
