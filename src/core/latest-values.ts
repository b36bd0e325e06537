/** Values kept by name up to a weight in all: the one that was not asked for the longest goes first. */
export class LatestValues<Value> {
  private readonly most: number;
  private readonly weigh: (value: Value) => number;
  private readonly values = new Map<string, Value>();
  private weight = 0;

  /** `weigh`: what a value counts towards `most`; 1 each where it is not given. */
  constructor(most: number, weigh: (value: Value) => number = () => 1) {
    this.most = most;
    this.weigh = weigh;
  }

  /** The values that are kept, the one not asked for the longest first. */
  all(): Iterable<Value> {
    return this.values.values();
  }

  /** Takes over what another keeps and `accepts` agrees to. */
  adopt(other: LatestValues<Value>, accepts: (value: Value) => boolean): void {
    for (const [name, value] of other.values) if (accepts(value)) this.find(name, () => value);
  }

  /** What is kept under a name; undefined where nothing is. */
  known(name: string): Value | undefined {
    return this.values.get(name);
  }

  /** What `make` gave when the name was first asked for, or anew where that was let go. The latest value is always kept. */
  find(name: string, make: () => Value): Value {
    const known = this.values.get(name);
    if (known !== undefined) {
      this.values.delete(name);
      this.values.set(name, known);
      return known;
    }
    const value = make();
    this.values.set(name, value);
    this.weight += this.weigh(value);
    for (const [oldest, old] of this.values) {
      if (this.weight <= this.most || oldest === name) break;
      this.values.delete(oldest);
      this.weight -= this.weigh(old);
    }
    return value;
  }
}
