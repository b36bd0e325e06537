/** The map's colours: one sequential ramp for shares, one diverging ramp for differences, the domains of services. */
import type { ServiceDomain } from "../../core/model/facility.ts";

/** Shares, from none to all. */
export const SEQUENTIAL_STOPS = ["#f7f4ea", "#cfe6d8", "#8cc9bf", "#4aa0b0", "#2a6f97", "#1d4672"] as const;

/** Nine classes of difference, from "far fewer than straight lines promise" to "far more". */
export const DIFFERENCE_COLOURS = [
  "#8a4413",
  "#b97338",
  "#dcae7d",
  "#f0dcc0",
  "#f5f2ea",
  "#d5e3e8",
  "#9cc3d1",
  "#5493b4",
  "#2a6f97",
] as const;

export const VERDICT_COLOURS = { met: "#8cb8a8", notMet: "#f6ece4", depends: "#ecd08a" } as const;
/** Covered, but over what there is. */
export const SHORTAGE_COLOUR = "#e0bd8b";
/** Not met before, met after. */
export const TURNED_COLOUR = "#4f9c86";
export const NO_DATA_COLOUR = "#e7e4dc";
export const NO_COLOUR = "rgba(0, 0, 0, 0)";
export const SHORTFALL_COLOUR = "#a3450f";
export const INK_COLOUR = "#22282f";

export const DOMAIN_COLOURS: Readonly<Record<ServiceDomain, string>> = {
  elderly: "#5b3a8c",
  education: "#2a6f97",
  health: "#b2443a",
  sport: "#3c8d5a",
  culture: "#3a8d93",
  other: "#6b675e",
};

function channels(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function mix(from: string, to: string, share: number): string {
  const [a, b] = [channels(from), channels(to)];
  const mixed = a.map((channel, index) => Math.round(channel + ((b[index] ?? 0) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** `count` colours spread evenly over the ramp for shares, palest first. */
export function sequentialColours(count: number): string[] {
  return spread(SEQUENTIAL_STOPS, count);
}

function spread(stops: readonly string[], count: number): string[] {
  const last = stops.length - 1;
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? last : (index / (count - 1)) * last;
    const below = Math.min(last - 1, Math.floor(at));
    return mix(stops[below] ?? NO_DATA_COLOUR, stops[below + 1] ?? NO_DATA_COLOUR, at - below);
  });
}
