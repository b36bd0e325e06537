/** What became of a study's facilities when a list of the same service was brought, in the words of page and command line alike. */
import type { LocalizedText } from "./facility.ts";

type Details = Readonly<Record<string, string | number>>;

/** What happened, then what can be done; null where the issue is not one of lists that come together. */
export function findJoinWords(details: Details | undefined): readonly [LocalizedText, LocalizedText] | null {
  const { what, existing, brought, duplicates, untestable, skipped, renamed, total } = details ?? {};
  if (what === "service-replaced")
    return [
      {
        zh: `导入的名单替换了原有设施：原有 ${existing} 处，现有 ${total} 处。`,
        en: `The list takes the place of the facilities that were there: ${existing} before, ${total} now.`,
      },
      { zh: "要保留原有设施，请选“加入现有设施”（--add）。", en: "To keep them, add the list to them (--add)." },
    ];
  if (what !== "service-joined") return null;
  const isSkipped = Number(skipped) > 0;
  const open = Number(untestable) > 0;
  return [
    {
      zh: `名单加入原有设施：原有 ${existing} 处，加入 ${brought} 处，其中 ${duplicates} 处疑似重复（同名且相距不到 50 米）${isSkipped ? "，已跳过" : ""}${open ? `，${untestable} 处没有名称或确切位置，无法查重` : ""}；共 ${total} 处${Number(renamed) > 0 ? `，${renamed} 个编号与原有的相同，已改` : ""}。`,
      en: `The list joins the facilities that were there: ${existing} were there, ${brought} were brought, ${duplicates} of them probable duplicates (same name within 50 m)${isSkipped ? ", which were skipped" : ""}${open ? `; ${untestable} without a name or place could not be tested` : ""}. ${total} in all${Number(renamed) > 0 ? `; ${renamed} ids were taken and got a number` : ""}.`,
    },
    Number(duplicates) > 0 && !isSkipped
      ? {
          zh: "重复的设施会被计两次：请核对，或跳过疑似重复（--skip-duplicates）。",
          en: "Doubles count twice: check them, or skip probable duplicates (--skip-duplicates).",
        }
      : { zh: "", en: "" },
  ];
}
