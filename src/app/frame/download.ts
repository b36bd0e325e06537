/** Hands bytes to the browser as a download. */
export function downloadBytes(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Text as a UTF-8 file; the mark at its head lets spreadsheets read Chinese. */
export function downloadCsv(name: string, rows: readonly (readonly string[])[]): void {
  const text = rows.map((row) => row.map(quoteCell).join(",")).join("\r\n");
  downloadBytes(name, new TextEncoder().encode(`\uFEFF${text}\r\n`));
}

/** A cell that starts like a formula is kept from being run as one. */
function quoteCell(value: string): string {
  const safe = /^[=+\-@\t]/.test(value) && !Number.isFinite(Number(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
