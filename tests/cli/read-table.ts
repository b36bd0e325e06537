/** CSV text as rows by column name, for looking at outputs. */
import Papa from "papaparse";

export function readTable(text: string): Readonly<Record<string, string>>[] {
  return Papa.parse<Record<string, string>>(text.trimEnd(), { header: true }).data;
}
