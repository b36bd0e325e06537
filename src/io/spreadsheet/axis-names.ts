/** Which axis a header names: 经度, lng, gcj02_lon, X坐标, 横坐标, POINT_Y … */
import { hasMeaning } from "../tables/column-names.ts";

export type AxisRole = "lon" | "lat" | "x" | "y" | "east" | "north" | "";

export interface AxisName {
  readonly role: AxisRole;
  /** The name and its group without the axis: `gcj02` of gcj02_lon; pairs have the same. */
  readonly rest: string;
}

const CHINESE: readonly (readonly [role: AxisRole, name: RegExp])[] = [
  ["lon", /[经經]度|东经|東經|^经$/],
  ["lat", /[纬緯]度|北[纬緯]|^纬$/],
  ["east", /横坐标|橫坐標|东坐标|东向坐标|东距/],
  ["north", /纵坐标|縱坐標|北坐标|北向坐标|北距/],
];

const WORDS: Readonly<Record<string, AxisRole>> = {
  lon: "lon",
  lng: "lon",
  long: "lon",
  longitude: "lon",
  lat: "lat",
  latitude: "lat",
  x: "x",
  y: "y",
  easting: "east",
  eastings: "east",
  northing: "north",
  northings: "north",
};
const GLUED = /^(wgs|gcj|bd|gps|amap|gaode|baidu|point|coord|pos|map|center|centroid|geo)(lon|lng|lat|x|y)$/;

/** The axis that a column's name stands for; groups above it are part of the rest. */
export function axisOf(name: string): AxisName {
  const steps = name.replace(/ \(\d+\)$/, "").split(" › ");
  const own = (steps.at(-1) ?? "").normalize("NFKC");
  const group = steps.slice(0, -1).join(" ");
  const plain = own.replace(/[\s_]/g, "");
  for (const [role, pattern] of CHINESE)
    if (pattern.test(plain)) return { role, rest: `${group}${plain.replace(pattern, "")}`.toLowerCase() };
  const words = own
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/(?<=[a-z])(?![a-z])|(?<![a-z])(?=[a-z])|[\s_\-.:()[\]/]+/)
    .filter(Boolean);
  for (const [place, word] of words.entries()) {
    const glued = GLUED.exec(word);
    const role = ownWord(WORDS, glued?.[2] ?? word);
    if (role === "") continue;
    const others = words.with(place, glued?.[1] ?? "").filter((other) => /[a-z\d\u3400-\u9fff]/.test(other));
    return { role, rest: `${group}${others.join("")}` };
  }
  if (/^(e|east)$/.test(plain.toLowerCase())) return { role: "east", rest: group };
  if (/^(n|north)$/.test(plain.toLowerCase())) return { role: "north", rest: group };
  if (hasMeaning(own, "lon")) return { role: "lon", rest: group };
  return { role: hasMeaning(own, "lat") ? "lat" : "", rest: `${group}${plain}` };
}

function ownWord(words: Readonly<Record<string, AxisRole>>, word: string): AxisRole {
  return Object.hasOwn(words, word) ? (words[word] ?? "") : "";
}
