/**
 * Tables of ids and numbers as CSV, for programs that read them back: ids exactly as
 * they came, quoted only where they must be, numbers with as many digits as
 * it takes to read the same number again.
 */

/** A number as the shortest text that reads back as it; empty where there is none. */
export function exactNumber(value: number): string {
  if (!Number.isFinite(value)) return "";
  return value === 0 ? "0" : String(value);
}

/** An id as a cell. */
export function idCell(id: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(id) ? `"${id.replaceAll('"', '""')}"` : id;
}

/** CSV text from a header and finished cells, in pieces that each hold many rows. */
export function plainCsv(
  header: readonly string[],
  rowCount: number,
  cellsOf: (row: number) => readonly string[],
): string {
  const pieces = [header.join(",")];
  for (let row = 0; row < rowCount; row++) pieces.push(cellsOf(row).join(","));
  return `${pieces.join("\n")}\n`;
}
