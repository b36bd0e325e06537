import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useAnalysis } from "../../../src/app/store/analysis-store.ts";
import { useView } from "../../../src/app/store/view-store.ts";
import { chooseTarget } from "../../../src/app/targets/choose-target.ts";
import { createPlaces } from "../select/create-coverage.ts";

const target = (id: string) => ({
  id,
  unit: "city",
  rule: { kind: "ratio", per: 1000 },
  readings: [],
  assumptions: [],
});
const judged = (targetId: string) => ({
  targetId,
  share: null,
  verdict: "not-met",
  assumptions: [],
  breakdown: [{ unitId: "140213", facilities: 1, amount: 1, whole: 1000, value: 1 }],
});
const study = { ...createPlaces(), plan: null, inconsistencies: [], targets: [target("T09"), target("T10")] };
const judge = () => useAnalysis.setState({ result: { targets: [judged("T09"), judged("T10")] } as never });

describe("choosing a target before it was judged", () => {
  beforeEach(() => {
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    useAnalysis.setState({ study: study as never, result: null });
    useView.setState({ focus: null, selectedTargetId: null });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    useAnalysis.setState({ study: null, result: null });
  });

  it("moves the map to all counties once the value of the whole is known, and once only", () => {
    chooseTarget("T09");
    expect(useView.getState().focus).toBeNull();
    judge();
    const { focus } = useView.getState();
    expect(focus?.target).toEqual({ kind: "study" });
    judge();
    expect(useView.getState().focus).toBe(focus);
  });

  it("moves the map once for a target that was left and chosen again", () => {
    for (const id of ["T09", null, "T09"]) chooseTarget(id);
    let moves = 0;
    const stop = useView.subscribe(({ focus }, before) => {
      if (focus !== before.focus) moves++;
    });
    judge();
    stop();
    expect(moves).toBe(1);
  });

  it("does not move the map for a target that was left meanwhile", () => {
    chooseTarget("T09");
    chooseTarget(null);
    judge();
    expect(useView.getState().focus).toBeNull();
  });
});
