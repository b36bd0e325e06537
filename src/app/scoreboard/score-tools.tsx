import { useState } from "react";
import { takeSnapshot } from "../../core/plan/snapshot.ts";
import { describeFailure } from "../describe-error.ts";
import { downloadBytes } from "../frame/download.ts";
import { useTargetResults, useTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { requestRunFiles } from "../store/ask-worker.ts";
import { failureOf } from "../store/failure-of.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";

const FILE_NAME = "scoreboard.csv";

/** Keeps the figures of this run, opens those kept, and takes the table away as the command line writes it. */
export function ScoreTools({
  showsSnapshots,
  onToggleSnapshots,
  snapshotCount,
  onTell,
}: {
  readonly showsSnapshots: boolean;
  readonly onToggleSnapshots: () => void;
  readonly snapshotCount: number;
  /** Takes a sentence about what was done. */
  readonly onTell: (words: string) => void;
}) {
  const { t, local } = useText();
  const study = useAnalysis((state) => state.study);
  const run = useAnalysis((state) => state.result);
  const targets = useTargets();
  const results = useTargetResults();
  const [isWriting, setWriting] = useState(false);

  const keep = () => {
    if (!study || !run) return;
    const { snapshots, drafts, draftId } = currentEdits(useProject.getState());
    const plan = drafts.find(({ id }) => id === draftId)?.title;
    const title = plan
      ? t("snapshot.title.draft", { date: study.date, plan })
      : t("snapshot.title", { date: study.date });
    const snapshot = takeSnapshot(title, study.date, targets, results, run.parameters);
    if (snapshots.some(({ id }) => id === snapshot.id)) {
      onTell(t("snapshot.known"));
      return;
    }
    useProject.getState().editPlan({ snapshots: [...snapshots, snapshot] });
    onTell(t("snapshot.kept", { title }));
  };
  const download = async () => {
    setWriting(true);
    onTell("");
    try {
      const file = (await requestRunFiles()).find(({ name }) => name === FILE_NAME);
      if (file) downloadBytes(file.name, file.bytes);
    } catch (error) {
      const { title, todo } = describeFailure(failureOf(error));
      onTell(`${local(title)} ${local(todo)}`);
    } finally {
      setWriting(false);
    }
  };
  return (
    <div className="score-tools">
      <button type="button" className="button" onClick={keep} data-testid="keep-snapshot">
        {t("snapshot.keep")}
      </button>
      <button type="button" className="button" aria-expanded={showsSnapshots} onClick={onToggleSnapshots}>
        {t("snapshot.list", { count: snapshotCount })}
      </button>
      <button type="button" className="button" disabled={isWriting} onClick={() => void download()}>
        {t("score.download")}
      </button>
    </div>
  );
}
