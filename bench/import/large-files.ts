/** Files of the size that a planner may bring, made on the spot. */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRandom } from "../../geodata/build/random.ts";
import type { Study } from "../../src/core/model/study.ts";
import { tileExtract } from "./tile-extract.ts";

/** 36 copies of an extract, six by six. */
export function writeProvince(extract: string, path: string): void {
  writeFileSync(path, "");
  const bytes = new Uint8Array(readFileSync(extract));
  for (const part of tileExtract(bytes, { columns: 6, rows: 6, stepDegrees: 0.06 })) appendFileSync(path, part);
}

/** Places where people live, within 200 m of those of a study. */
export function writePeople({ demand }: Study, count: number, path: string): void {
  const random = createRandom(7);
  const lines = ["编号,小区名称,经度,纬度,人口,60岁以上"];
  for (let row = 0; row < count; row++) {
    const at = 2 * (row % demand.count);
    const [lon, lat] = [demand.coordinates[at] as number, demand.coordinates[at + 1] as number];
    const people = 1 + Math.floor(40 * random());
    const position = [lon + 0.002 * (random() - 0.5), lat + 0.002 * (random() - 0.5)].map((one) => one.toFixed(6));
    lines.push(`${row + 1},第${row + 1}号楼,${position.join(",")},${people},${Math.floor(people / 4)}`);
  }
  writeFileSync(path, `${lines.join("\n")}\n`);
}
