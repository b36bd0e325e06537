/** What slides look like: the page in inches, its grid, and the colours of the product (#-less, as the slide writer wants them). */
import type { ServiceDomain } from "../../core/model/facility.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** 16:9 as the common office programs set it up. */
export const SLIDE = { width: 13.333, height: 7.5 } as const;
export const KICKER: Box = { x: 0.6, y: 0.36, width: 9.6, height: 0.3 };
export const TITLE: Box = { x: 0.6, y: 0.66, width: 12.133, height: 0.8 };
export const BODY: Box = { x: 0.6, y: 1.66, width: 12.133, height: 5.05 };
export const FOOTER: Box = { x: 0.6, y: 6.93, width: 9.1, height: 0.36 };

export const INK = "22282F";
export const QUIET = "6A665E";
export const HAIRLINE = "DCD8CE";
export const PAPER = "FBFAF7";
export const WHITE = "FFFFFF";
export const ACTION = "1D4672";
export const ACTION_SOFT = "E3EDF3";
export const SHORTFALL = "A3450F";
export const MET = "1F6F54";
export const NOTICE = "FDF3D7";

export const DOMAIN_COLOURS: Readonly<Record<ServiceDomain, string>> = {
  elderly: "5B3A8C",
  education: "2A6F97",
  health: "B2443A",
  sport: "3C8D5A",
  culture: "3A8D93",
  other: ACTION,
};

export const DOMAIN_NAMES: Readonly<Record<ServiceDomain, string>> = {
  elderly: "养老服务",
  education: "教育服务",
  health: "医疗服务",
  sport: "体育服务",
  culture: "文化服务",
  other: "公共服务",
};

/** A colour for each of several services; those of one field get its colour in further tones. */
export function coloursOf(domains: readonly ServiceDomain[]): string[] {
  const seen = new Map<ServiceDomain, number>();
  return domains.map((domain) => {
    const before = seen.get(domain) ?? 0;
    seen.set(domain, before + 1);
    return towardsWhite(DOMAIN_COLOURS[domain], Math.min(0.6, 0.4 * before));
  });
}

/** The colour mixed with white, 0–1. */
function towardsWhite(colour: string, part: number): string {
  const mix = (at: number): string => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.round(value + (255 - value) * part)
      .toString(16)
      .padStart(2, "0");
  };
  return `${mix(0)}${mix(2)}${mix(4)}`.toUpperCase();
}
