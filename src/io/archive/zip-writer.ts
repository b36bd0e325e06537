/** A zip that takes in files a piece at a time, one after another. The same pieces give the same bytes, on every machine and day. */
import { Zip, ZipDeflate } from "fflate";

/** Zips hold local time; this is the earliest noon that they can say, the same in every zone. */
const NO_DATE = new Date(1980, 0, 2, 12);

export interface ZipEntry {
  /** @param isLast whether the file ends with this piece; it must be said once, with an empty piece if need be. */
  push(piece: Uint8Array, isLast: boolean): void;
}

export class ZipWriter {
  private readonly pieces: Uint8Array[] = [];
  private length = 0;
  private readonly zip = new Zip((error, piece) => {
    if (error) throw error;
    this.pieces.push(piece);
    this.length += piece.length;
  });

  /** Begins a file; the one before it must have ended. */
  open(name: string): ZipEntry {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = NO_DATE;
    entry.os = 0;
    entry.attrs = 0;
    this.zip.add(entry);
    return entry;
  }

  end(): Uint8Array<ArrayBuffer> {
    this.zip.end();
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const piece of this.pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }
}
