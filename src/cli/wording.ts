/** What a sentence about a fault is made of. */
import type { LocalizedText } from "../core/model/facility.ts";

export interface Wording {
  readonly what: LocalizedText;
  readonly todo: LocalizedText;
}

export function say(zh: string, en: string, zhTodo = "", enTodo = ""): Wording {
  return { what: { zh, en }, todo: { zh: zhTodo, en: enTodo } };
}
