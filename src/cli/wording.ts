/** What a sentence about a fault is made of. */
import type { Issue } from "../core/errors.ts";
import type { LocalizedText } from "../core/model/facility.ts";

export interface Wording {
  readonly what: LocalizedText;
  readonly todo: LocalizedText;
}

export function say(zh: string, en: string, zhTodo = "", enTodo = ""): Wording {
  return { what: { zh, en }, todo: { zh: zhTodo, en: enTodo } };
}

/** A detail of an issue as text, "" where it has none. */
export function detail(issue: Issue, name: string): string {
  const value = issue.details?.[name];
  return value === undefined ? "" : String(value);
}
