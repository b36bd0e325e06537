/**
 * Blocks that hold something, sorted by row and then by column, so that all of them
 * around a block are found in a few steps.
 */

export class BlockRows {
  readonly count: number;
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  private readonly southRow: number;
  /** Offsets by row into the columns. */
  private readonly rowStarts: Int32Array;

  /** Takes pairs of column and row (repeated ones count once). */
  constructor(pairColumns: Int32Array, pairRows: Int32Array) {
    let south = Infinity;
    let north = -Infinity;
    for (const row of pairRows) {
      if (row < south) south = row;
      if (row > north) north = row;
    }
    const rowCount = pairRows.length === 0 ? 0 : north - south + 1;
    this.southRow = pairRows.length === 0 ? 0 : south;
    const pairStarts = new Int32Array(rowCount + 1);
    for (const row of pairRows) pairStarts[row - this.southRow + 1]!++;
    for (let row = 0; row < rowCount; row++) pairStarts[row + 1]! += pairStarts[row] as number;
    const next = pairStarts.slice(0, rowCount);
    const sorted = new Int32Array(pairColumns.length);
    pairColumns.forEach((column, pair) => {
      sorted[next[(pairRows[pair] as number) - this.southRow]!++] = column;
    });
    this.rowStarts = new Int32Array(rowCount + 1);
    const rows = new Int32Array(pairColumns.length);
    let count = 0;
    for (let row = 0; row < rowCount; row++) {
      const columns = sorted.subarray(pairStarts[row] as number, pairStarts[row + 1] as number).sort();
      for (const [at, column] of columns.entries()) {
        if (at > 0 && column === columns[at - 1]) continue;
        rows[count] = row + this.southRow;
        sorted[count++] = column;
      }
      this.rowStarts[row + 1] = count;
    }
    this.count = count;
    this.columns = sorted.slice(0, count);
    this.rows = rows.slice(0, count);
  }

  /** The first block of a row at or east of a column. */
  firstFrom(column: number, row: number): number {
    let low = this.startOf(row);
    let high = this.startOf(row + 1);
    const { columns } = this;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((columns[middle] as number) < column) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where a row's blocks begin; the end of the row before it. */
  startOf(row: number): number {
    const index = row - this.southRow;
    if (index <= 0) return 0;
    return index < this.rowStarts.length ? (this.rowStarts[index] as number) : this.count;
  }

  /** The number of a block, -1 where it holds nothing. */
  find(column: number, row: number): number {
    const at = this.firstFrom(column, row);
    return at < this.startOf(row + 1) && this.columns[at] === column ? at : -1;
  }
}
