/** Positions and coordinate systems that do not fit, in words; see describe-issue. */
import { say, type Wording } from "./wording.ts";

/** A position that does not fit the coordinate system in which it was read. */
export function describePosition(what: string, crs: string): Wording | null {
  const stated = [
    "请用 --crs（convert 用 --from）说明坐标系，或改正坐标。",
    "State the system with --crs (--from in convert), or correct the coordinates.",
  ] as const;
  switch (what) {
    case "not-a-number":
      return say("坐标缺失或不是数字。", "A coordinate is missing or no number.", "请补上数字。", "Fill in a number.");
    case "swapped-axes":
      return say(
        `在 ${crs} 中，x（东）与 y（北）像是写反了。`,
        `Easting (x) and northing (y) look swapped in ${crs}.`,
        `请交换这两列，或写明 ${crs}:yx（北坐标在前）。`,
        `Exchange the two columns, or state ${crs}:yx (northing first).`,
      );
    case "swapped":
      return say(
        "经度和纬度像是写反了。",
        "Longitude and latitude look swapped.",
        `请交换这两列，或写明 ${crs}:yx（纬度在前）。`,
        `Exchange the two columns, or state ${crs}:yx (latitude first).`,
      );
    case "turned":
      return say(
        `${crs} 北坐标（纬度）在前，而这里像是东坐标（经度）在前。`,
        `${crs} has the northing (latitude) first; here the easting (longitude) seems to come first.`,
        "请去掉 :yx，或交换这两列。",
        "Leave :yx out, or exchange the two columns.",
      );
    case "projected":
      return say("这是平面坐标（米），不是经纬度。", "These are metres of a plane system, not degrees.", ...stated);
    case "degrees":
      return say(`这像是经纬度，不是 ${crs} 的米。`, `These look like degrees, not metres of ${crs}.`, ...stated);
    case "zone-prefix":
      return say(
        `东坐标带有带号，而 ${crs} 不带。`,
        `The easting carries its zone number; ${crs} has none.`,
        "请改用带号的代码（如 EPSG:4526），或去掉带号。",
        "Use the code of the numbered zone (such as EPSG:4526), or drop the number.",
      );
    case "no-zone-prefix":
      return say(
        `东坐标没有带号，而 ${crs} 带有带号。`,
        `The easting carries no zone number; ${crs} has one.`,
        "请改用不带号的代码（如 EPSG:4547）。",
        "Use the code without zone numbers (such as EPSG:4547).",
      );
    case "outside-system":
      return say(`不在 ${crs} 的适用范围内。`, `It lies outside the area of ${crs}.`, ...stated);
    default:
      return null;
  }
}

/** A coordinate system that cannot be used for these data. */
export function describeSystem(what: string, limit: string): Wording | null {
  switch (what) {
    case "plane-too-large":
      return say(
        `范围过大，平面米无法保持长度准确（南北超过 ${limit} 公里）。`,
        `The extent is too large for plane metres to keep lengths true (over ${limit} km from north to south).`,
        "请用 --crs 说明坐标系。",
        "State the coordinate system with --crs.",
      );
    case "no-system":
      return say(
        "这是平面坐标（米），而文件没有说明坐标系。",
        "These are metres of a plane system, and the file does not say of which.",
        "请在文件之后用 --crs 说明，如 --crs EPSG:4547。",
        "State it with --crs behind the file, such as --crs EPSG:4547.",
      );
    case "own-system":
      return say(
        "这种文件自带坐标系，不能另行指定。",
        "Files of this kind bring their own coordinate system.",
        "请去掉它的 --crs。",
        "Leave its --crs out.",
      );
    case "no-plane":
      return say(
        "街道有坐标系，点不能是平面米。",
        "The streets have a coordinate system, so points cannot be plane metres.",
        "请说明点的坐标系。",
        "State the system of the points.",
      );
    case "streets-on-plane":
      return say(
        "街道是没有坐标系的平面米，点只能用同一平面。",
        "The streets are plane metres without a coordinate system; points can only be on the same plane.",
        "请用 --crs 说明街道的坐标系，或去掉 --points-crs。",
        "State the system of the streets with --crs, or leave --points-crs out.",
      );
    default:
      return null;
  }
}
