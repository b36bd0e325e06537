/** Work of the solving worker without a worker. */
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";
import { runSitingJob, type SitingNews, type SitingPort } from "../../src/worker/siting-job.ts";

/** The solving worker's twin without a thread; `holds` never ends after its first answer. */
export function startSitingTwin(holds = false): SitingPort {
  let tell: (news: SitingNews) => void = () => undefined;
  return {
    post: (job) => {
      void loadHighsSolver()
        .then((solver) => runSitingJob(job, solver, (stage, best) => tell({ kind: "step", stage, best })))
        .then(
          (work) => !holds && tell({ kind: "done", work }),
          (error) => tell({ kind: "failure", failure: { type: "analysis", code: error.code, fields: error.fields } }),
        );
    },
    listen: (onNews) => {
      tell = onNews;
    },
    terminate: () => {
      tell = () => undefined;
    },
  };
}
