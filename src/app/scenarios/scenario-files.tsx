import { useRef } from "react";
import { writeScenarios } from "../../io/study/scenario-file.ts";
import { downloadBytes } from "../frame/download.ts";
import { currentChoices, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { openScenarioFile } from "./open-scenario-file.ts";
import { useScenarioTools } from "./scenario-tools.ts";

/** The scenarios of the study as a file of their own, taken away and brought back. */
export function ScenarioFiles() {
  const { t } = useText();
  const scenarios = useProject((state) => currentChoices(state)?.scenarios) ?? [];
  const field = useRef<HTMLInputElement>(null);
  const outcome = useScenarioTools((state) => state.fileOutcome);
  return (
    <>
      <div className="scenario-files">
        <button
          type="button"
          className="link"
          disabled={scenarios.length === 0}
          onClick={() => downloadBytes("scenarios.json", new TextEncoder().encode(writeScenarios(scenarios)))}
        >
          {t("draw.files.export")}
        </button>
        <button type="button" className="link" onClick={() => field.current?.click()}>
          {t("draw.files.import")}
        </button>
        <input
          ref={field}
          type="file"
          hidden
          accept=".json"
          data-testid="scenario-file"
          aria-label={t("draw.files.import")}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = "";
            if (file) void openScenarioFile(file);
          }}
        />
      </div>
      {outcome && (
        <p
          className={outcome.isError ? "draw-fault" : "quiet"}
          role={outcome.isError ? "alert" : "status"}
          data-testid="scenario-file-outcome"
        >
          {outcome.said.map(({ key, values }) => t(key, values)).join("")}
        </p>
      )}
    </>
  );
}
