/** A sentence on which a figure rests, and whether anybody chose what it says. */
import type { LocalizedText } from "../model/facility.ts";

export interface Assumption extends LocalizedText {
  /** True: a default that nobody chose; false: chosen, confirmed or changed by the user; absent: a fact of the rule or the data. */
  readonly isDefault?: boolean;
}
