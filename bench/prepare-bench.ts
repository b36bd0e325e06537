/** The peers of one run: found, installed where needed, and asked for their versions once. */
import { join } from "node:path";
import { findScipy, type Scipy } from "./peers/scipy.ts";
import { prepareValhalla, type Valhalla } from "./peers/valhalla.ts";
import type { Absent } from "./table.ts";

export interface Bench {
  /** Where this run's graphs and tiles are kept until it ends. */
  readonly folder: string;
  readonly scipy: Scipy | Absent;
  readonly valhalla: Valhalla | Absent;
}

export async function prepareBench(folder: string, extract: string | null): Promise<Bench> {
  return { folder, scipy: findScipy(), valhalla: await prepareValhalla(extract, join(folder, "valhalla")) };
}
