/** What a user does with the page and reads from it. */
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import type { Page } from "playwright-core";

export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A row of communities.csv as text. */
export type CommunityRow = Readonly<
  Record<"communityId" | "name" | "service" | "group" | "people" | "peopleCovered" | "peopleShare" | "verdict", string>
>;

export function parseCommunities(csv: string): readonly CommunityRow[] {
  return Papa.parse<CommunityRow>(csv, { header: true, skipEmptyLines: true }).data;
}

/** The number before the first per cent sign: “61.2%” → 61.2. */
export async function readShare(page: Page, testId: string): Promise<number> {
  const text = (await page.getByTestId(testId).first().textContent()) ?? "";
  const match = /(\d+(?:\.\d+)?)\s*%/.exec(text);
  if (!match) throw new Error(`No share in “${text}” (${testId})`);
  return Number(match[1]);
}

export async function readText(page: Page, testId: string): Promise<string> {
  return (await page.getByTestId(testId).first().textContent()) ?? "";
}

/** Gives files to the page as if they had been dropped on it. */
export async function dropFiles(page: Page, files: readonly GivenFile[]): Promise<void> {
  const payload = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString("base64") }));
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, payload);
  for (const type of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("body", type, { dataTransfer: transfer });
  }
}

/** Takes one of the run's files from the export menu; others that come along are left. */
export async function exportFile(page: Page, name: string): Promise<Buffer> {
  await page.getByRole("button", { name: "导出" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download", (each) => each.suggestedFilename().includes(name)),
    page.getByRole("menuitem").filter({ hasText: name }).click(),
  ]);
  return readFileSync(await download.path());
}

/** Goes to one of the five workspaces by its Chinese name. */
export async function goTo(page: Page, workspace: string): Promise<void> {
  await page.getByRole("tab", { name: workspace }).click();
}
