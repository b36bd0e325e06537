import type { StudySource } from "../../core/model/study.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useText } from "../strings/text.ts";
import "./data-texts.ts";

interface KindProps {
  readonly study: StudyView;
  readonly source: StudySource;
  /** The layer that is spoken of; a source may be that of several. */
  readonly layer: string;
}

/** Simulated, real, or brought by the reader: of files that say nothing of themselves the product cannot vouch for more than the day they came. */
export function SourceKind({ study, source, layer }: KindProps) {
  const { t } = useText();
  const brought = source.simulated || source.date !== "" ? undefined : findOrigin(study, layer);
  const kind = source.simulated ? "simulated" : brought ? "brought" : "real";
  return (
    <span className="data-kind" data-kind={kind}>
      {t(`data.${kind}`)}
    </span>
  );
}

/** The day of a layer's data, else that of its import, else that neither is known. */
export function SourceDay({ study, source, layer }: KindProps) {
  const { t } = useText();
  return <>{source.date || findOrigin(study, layer)?.importedOn || t("data.date.unknown")}</>;
}

function findOrigin({ origins }: StudyView, layer: string) {
  return origins.find((origin) => origin.layer === layer);
}
