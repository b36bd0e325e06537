import { lazy, Suspense } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import { downloadBytes } from "../frame/download.ts";
import { IssueList } from "../frame/issue-list.tsx";
import { PartBoundary } from "../frame/part-boundary.tsx";
import { pickFiles } from "../frame/pick-files.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { requestStudyFile } from "../store/ask-worker.ts";
import { openShippedStudy } from "../store/open-study.ts";
import { useText } from "../strings/text.ts";
import { LevelChoice } from "./level-choice.tsx";
import { SourceDay, SourceKind } from "./source-kind.tsx";
import "./data-texts.ts";
import "./data.css";

const CheckUpSection = lazy(async () => ({
  default: (await import("../check-up/check-up-section.tsx")).CheckUpSection,
}));
const TemplateLinks = lazy(async () => ({
  default: (await import("../import/template-links.tsx")).TemplateLinks,
}));
const KeptList = lazy(async () => ({ default: (await import("../keeping/kept-list.tsx")).KeptList }));
const LayerOrigins = lazy(async () => ({ default: (await import("./layer-origins.tsx")).LayerOrigins }));

/** Opening and saving, what was found while reading, sources in full, checksums. */
export function DataDetails() {
  const { t } = useText();
  const study = useAnalysis((state) => state.study);
  const issues = useAnalysis((state) => state.issues);
  const origin = useAnalysis((state) => state.origin);
  const save = async () => {
    const { name, bytes } = await requestStudyFile();
    downloadBytes(name, bytes);
  };
  return (
    <div className="data">
      <section className="panel-section">
        <h2>{t("data.open")}</h2>
        <div className="data-drop">
          <p>
            {t("data.drop")}{" "}
            <button type="button" className="link" onClick={pickFiles}>
              {t("data.drop.choose")}
            </button>
          </p>
          <p className="quiet">{t("data.drop.formats")}</p>
          <p className="quiet">{t("data.private")}</p>
        </div>
        <Suspense fallback={null}>
          <TemplateLinks />
        </Suspense>
        <div className="data-actions">
          {study && (
            <button type="button" className="button" onClick={() => void save().catch(() => undefined)}>
              {t("data.save")}
            </button>
          )}
          {origin !== "shipped" && (
            <button type="button" className="button" onClick={() => void openShippedStudy()}>
              {t("data.shipped")}
            </button>
          )}
        </div>
        <LevelChoice />
      </section>
      <PartBoundary name={t("data.part.kept")}>
        <Suspense fallback={null}>
          <KeptList />
        </Suspense>
      </PartBoundary>
      <PartBoundary name={t("data.part.check-up")}>
        <Suspense fallback={null}>
          <CheckUpSection />
        </Suspense>
      </PartBoundary>
      {study && (
        <section className="panel-section">
          <div className="panel-title">
            <h2>{t("data.issues")}</h2>
            <span className="quiet" data-rows-below>
              {t("data.issues.count", { count: formatCount(issues.length) })}
            </span>
          </div>
          {issues.length === 0 ? <p className="panel-note">{t("data.issues.none")}</p> : <IssueList issues={issues} />}
        </section>
      )}
      <Suspense fallback={null}>
        <LayerOrigins />
      </Suspense>
      {study && study.sources.length > 0 && (
        <section className="panel-section">
          <h2>{t("data.sources")}</h2>
          <ul className="data-sources">
            {study.sources.map((described) => {
              const { layer, source, licence, note } = described;
              return (
                <li key={`${layer}-${source}`}>
                  <div>
                    <code>{layer === "*" ? t("data.layer.*") : layer}</code>
                    <SourceKind study={study} source={described} layer={described.layer} />
                  </div>
                  <p>{source}</p>
                  <p className="quiet">
                    {licence !== "" && `${licence} · `}
                    <SourceDay study={study} source={described} layer={layer} />
                  </p>
                  {note !== "" && <p className="quiet">{note}</p>}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {study && Object.keys(study.hashes).length > 0 && (
        <details className="panel-section data-hashes">
          <summary>{t("data.files")}</summary>
          <ul>
            {Object.entries(study.hashes).map(([name, hash]) => (
              <li key={name}>
                {name}
                <code>{hash}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
