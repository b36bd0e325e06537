/** The worker that solves a siting question: HiGHS holds it for as long as it takes, and nobody waits but whoever asked. */
import highsUrl from "highs/runtime?url";
import { carryError } from "../core/carried-failure.ts";
import { loadHighsSolver } from "./highs-solver.ts";
import { runSitingJob, type SitingJob, type SitingNews } from "./siting-job.ts";

self.onmessage = (event: MessageEvent<SitingJob>) => void work(event.data);

async function work(job: SitingJob): Promise<void> {
  try {
    const solver = await loadHighsSolver(() => highsUrl);
    send({ kind: "done", work: await runSitingJob(job, solver, (stage, best) => send({ kind: "step", stage, best })) });
  } catch (error) {
    send({
      kind: "failure",
      failure: carryError(error),
    });
  }
}

function send(news: SitingNews): void {
  self.postMessage(news);
}
