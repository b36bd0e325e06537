/** The attributes of the element that is being opened: where they lie in the bytes; a text or a number is made only of what is asked for. */
import { spanNumber } from "../tables/span-number.ts";
import type { TextPool } from "./text-pool.ts";
import { decodeEntities, XmlFault } from "./xml-entities.ts";

const MOST_ATTRIBUTES = 256;

/** Valid only while the element is handed over. Names are whole, prefixes included (`r:id`); of two alike the first counts. */
export class XmlAttributes {
  bytes: Uint8Array = new Uint8Array(0);
  count = 0;
  readonly nameStarts = new Int32Array(MOST_ATTRIBUTES);
  readonly nameEnds = new Int32Array(MOST_ATTRIBUTES);
  readonly valueStarts = new Int32Array(MOST_ATTRIBUTES);
  readonly valueEnds = new Int32Array(MOST_ATTRIBUTES);
  private readonly pool: TextPool;

  constructor(pool: TextPool) {
    this.pool = pool;
  }

  add(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void {
    const at = this.count;
    if (at === MOST_ATTRIBUTES) throw new XmlFault("attributes");
    this.nameStarts[at] = nameStart;
    this.nameEnds[at] = nameEnd;
    this.valueStarts[at] = valueStart;
    this.valueEnds[at] = valueEnd;
    this.count = at + 1;
  }

  /** Which attribute has a name of ASCII letters; -1 where none has. */
  find(name: string): number {
    const { bytes, nameStarts, nameEnds, count } = this;
    const { length } = name;
    for (let at = 0; at < count; at++) {
      const start = nameStarts[at] as number;
      if ((nameEnds[at] as number) - start !== length) continue;
      let same = 0;
      while (same < length && bytes[start + same] === name.charCodeAt(same)) same++;
      if (same === length) return at;
    }
    return -1;
  }

  /** Throws XmlFault where the value has an entity that is none. */
  get(name: string): string | undefined {
    const at = this.find(name);
    if (at < 0) return undefined;
    return decodeEntities(this.pool.read(this.bytes, this.valueStarts[at] as number, this.valueEnds[at] as number));
  }

  /** NaN where there is no such attribute or it is no decimal number. */
  number(name: string): number {
    const at = this.find(name);
    if (at < 0) return Number.NaN;
    return spanNumber(this.bytes, this.valueStarts[at] as number, this.valueEnds[at] as number);
  }

  names(): string[] {
    return Array.from({ length: this.count }, (_, at) =>
      this.pool.read(this.bytes, this.nameStarts[at] as number, this.nameEnds[at] as number),
    );
  }
}
