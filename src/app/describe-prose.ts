/** What went wrong, in three parts. */
import type { LocalizedText } from "../core/model/facility.ts";

export interface Description {
  readonly title: LocalizedText;
  readonly happened: LocalizedText;
  readonly todo: LocalizedText;
}

/** Title, what happened, what to do. */
export type Prose = readonly [title: LocalizedText, happened: LocalizedText, todo: LocalizedText];

/** The three parts by name. */
export function describe([title, happened, todo]: Prose): Description {
  return { title, happened, todo };
}
