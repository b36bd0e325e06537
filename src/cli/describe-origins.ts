/** Where a study's layers came from, as the commands print it: Chinese, then English. */
import type { LayerOrigin } from "../core/model/layer-origin.ts";
import { describeOrigin, describeOriginAssumptions } from "../core/model/origin-words.ts";

/** A line for each file of each layer; a sentence where nothing is recorded. */
export function describeOrigins(origins: readonly LayerOrigin[]): string {
  if (origins.length === 0)
    return "图层来源：没有导入记录 Where layers came from: the study has no record of an import\n";
  const lines = origins.map((origin) => {
    const { zh, en } = describeOrigin(origin);
    return `  ${origin.layer}: ${zh}\n    ${en}\n`;
  });
  return `图层来源 Where layers came from\n${lines.join("")}`;
}

/** What figures rest on because a coordinate system was assumed or is approximate; "" where none was. */
export function describeDoubtfulSystems(origins: readonly LayerOrigin[]): string {
  return describeOriginAssumptions(origins)
    .map(({ zh, en }) => `假设 assumption: ${zh}\n  ${en}\n`)
    .join("");
}
