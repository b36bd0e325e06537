/** Which layers' coordinate systems a person was shown, on the map and with what the streets say of them, before the study was taken. */
import { baseNameOf, type LayerOrigin } from "../../core/model/layer-origin.ts";
import { type LayerReading, titleOfReading } from "./read-layers.ts";

/** The id of the coordinate system that a layer was shown in, by the layer's title. */
export type SystemsLookedAt = Readonly<Record<string, string>>;

/**
 * Origins with the systems that were looked at as confirmed. A layer that was shown in another system than it was read in at last was not
 * looked at as it is.
 * @param before origins that the study had before these files: they stay as they are.
 */
export function confirmOrigins(
  origins: readonly LayerOrigin[],
  readings: readonly LayerReading[],
  lookedAt: SystemsLookedAt,
  before: readonly LayerOrigin[],
): readonly LayerOrigin[] {
  const seen = readings.filter((reading) => {
    const title = titleOfReading(reading);
    return reading.system !== null && Object.hasOwn(lookedAt, title) && lookedAt[title] === reading.system.system.id;
  });
  const old = new Set(before);
  const isSeen = ({ file, part, system }: LayerOrigin): boolean =>
    seen.some(({ laid: { source }, system: settled }) => {
      const isOne = baseNameOf(source.file) === file && source.name === part;
      return isOne && settled?.system.id === system?.id;
    });
  return origins.map((origin) =>
    origin.system && !old.has(origin) && isSeen(origin)
      ? { ...origin, system: { ...origin.system, isConfirmed: true } }
      : origin,
  );
}
