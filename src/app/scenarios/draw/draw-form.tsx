import { type ReactNode, useEffect, useRef, useState } from "react";
import { formatCount } from "../../../core/model/format-number.ts";
import { useText } from "../../strings/text.ts";
import { appendEdit } from "../change-scenario.ts";
import { useDrawing } from "./draw-store.ts";
import { type DrawTool, takesPlaces } from "./draw-tool.ts";
import { type Made, metresAlong, readPositions, writePositions } from "./make-edit.ts";

/** What all forms share: how it is drawn, its positions as text, the fault, and the keys. */
export function DrawForm({
  tool,
  make,
  children,
}: {
  readonly tool: DrawTool;
  readonly make: () => Made;
  readonly children?: ReactNode;
}) {
  const { t } = useText();
  const { positions, fault, finishes } = useDrawing();
  const { refuse, takeBack, end } = useDrawing.getState();
  const finish = (): void => {
    const made: Made = useDrawing.getState().isUnreadable ? { fault: { code: "coordinates" } } : make();
    if ("fault" in made) refuse(made.fault);
    else {
      appendEdit(made.edit);
      end();
    }
  };
  const latest = useRef(finish);
  useEffect(() => {
    latest.current = finish;
  });
  const seen = useRef(finishes);
  useEffect(() => {
    if (seen.current !== finishes) latest.current();
    seen.current = finishes;
  }, [finishes]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") end();
      else if (isInField(event.target)) return;
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) latest.current();
      else if (event.key === "Backspace") takeBack();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [end, takeBack]);
  return (
    <form
      className="draw-form"
      noValidate
      aria-label={t(`draw.tool.${tool}`)}
      data-testid="draw-form"
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
    >
      <p className="quiet">{t(`draw.how.${tool}`)}</p>
      {children}
      {takesPlaces(tool) && <PositionsField />}
      {fault && (
        <p className="draw-fault" role="alert" data-testid="draw-fault">
          {t(`draw.fault.${fault.code}`, "groupId" in fault ? { group: t(`group.${fault.groupId}`) } : {})}
        </p>
      )}
      <div className="draw-row">
        <button type="submit" className="button button-primary" data-testid="draw-finish">
          {t("draw.finish")}
        </button>
        {takesPlaces(tool) && (
          <button type="button" className="button" disabled={positions.length === 0} onClick={takeBack}>
            {t("draw.takeBack")}
          </button>
        )}
        <button type="button" className="button" onClick={end}>
          {t("draw.cancel")}
        </button>
      </div>
      {takesPlaces(tool) && <p className="quiet">{t("draw.keys")}</p>}
    </form>
  );
}

function isInField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

/** The positions as text, for the keyboard; what is clicked on the map appears here. */
function PositionsField() {
  const { t } = useText();
  const positions = useDrawing((state) => state.positions);
  const isUnreadable = useDrawing((state) => state.isUnreadable);
  const { replace, refuse } = useDrawing.getState();
  const [draft, setDraft] = useState<string | null>(null);
  const [isWriting, setWriting] = useState(false);
  const leave = (text: string): void => {
    setWriting(false);
    if (readPositions(text)) setDraft(null);
    else refuse({ code: "coordinates" });
  };
  return (
    <label>
      <span>
        {t("draw.points")}
        {positions.length > 1 && ` · ${t("draw.length", { metres: formatCount(Math.round(metresAlong(positions))) })}`}
      </span>
      <textarea
        rows={Math.min(5, Math.max(2, positions.length))}
        data-testid="draw-points"
        spellCheck={false}
        value={(isUnreadable || isWriting ? draft : null) ?? writePositions(positions)}
        onChange={(event) => {
          setDraft(event.target.value);
          replace(readPositions(event.target.value));
        }}
        onFocus={() => setWriting(true)}
        onBlur={(event) => leave(event.target.value)}
      />
    </label>
  );
}
