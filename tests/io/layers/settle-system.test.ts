import { describe, expect, it } from "vitest";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";
import type { Sureness, SystemWeighing } from "../../../src/io/crs/weigh-systems.ts";
import { openSources } from "../../../src/io/import/open-sources.ts";
import { layOutLayer } from "../../../src/io/layers/lay-out-layer.ts";
import { settleSystem } from "../../../src/io/layers/settle-system.ts";
import { utf8 } from "../bad-data.ts";
import { csv, feature } from "../import/toy-ground.ts";

/** What streets might say: that a layer is in Amap's system. */
function saysAmap(sureness: Sureness): SystemWeighing {
  const system = findCoordinateSystem("gcj02");
  if (!system) throw new Error("gcj02 is not known");
  const proposal = { system, isStated: false, insideCount: 40, medianMetres: 12, communityShare: 1 };
  return { sampleCount: 40, nearCount: 40, systems: [proposal], proposal, sureness, ratio: 1.2 };
}

const STATED = {
  name: "学区.geojson",
  bytes: utf8(
    JSON.stringify({
      type: "FeatureCollection",
      crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::4490" } },
      features: [feature("Point", [113.3, 40.08], { 名称: "一小" })],
    }),
  ),
};
const SILENT = csv("学校.csv", "名称,经度,纬度\n一小,113.3,40.08\n二小,113.31,40.08\n");

async function settle(file: { name: string; bytes: Uint8Array }, sureness: Sureness) {
  const [source] = (await openSources([file])).layers;
  if (!source) throw new Error("no layer");
  const laid = await layOutLayer(source, {});
  return settleSystem(laid, null, saysAmap(sureness), null, false)?.settled;
}

describe("a system that the streets hold to be likelier", () => {
  it("is taken for a layer that names none, likely or sure", async () => {
    expect((await settle(SILENT, "likely"))?.system.id).toBe("gcj02");
    expect((await settle(SILENT, "sure"))?.system.id).toBe("gcj02");
  });

  it("takes the place of the one that the file names only beyond doubt", async () => {
    expect(await settle(STATED, "likely")).toMatchObject({ system: { id: "EPSG:4490" }, basis: "file" });
    expect(await settle(STATED, "sure")).toMatchObject({ system: { id: "gcj02" }, basis: "weighed" });
  });
});
