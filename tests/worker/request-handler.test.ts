import { afterEach, describe, expect, it, vi } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { writeStudyFile } from "../../src/io/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import { createRandomStudy } from "../support/random-study.ts";

const client = createInProcessClient({ fetchBytes: async () => null });

async function openRandomStudy(): Promise<void> {
  const bytes = await writeStudyFile(createRandomStudy(7));
  await client.request("openFiles", { files: [{ name: "random.mscircle", bytes }], adminLevel: null });
}

afterEach(() => vi.restoreAllMocks());

describe("what the worker does ahead of the first analysis", () => {
  it("attaches everybody to a street without being asked", async () => {
    const snaps = vi.spyOn(AnalysisSession.prototype, "demandSnaps");
    await openRandomStudy();
    await vi.waitFor(() =>
      expect(snaps).toHaveBeenCalledWith(
        expect.objectContaining({ mode: "walk", atNight: false }),
        DEFAULT_PARAMETERS.snapRadiusMetres,
      ),
    );
  });

  it("leaves the study usable when it fails", async () => {
    const components = vi.spyOn(AnalysisSession.prototype, "components").mockImplementationOnce(() => {
      throw new Error("no memory");
    });
    await openRandomStudy();
    await vi.waitFor(() => expect(components).toHaveBeenCalled());
    const result = await client.request("analyse", { parameters: DEFAULT_PARAMETERS });
    expect(result.services.length).toBeGreaterThan(0);
  });
});
