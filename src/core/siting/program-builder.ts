/** An integer program put together column by column and row by row. */
import type { IntegerProgram } from "./integer-program.ts";

export class ProgramBuilder {
  private readonly objective: number[] = [];
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];
  private readonly whole: number[] = [];
  private readonly rowLower: number[] = [];
  private readonly rowUpper: number[] = [];
  private readonly rowStarts: number[] = [0];
  private readonly columns: number[] = [];
  private readonly values: number[] = [];

  get columnCount(): number {
    return this.objective.length;
  }

  /** @returns the column's number. */
  addColumn(objective: number, upper: number, isWhole: boolean, lower = 0): number {
    this.objective.push(objective);
    this.lower.push(lower);
    this.upper.push(upper);
    this.whole.push(isWhole ? 1 : 0);
    return this.objective.length - 1;
  }

  /** Adds a term to the row that is being written. */
  addTerm(column: number, value: number): void {
    this.columns.push(column);
    this.values.push(value);
  }

  /** Ends the row that was written: `lower ≤ Σ ≤ upper`. */
  endRow(lower: number, upper: number): void {
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
    this.rowStarts.push(this.columns.length);
  }

  finish(sense: IntegerProgram["sense"]): IntegerProgram {
    return {
      sense,
      objective: Float64Array.from(this.objective),
      lower: Float64Array.from(this.lower),
      upper: Float64Array.from(this.upper),
      whole: Uint8Array.from(this.whole),
      rowLower: Float64Array.from(this.rowLower),
      rowUpper: Float64Array.from(this.rowUpper),
      rowStarts: Int32Array.from(this.rowStarts),
      columns: Int32Array.from(this.columns),
      values: Float64Array.from(this.values),
    };
  }
}
