import { currentEdits, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { judgeDraft } from "./edit-drafts.ts";
import "./judged-mark.css";

/** Says that a draft, not the plan, is judged, and leads to it and back; nothing while the plan is judged. */
export function JudgedMark() {
  const { t } = useText();
  const title = useProject((state) => {
    const { drafts, draftId } = currentEdits(state);
    return drafts.find(({ id }) => id === draftId)?.title ?? null;
  });
  const show = useView((state) => state.show);
  if (title === null) return null;
  return (
    <span className="judged-mark" data-testid="judged-draft">
      <button
        type="button"
        className="judged-title"
        title={t("plans.mark.hint")}
        onClick={() => show({ workspace: "targets", sheet: "plans" })}
      >
        {t("plans.mark", { title })}
      </button>
      <button type="button" className="link" onClick={() => judgeDraft("")}>
        {t("plans.mark.back")}
      </button>
    </span>
  );
}
