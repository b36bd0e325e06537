import gcoord from "gcoord";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../geodata/build/random.ts";
import { BD09, GCJ02 } from "../../../src/io/crs/china-offsets.ts";

const METRES = 1e-5;

describe("shifted datums", () => {
  it("put the known place in Datong where it is known to be", () => {
    const [lon, lat] = [113.293131, 40.0755741];
    const gcj = GCJ02.fromDegrees(lon, lat);
    const bd = BD09.fromDegrees(lon, lat);
    expect(Math.abs(gcj[0] - 113.3001389)).toBeLessThan(METRES);
    expect(Math.abs(gcj[1] - 40.0767673)).toBeLessThan(METRES);
    expect(Math.abs(bd[0] - 113.3065764)).toBeLessThan(METRES);
    expect(Math.abs(bd[1] - 40.082934)).toBeLessThan(METRES);
  });

  it("agree with gcoord all over China", () => {
    const random = createRandom(20);
    for (let i = 0; i < 500; i++) {
      const place: [number, number] = [75 + 60 * random(), 18 + 35 * random()];
      const gcj = gcoord.transform(place, gcoord.WGS84, gcoord.GCJ02);
      const bd = gcoord.transform(place, gcoord.WGS84, gcoord.BD09);
      for (const axis of [0, 1] as const) {
        expect(Math.abs(GCJ02.fromDegrees(...place)[axis] - gcj[axis])).toBeLessThan(1e-9);
        expect(Math.abs(BD09.fromDegrees(...place)[axis] - bd[axis])).toBeLessThan(1e-6);
      }
    }
  });

  it("come back to the same place", () => {
    const random = createRandom(21);
    for (let i = 0; i < 500; i++) {
      const [lon, lat] = [75 + 60 * random(), 18 + 35 * random()] as const;
      for (const system of [GCJ02, BD09]) {
        const [lonAgain, latAgain] = system.toDegrees(...system.fromDegrees(lon, lat));
        expect(Math.abs(lonAgain - lon)).toBeLessThan(1e-9);
        expect(Math.abs(latAgain - lat)).toBeLessThan(1e-9);
      }
    }
  });

  it("move nothing outside China", () => {
    expect(GCJ02.fromDegrees(7.42, 43.73)).toEqual([7.42, 43.73]);
    expect(GCJ02.toDegrees(7.42, 43.73)).toEqual([7.42, 43.73]);
  });
});
