/**
 * CSV for very many rows: cells are written as bytes into one buffer that is handed
 * on whenever it is full, so a row costs no string. Ids are quoted where needed and
 * otherwise left exactly as they are, so that they can be joined with their source.
 */

const COMMA = 44;
const LINE_END = 10;
const POINT = 46;
const MINUS = 45;
const ZERO = 48;
const encoder = new TextEncoder();

/** Text as a cell's bytes. */
export function encodeCell(text: string): Uint8Array {
  return encoder.encode(/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
}

export class CsvRows {
  private readonly hand: (bytes: Uint8Array) => void;
  private readonly buffer: Uint8Array;
  private at = 0;
  private isFirst = true;
  rowCount = 0;

  /** @param hand takes the bytes of each full buffer, which is reused afterwards. @param header no names, no header. */
  constructor(hand: (bytes: Uint8Array) => void, header: readonly string[], capacity = 2 ** 20) {
    this.hand = hand;
    this.buffer = new Uint8Array(capacity);
    if (header.length === 0) return;
    for (const name of header) this.cell(encodeCell(name));
    this.endRow();
    this.rowCount = 0;
  }

  /** A cell of bytes made by `encodeCell`. */
  cell(bytes: Uint8Array): void {
    this.separate(bytes.length);
    if (bytes.length > this.buffer.length - this.at) {
      this.flush();
      if (bytes.length > this.buffer.length) {
        this.hand(bytes);
        return;
      }
    }
    for (let i = 0; i < bytes.length; i++) this.buffer[this.at + i] = bytes[i] as number;
    this.at += bytes.length;
  }

  /** A number with three decimals, halves rounded up; at most 2^53 / 1000. */
  thousandths(value: number): void {
    this.separate(24);
    let rest = Math.round(value * 1000);
    if (rest < 0) {
      this.buffer[this.at++] = MINUS;
      rest = -rest;
    }
    const { buffer } = this;
    let whole = Math.floor(rest / 1000);
    let decimals = rest - whole * 1000;
    let digits = 1;
    for (let power = 10; power <= whole; power *= 10) digits++;
    for (let place = this.at + digits - 1; place >= this.at; place--) {
      const next = Math.floor(whole / 10);
      buffer[place] = ZERO + whole - next * 10;
      whole = next;
    }
    this.at += digits;
    buffer[this.at] = POINT;
    for (let place = this.at + 3; place > this.at; place--) {
      const next = Math.floor(decimals / 10);
      buffer[place] = ZERO + decimals - next * 10;
      decimals = next;
    }
    this.at += 4;
  }

  endRow(): void {
    if (this.at + 1 > this.buffer.length) this.flush();
    this.buffer[this.at++] = LINE_END;
    this.isFirst = true;
    this.rowCount++;
  }

  /** Whole rows that were written elsewhere. */
  append(bytes: Uint8Array, rowCount: number): void {
    this.flush();
    if (bytes.length > 0) this.hand(bytes);
    this.rowCount += rowCount;
  }

  /** Hands on what is left. */
  flush(): void {
    if (this.at > 0) this.hand(this.buffer.subarray(0, this.at));
    this.at = 0;
  }

  private separate(room: number): void {
    if (this.at + Math.min(room, 64) + 1 > this.buffer.length) this.flush();
    if (!this.isFirst) this.buffer[this.at++] = COMMA;
    this.isFirst = false;
  }
}
