import { useEffect } from "react";
import { useAnalysis } from "../store/analysis-store.ts";

let isWatching = false;

/** Has every study checked that is opened; nothing of it is loaded before the first one stands on the map. */
export function useCheckUpAhead(): void {
  const isReady = useAnalysis((state) => state.status === "done" && state.result !== null);
  useEffect(() => {
    if (!isReady || isWatching) return;
    isWatching = true;
    void import("./check-up-commands.ts").then(({ watchStudies }) => watchStudies());
  }, [isReady]);
}
