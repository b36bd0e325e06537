/** The page's first code: sets the worker to reading the study while the rest of the page is still on its way. */
import { createWorkerClient } from "../worker/client.ts";
import { isShippedId, readLastOpened } from "./store/last-opened.ts";
import { SHIPPED_STUDY_ID, shippedStudyUrl } from "./store/shipped-study.ts";
import "./tokens.css";
import "./base.css";

const client = createWorkerClient();
const last = readLastOpened(location.search);
if (last === null || isShippedId(last)) {
  const opening = client.request("openShipped", { id: SHIPPED_STUDY_ID, baseUrl: shippedStudyUrl() });
  // The page describes a failure once it is there.
  opening.catch(() => undefined);
  const { startPage } = await import("./main.tsx");
  startPage(client, { kind: "shipped", opening, isReturn: last !== null });
} else {
  const restoring = import("./keeping/restore-study.ts").then(({ beginRestoring }) => beginRestoring(client, last));
  restoring.catch(() => undefined);
  const { startPage } = await import("./main.tsx");
  startPage(client, { kind: "kept", id: last, restoring });
}
