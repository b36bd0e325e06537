import { CloseIcon } from "../controls/icons.tsx";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import "./notice.css";

/** What went wrong beside the study and its figures, in a sentence that stays until it is read. */
export function Notice() {
  const { t } = useText();
  const notice = useView((state) => state.notice);
  if (notice === null) return null;
  return (
    <div className="notice" role="alert" data-testid="notice">
      <p>{t(notice)}</p>
      <button
        type="button"
        className="button button-icon button-quiet"
        aria-label={t("notice.close")}
        title={t("notice.close")}
        onClick={() => useView.getState().show({ notice: null })}
      >
        <CloseIcon />
      </button>
    </div>
  );
}
