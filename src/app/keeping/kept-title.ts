import type { LocalizedText } from "../../core/model/facility.ts";
import type { KeptStudy } from "./kept-study.ts";

/** The name that the reader gave a kept study, else its own title. */
export function titleOfKept({ name, title }: Pick<KeptStudy, "name" | "title">): LocalizedText {
  return name === null ? title : { zh: name, en: name };
}
