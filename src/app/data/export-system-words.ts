/** Coordinate systems in the words of the page; those without words of their own keep the name that the readers give them. */
import type { OfferedSystem } from "../../io/export/systems-for-place.ts";
import type { TextKey, Translate } from "../strings/text.ts";

/** Titles of zones, with the part that says which. */
const ZONES: readonly (readonly [title: RegExp, key: TextKey])[] = [
  [/^CGCS2000 \/ 3-degree Gauss-Kruger CM (\d+E)$/, "export.system.gk3"],
  [/^CGCS2000 \/ 3-degree Gauss-Kruger zone (\d+)$/, "export.system.gk3zone"],
  [/^CGCS2000 \/ Gauss-Kruger CM (\d+E)$/, "export.system.gk6"],
  [/^CGCS2000 \/ Gauss-Kruger zone (\d+)$/, "export.system.gk6zone"],
  [/^WGS84 \/ UTM zone (\d+[NS])$/, "export.system.utm"],
];
const OWN_WORDS: Readonly<Record<string, TextKey>> = {
  "EPSG:4326": "export.system.EPSG:4326",
  "EPSG:4490": "export.system.EPSG:4490",
  "EPSG:3857": "export.system.EPSG:3857",
  gcj02: "export.system.gcj02",
  bd09: "export.system.bd09",
};

/** `CGCS2000 三度带，中央经线 114E° · EPSG:4547`. */
export function describeOfferedSystem({ id, title }: OfferedSystem, t: Translate): string {
  const code = id.startsWith("EPSG:") ? ` · ${id}` : "";
  const own = OWN_WORDS[id];
  if (own) return t(own) + code;
  for (const [pattern, key] of ZONES) {
    const at = pattern.exec(title)?.[1];
    if (at !== undefined) return t(key, { at: at.replace("E", "") }) + code;
  }
  return title + code;
}
