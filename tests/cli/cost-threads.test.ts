import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createRandomCity } from "../support/random-city.ts";
import { inFolder, runMain } from "./run-main.ts";

/** Streets of a random town as GeoJSON. */
function writeTown(path: string): void {
  const { streets } = createRandomCity(4, 12);
  const features = streets.ids.map((id, street) => {
    const positions: [number, number][] = [];
    for (let at = streets.starts[street] as number; at < (streets.starts[street + 1] as number); at++) {
      positions.push([streets.coordinates[2 * at] as number, streets.coordinates[2 * at + 1] as number]);
    }
    return { type: "Feature", properties: { id }, geometry: { type: "LineString", coordinates: positions } };
  });
  writeFileSync(path, JSON.stringify({ type: "FeatureCollection", features }));
}

function pointRows(first: number, end: number): string {
  let rows = "id,lon,lat\n";
  for (let i = first; i < end; i++) {
    const lon = 113.3 + 0.024 * ((i * 0.618034) % 1);
    const lat = 40.08 + 0.024 * ((i * 0.414214) % 1);
    rows += `p${String(i).padStart(5, "0")},${lon.toFixed(7)},${lat.toFixed(7)}\n`;
  }
  return rows;
}

describe("minsheng costs in threads", () => {
  it("writes the bytes that one thread writes, in the same order", async () => {
    await inFolder(async (at) => {
      writeTown(at("streets.geojson"));
      writeFileSync(at("all.csv"), pointRows(0, 1500));
      writeFileSync(at("first.csv"), pointRows(0, 700));
      writeFileSync(at("rest.csv"), pointRows(700, 1500));
      const costs = async (from: string): Promise<string> => {
        const { status } = await runMain(
          ...["costs", at("streets.geojson"), "--from", at(from), "--to", at("all.csv"), "--limit-metres", "250"],
          ...["--out", at(`out-${from}`)],
        );
        expect(status).toBe(0);
        return readFileSync(at(`out-${from}`), "utf8");
      };
      const [first, rest] = [await costs("first.csv"), await costs("rest.csv")];
      const header = "fromId,toId,metres,seconds\n";
      expect(rest.startsWith(header)).toBe(true);
      const all = await costs("all.csv");
      expect(all).toBe(first + rest.slice(header.length));
      expect(all.split("\n").length).toBeGreaterThan(10_000);
    });
  });
});
