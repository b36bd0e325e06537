/** Words of where layers came from. */
import type { originsZhCn } from "./origins.zh-cn.ts";

export const originsEn: Readonly<Record<keyof typeof originsZhCn, string>> = {
  "origins.heading": "Where layers came from",
  "origins.none":
    "The study file has no record of an import: its layers were not imported from files, or by an earlier version. How their coordinate system was settled is not known here.",
  "origins.missing": "Without a record of an import: {{layers}}",
  "origins.file": "File",
  "origins.format": "Format",
  "origins.system": "Its coordinate system",
  "origins.rows": "Rows",
  "origins.date": "Imported",
  "origins.layer.street-elevations": "Street elevations",
};
