import { type ReactNode, useEffect } from "react";
import { Segmented } from "../controls/segmented.tsx";
import { useText } from "../strings/text.ts";
import { ChartsPart } from "./charts/charts-part.tsx";
import { DocumentsPart } from "./documents-part.tsx";
import { type PresentPart, usePresent } from "./present-store.ts";
import { SheetsPart } from "./sheets-part.tsx";
import { StagePart } from "./stage-part.tsx";
import { endViews } from "./stage-view.ts";
import "./present.css";

const PARTS: readonly PresentPart[] = ["documents", "sheets", "charts", "stage"];

/** What can be handed in or shown: documents, map sheets, and the stage. */
export function PresentPanel() {
  const { t } = useText();
  const part = usePresent((state) => state.part);
  const put = usePresent((state) => state.put);
  useEffect(() => endViews, []);
  return (
    <div className="present">
      <h2>{t("present.heading")}</h2>
      <Segmented
        label={t("present.heading")}
        hideLabel
        options={PARTS.map((value) => ({ value, label: t(`present.${value}`) }))}
        value={part}
        onChange={(next) => {
          endViews();
          put({ part: next, viewId: null });
        }}
      />
      {CONTENT[part]}
    </div>
  );
}

const CONTENT: Readonly<Record<PresentPart, ReactNode>> = {
  documents: <DocumentsPart />,
  sheets: <SheetsPart />,
  charts: <ChartsPart />,
  stage: <StagePart />,
};
