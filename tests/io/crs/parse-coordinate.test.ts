import { describe, expect, it } from "vitest";
import { parseCoordinate } from "../../../src/io/crs/parse-coordinate.ts";

describe("a coordinate as people write it", () => {
  it.each([
    ["113.2931", 113.2931],
    [" +113.2931° ", 113.2931],
    ["１１３．２９３１", 113.2931],
    ["113°17′35.16″", 113 + 17 / 60 + 35.16 / 3600],
    ["113°17'35.16\"E", 113 + 17 / 60 + 35.16 / 3600],
    ["东经113度17分35.16秒", 113 + 17 / 60 + 35.16 / 3600],
    ["113°17.586′", 113 + 17.586 / 60],
    ["W 7°30′", -7.5],
    ["南纬7度30分", -7.5],
    ["-7°30′0″", -7.5],
  ])("%s is %f degrees", (text, degrees) => {
    expect(parseCoordinate(text, "degrees")).toBeCloseTo(degrees, 12);
  });

  it.each(["", "abc", "113,29", "113°77′", "113°17′75″", "E113°17′E", "113°17′35″x", "1/2", "NaN"])(
    "%s is none",
    (text) => {
      expect(parseCoordinate(text, "degrees")).toBeNaN();
    },
  );

  it("has no degrees and minutes among metres", () => {
    expect(parseCoordinate("113°17′", "metres")).toBeNaN();
    expect(parseCoordinate("４３９７０４.062", "metres")).toBe(439704.062);
  });
});
