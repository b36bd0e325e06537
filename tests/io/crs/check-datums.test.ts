import { describe, expect, it } from "vitest";
import { loadStudy } from "../../../src/cli/load-study.ts";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { CheckGround } from "../../../src/core/questions/check-up/check-ground.ts";
import type { Finding } from "../../../src/core/questions/check-up/finding.ts";
import { checkDatums } from "../../../src/io/crs/check-datums.ts";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";
import { finishSteps } from "../../support/finish-steps.ts";

const { study } = await loadStudy("geodata/datong");

function findShifted(asked: Study): Finding {
  const found = checkDatums.find(new CheckGround(new AnalysisSession(asked), DEFAULT_PARAMETERS));
  return "state" in found ? found : finishSteps(found);
}

/** The study with a layer whose degrees are those of a web map. */
function shift(serviceId: string, systemName: string): Study {
  const system = findCoordinateSystem(systemName);
  if (!system) throw new Error(systemName);
  const facilities = study.facilities.map((layer) => {
    if (layer.serviceId !== serviceId) return layer;
    const coordinates = layer.coordinates.slice();
    for (let at = 0; at < coordinates.length; at += 2)
      coordinates.set(system.fromDegrees(coordinates[at] as number, coordinates[at + 1] as number), at);
    return { ...layer, coordinates };
  });
  return { ...study, facilities };
}

describe("the check of coordinate systems", () => {
  it.each(["gcj02", "bd09"])("finds the one layer that was left in %s, and no other", (systemName) => {
    const finding = findShifted(shift("kindergarten", systemName));
    expect(finding.items.map(({ layer, besideId }) => [layer, besideId])).toEqual([
      ["facilities:kindergarten", findCoordinateSystem(systemName)?.id],
    ]);
  });

  it("finds none in the shipped study, and says which layers have too few places", () => {
    const finding = findShifted(study);
    expect(finding.state).toBe("clear");
    expect(finding.untested).toContain("facilities:museum");
    expect(finding.untested).not.toContain("facilities:kindergarten");
  });
});
