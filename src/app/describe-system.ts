/** Coordinates and coordinate systems that do not fit one another, in words; describe-error calls it. */
import type { LocalizedText } from "../core/model/facility.ts";
import { type Details, say } from "./describe-assumption.ts";

/** What happened and what to do; null where it is nothing about a coordinate system. */
export function describeSystemFault({ what, crs }: Details): readonly [LocalizedText, LocalizedText] | null {
  const convert = say(
    "说明正确的坐标系，或先转换成 WGS84、CGCS2000 经纬度。",
    "State the right system, or convert to WGS84 or CGCS2000 degrees first.",
  );
  switch (what) {
    case "swapped-axes":
    case "turned":
      return [
        say(`在 ${crs} 中，东坐标与北坐标像是写反了。`, `Easting and northing look exchanged in ${crs}.`),
        say("对调两列后再导入。", "Exchange the two columns and import again."),
      ];
    case "zone-prefix":
    case "no-zone-prefix":
      return [
        say(
          `东坐标的带号与 ${crs} 不符：一个带有带号，另一个没有。`,
          `Eastings and ${crs} differ: one carries the number of the zone, the other does not.`,
        ),
        say("换用同一带的另一个代码（如 4526 与 4547）。", "Use the zone's other code (such as 4526 for 4547)."),
      ];
    case "degrees":
      return [say(`这像是经纬度，不是 ${crs} 的米。`, `These look like degrees, not metres of ${crs}.`), convert];
    case "outside-system":
      return [say(`不在 ${crs} 的适用范围内。`, `They lie outside the area of ${crs}.`), convert];
    case "no-system":
      return [
        say(
          "这是平面坐标（米），而文件没有说明坐标系。",
          "These are plane metres, and the file does not say of which system.",
        ),
        convert,
      ];
    case "own-system":
      return [
        say("这种文件自带坐标系，不能另行指定。", "Files of this kind bring their own coordinate system."),
        say("不要为它指定坐标系。", "State none for it."),
      ];
    default:
      return null;
  }
}
