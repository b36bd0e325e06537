/** Gathers what a format cannot carry of one layer, counted by field. */
import type { ExportNotice } from "./export-notice.ts";

type CountedCode = Extract<ExportNotice, { readonly field: string }>["code"];
type Limit = Pick<Extract<ExportNotice, { readonly code: "text-cut" }>, "limit" | "unit">;

export class NoticeList {
  readonly layer: string;
  private readonly counts = new Map<string, { readonly code: CountedCode; readonly field: string; count: number }>();
  private readonly others: ExportNotice[] = [];
  private readonly limit: Limit;
  private readonly late: (() => readonly ExportNotice[])[] = [];

  /** @param limit of texts, where the format has one */
  constructor(layer: string, limit: Limit = { limit: 0, unit: "characters" }) {
    this.layer = layer;
    this.limit = limit;
  }

  count(code: CountedCode, field: string): void {
    const key = `${code} ${field}`;
    const known = this.counts.get(key);
    if (known) known.count++;
    else this.counts.set(key, { code, field, count: 1 });
  }

  add(notice: ExportNotice): void {
    this.others.push(notice);
  }

  /** Names that are not the columns' own. */
  renamed(written: readonly string[], own: readonly string[]): void {
    const names = written.flatMap((name, index): [string, string][] =>
      name === own[index] ? [] : [[name, own[index] as string]],
    );
    if (names.length > 0) this.add({ code: "renamed", layer: this.layer, names });
  }

  /** Notices that are known only when all is written. */
  whenDone(tell: () => readonly ExportNotice[]): void {
    this.late.push(tell);
  }

  all(): ExportNotice[] {
    const counted = [...this.counts.values()].map(({ code, field, count }): ExportNotice => {
      const { layer } = this;
      return code === "text-cut" ? { code, layer, field, count, ...this.limit } : { code, layer, field, count };
    });
    return [...this.others, ...this.late.flatMap((tell) => tell()), ...counted];
  }
}
