import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { checkUpZhCn } from "../../../src/app/strings/check-up.zh-cn.ts";
import { dataZhCn } from "../../../src/app/strings/data.zh-cn.ts";
import { en } from "../../../src/app/strings/en.ts";
import { exportZhCn } from "../../../src/app/strings/export.zh-cn.ts";
import { importZhCn } from "../../../src/app/strings/import.zh-cn.ts";
import { keepingZhCn } from "../../../src/app/strings/keeping.zh-cn.ts";
import { originsZhCn } from "../../../src/app/strings/origins.zh-cn.ts";
import { loadTexts, startStrings, type TextKey } from "../../../src/app/strings/text.ts";
import { zhCn as firstZhCn } from "../../../src/app/strings/zh-cn.ts";

/** With the texts that come later. */
const zhCn = {
  ...firstZhCn,
  ...keepingZhCn,
  ...checkUpZhCn,
  ...importZhCn,
  ...originsZhCn,
  ...exportZhCn,
  ...dataZhCn,
};
const keys = Object.keys(zhCn) as TextKey[];
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name as string);
const marks = (text: string): string[] => [...text.matchAll(/<([a-z])>/g)].map(([, name]) => name as string).sort();
/** Texts that are Chinese in both languages: the switch names the language that it leads to. */
const CHINESE_IN_ENGLISH = /^(app\.language|targets\.unit\.county-proper)/;

describe("the catalogue", () => {
  it("has the same keys in both languages", () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  it.each(keys)("%s asks only for values that its twin knows", (key) => {
    const known = new Set(placeholders(zhCn[key]));
    for (const name of placeholders(en[key])) expect([...known]).toContain(name);
    expect(marks(en[key])).toEqual(marks(zhCn[key]));
  });

  it("keeps Chinese out of the English texts", () => {
    const mixed = keys.filter((key) => !CHINESE_IN_ENGLISH.test(key) && /\p{Script=Han}/u.test(en[key]));
    expect(mixed).toEqual([]);
  });

  it("takes a key with dots as it stands and changes language", async () => {
    const strings = startStrings("zh-CN");
    expect(strings.t("workspace.coverage")).toBe("覆盖");
    await loadTexts("en");
    await strings.changeLanguage("en");
    expect(strings.t("workspace.coverage")).toBe("Coverage");
    expect(strings.t("ask.minutes", { count: 1 })).toBe("1 min");
  });
});

describe("the components", () => {
  it("hold no Chinese text of their own", () => {
    const root = resolve(import.meta.dirname, "../../../src/app");
    const written = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".tsx"))
      .filter((path) => /\p{Script=Han}/u.test(withoutComments(readFileSync(resolve(root, path), "utf8"))));
    expect(written).toEqual([]);
  });
});

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
}
