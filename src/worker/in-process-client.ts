/** The worker's twin without a worker, for tests and scripts: the same handler, answers structured-cloned as a worker would. */
import type { AnalysisClient, RequestControl, RequestName, Requests } from "./protocol.ts";
import { createRequestHandler, type RequestEnvironment } from "./request-handler.ts";

/** @param environment where files of shipped studies come from. */
export function createInProcessClient(environment: RequestEnvironment): AnalysisClient {
  const handler = createRequestHandler(environment);
  return {
    async request<Name extends RequestName>(name: Name, parameters: Requests[Name][0], control: RequestControl = {}) {
      return structuredClone(await handler(name, structuredClone(parameters), control));
    },
    dispose() {},
  };
}
