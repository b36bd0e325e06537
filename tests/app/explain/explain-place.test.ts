import { beforeEach, expect, it } from "vitest";
import { explainPlace } from "../../../src/app/explain/explain-place.ts";
import { useExplain } from "../../../src/app/explain/explain-store.ts";
import { useView } from "../../../src/app/store/view-store.ts";

beforeEach(() => {
  useExplain.setState({ isOpen: true, place: null });
  useView.setState({ selectedCommunityIndex: 4, workspace: "coverage", sheet: null });
});

it("a click in the community that is being explained asks about that place and keeps the selection", () => {
  expect(explainPlace(4, [113.3, 40.1])).toBe(true);
  expect(useExplain.getState().place).toEqual({ communityIndex: 4, position: [113.3, 40.1] });
});

it("a click elsewhere, or while nothing is explained, selects as ever", () => {
  expect(explainPlace(5, [113.3, 40.1])).toBe(false);
  useExplain.setState({ isOpen: false });
  expect(explainPlace(4, [113.3, 40.1])).toBe(false);
  expect(useExplain.getState().place).toBeNull();
});

it("while the table of links has the map, clicks are not questions", () => {
  useView.setState({ workspace: "targets", sheet: "crossings" });
  expect(explainPlace(4, [113.3, 40.1])).toBe(false);
});
