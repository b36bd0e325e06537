import { useState } from "react";
import type { TemplateFormat, TemplateId } from "../../worker/import-protocol.ts";
import { describeFailure } from "../describe-error.ts";
import { downloadBytes } from "../frame/download.ts";
import { useLate } from "../frame/progress-banner.tsx";
import type { Failure } from "../store/analysis-store.ts";
import { askWorker } from "../store/ask-worker.ts";
import { failureOf } from "../store/failure-of.ts";
import { useText } from "../strings/text.ts";
import "./import-texts.ts";
import "./import.css";

const FORMS: readonly TemplateId[] = ["facilities", "communities"];
const FORMATS: readonly TemplateFormat[] = ["xlsx", "csv"];

/** Forms to fill in, for whoever has no file yet that could be imported. */
export function TemplateLinks() {
  const { t, local } = useText();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isLate = useLate(isBusy);
  const download = async (id: TemplateId, format: TemplateFormat): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const { name, bytes } = await askWorker("writeTemplate", { id, format });
      downloadBytes(name, bytes);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="import-templates" data-testid="import-templates">
      <p className="quiet">{t("import.template.note")}</p>
      <ul>
        {FORMS.map((id) => (
          <li key={id}>
            <span>{t(`import.template.${id}`)}</span>
            {FORMATS.map((format) => (
              <button
                key={format}
                type="button"
                className="link"
                disabled={isBusy}
                aria-label={t("import.template.download", {
                  name: t(`import.template.${id}`),
                  format: format === "csv" ? "CSV" : "Excel",
                })}
                onClick={() => void download(id, format)}
              >
                {format === "csv" ? "CSV" : "Excel"}
              </button>
            ))}
          </li>
        ))}
      </ul>
      <p className="quiet" role="status">
        {isLate ? t("progress.writing") : failure ? local(describeFailure(failure).happened) : ""}
      </p>
    </div>
  );
}
