/**
 * What a raster holds, people or heights: by its name, by what it says of itself, else by its numbers. Heights change little from
 * cell to cell and hardly ever are 0; people do both. Where nothing settles it the answer is null, and the user is asked.
 */
import { agesInName, isAgeRasterName, readAges } from "./age-classes.ts";
import { type BandWindow, type OpenedGeotiff, readBand } from "./geotiff-band.ts";
import type { PopulationMeasure } from "./population-raster.ts";

export interface RasterKind {
  readonly role: "population" | "elevation";
  readonly measure: PopulationMeasure;
}

const POPULATION_NAME = /popul|worldpop|landscan|gpw|ghs[-_]?pop|_ppp|ppp_|[_-]pop[_.-]|^pop|人口|居民/i;
const HEIGHT_NAME = /dem|dsm|dtm|srtm|aster|alos|elev|height|hgt|高程|海拔|地形/i;
const DENSITY = /density|ppskm|per[ _]?(?:sq|km)|\/\s?km|_pd_|人口密度|人\/平方公里/i;
const POPULATION_WORDS = /popul|people|persons|inhabitants|人口/i;
const SAMPLE_SIDE = 512;

async function wordsOf({ band }: OpenedGeotiff): Promise<string> {
  try {
    const stated = { ...(await band?.image.getGDALMetadata(0)), ...(await band?.image.getGDALMetadata()) };
    return Object.entries(stated)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(" ")
      .slice(0, 10_000);
  } catch {
    return "";
  }
}

/** What the middle of a band looks like: shares of all known cells. */
async function sampleBand({
  band,
}: OpenedGeotiff): Promise<{ zeros: number; negatives: number; roughness: number } | null> {
  if (!band) return null;
  const { image, width, height } = band;
  const left = Math.max(0, (width - SAMPLE_SIDE) >> 1);
  const top = Math.max(0, (height - SAMPLE_SIDE) >> 1);
  const [right, bottom] = [Math.min(width, left + SAMPLE_SIDE), Math.min(height, top + SAMPLE_SIDE)];
  let sampled: BandWindow;
  try {
    if (image.getTileWidth() * image.getTileHeight() > 100_000_000) return null;
    sampled = await readBand(band, [left, top, right, bottom]);
  } catch {
    return null;
  }
  const { values, isGap } = sampled;
  const isKnown = (at: number): boolean => {
    const value = values[at] as number;
    return value > -1_000 && value < 1e9 && !isGap(at);
  };
  let [count, zeros, negatives, sum, squares, steps, stepSum] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (!isKnown(at)) continue;
    count++;
    sum += value;
    squares += value * value;
    if (value === 0) zeros++;
    if (value < 0) negatives++;
    const before = values[at - 1] as number;
    if (at % (right - left) > 0 && isKnown(at - 1)) {
      steps++;
      stepSum += Math.abs(value - before);
    }
  }
  if (count < 9 || steps === 0) return null;
  const deviation = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  return {
    zeros: zeros / count,
    negatives: negatives / count,
    roughness: deviation === 0 ? 0 : stepSum / steps / deviation,
  };
}

/** What a raster holds; null where nothing tells. */
export async function tellRasterKind(file: OpenedGeotiff, layer: string): Promise<RasterKind | null> {
  const name = layer.split(/[\\/]/).pop() ?? layer;
  const words = await wordsOf(file);
  const measure: PopulationMeasure = DENSITY.test(name) || DENSITY.test(words) ? "people-per-km2" : "people";
  const population: RasterKind = { role: "population", measure };
  const elevation: RasterKind = { role: "elevation", measure: "people" };
  if (POPULATION_NAME.test(name) || isAgeRasterName(name)) return population;
  if (HEIGHT_NAME.test(name)) return elevation;
  if (file.keys.VerticalUnitsGeoKey !== undefined || file.keys.VerticalCSTypeGeoKey !== undefined) return elevation;
  if (POPULATION_WORDS.test(words) || agesInName(name)) return population;
  if (file.bands.length > 1) return file.bands.some((band) => readAges(band.name)) ? population : null;
  const sample = await sampleBand(file);
  if (!sample) return null;
  if (sample.negatives > 0 || (sample.zeros < 0.01 && sample.roughness < 0.25)) return elevation;
  return sample.zeros >= 0.05 && sample.roughness >= 0.25 ? population : null;
}
