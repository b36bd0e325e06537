/** Sizes and times of kept studies, in words. */
import type { Language } from "../store/view-store.ts";

/** 12.3 MB; a thousand bytes are a kB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** The time of day where it was today, else the day too, in the reader's own time. */
export function formatMoment(time: number, now: number, language: Language): string {
  const moment = new Date(time);
  const today = new Date(now);
  const hours: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hour12: false };
  if (moment.toDateString() === today.toDateString()) return moment.toLocaleTimeString(language, hours);
  const year = moment.getFullYear() === today.getFullYear() ? {} : ({ year: "numeric" } as const);
  return moment.toLocaleString(language, { ...year, month: "numeric", day: "numeric", ...hours });
}
