import { useEffect, useState } from "react";
import { dayOf } from "../../core/model/calendar-day.ts";
import { describeFailure } from "../describe-error.ts";
import { type Failure, useAnalysis } from "../store/analysis-store.ts";
import { failureOf, isCancelled } from "../store/failure-of.ts";
import { currentChoices, currentParameters, currentPresentation, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { usePresent } from "./present-store.ts";
import { requestDrawing } from "./report-client.ts";
import { chosenLayout } from "./sheets-part.tsx";

/** How long a form must have stood still before its sheet is drawn. */
const REST_MS = 350;

/** The sheet as it will be printed, over the map. */
export function SheetPreview() {
  const { t, local } = useText();
  const layouts = useProject((state) => currentPresentation(state).layouts);
  const layoutId = usePresent((state) => state.layoutId);
  const layout = chosenLayout(layouts, layoutId);
  const parameters = useProject(currentParameters);
  const edits = useProject((state) => currentChoices(state)?.edits);
  const scenarios = useProject((state) => currentChoices(state)?.scenarios);
  const baseline = useAnalysis((state) => state.baseline);
  const [address, setAddress] = useState<string | null>(null);
  const [isDrawing, setIsDrawing] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: edits, scenarios and the study are what the worker draws from
  useEffect(() => {
    if (!layout) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      setIsDrawing(true);
      requestDrawing(() => ({ kind: "draw", layout, parameters, date: dayOf(new Date()) })).then(
        (svg) => {
          if (!isWanted) return;
          setFailure(null);
          setIsDrawing(false);
          setAddress(URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })));
        },
        (error) => {
          if (!isWanted) return;
          setIsDrawing(false);
          if (!isCancelled(error)) setFailure(failureOf(error));
        },
      );
    }, REST_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [layout, parameters, edits, scenarios, baseline]);

  useEffect(
    () => () => {
      if (address) URL.revokeObjectURL(address);
    },
    [address],
  );

  if (!layout) return null;
  const said = failure && describeFailure(failure);
  return (
    <div className="sheet-preview" data-testid="sheet-preview" aria-busy={isDrawing}>
      {address && <img src={address} alt={t("present.preview", { name: layout.name })} data-testid="sheet-picture" />}
      {(isDrawing || !address) && !said && (
        <p className="sheet-preview-note" role="status">
          {t("present.drawing")}
        </p>
      )}
      {said && (
        <p className="sheet-preview-note present-fault" role="alert">
          {local(said.happened)} {local(said.todo)}
        </p>
      )}
    </div>
  );
}
