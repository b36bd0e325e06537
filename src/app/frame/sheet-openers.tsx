import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { SHEET_IDS } from "./sheet.tsx";

/** A button for every table that can stand under the map. */
export function SheetOpeners() {
  const { t } = useText();
  const show = useView((state) => state.show);
  return (
    <div className="sheet-openers">
      {SHEET_IDS.map((id) => (
        <button key={id} type="button" className="button" data-open-sheet={id} onClick={() => show({ sheet: id })}>
          {t(`sheet.${id}`)}
        </button>
      ))}
    </div>
  );
}
