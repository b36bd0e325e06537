/** What the file of a sheet is called: the place, what the sheet shows, its page, the day. */
import type { MapLayout } from "../../core/model/presentation.ts";
import type { Study } from "../../core/model/study.ts";
import { reportFileName } from "../name-files.ts";
import type { SheetFormat } from "./make-sheets.ts";

export function sheetFileName(
  study: Pick<Study, "id" | "title" | "units" | "communities" | "services">,
  layout: Pick<MapLayout, "name" | "page">,
  date: string,
  format: SheetFormat,
): string {
  const page = layout.page.replace(":", "-");
  const what = layout.name.includes(layout.page) ? layout.name : `${layout.name} ${page}`;
  return reportFileName(study, what, date, format);
}
