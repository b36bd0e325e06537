/**
 * What a session keeps, by name, each with the layers of the study that it rests on: a
 * session of another study takes over what rests on layers that both share. What is kept without layers rests on all.
 */

/** A part of a study on which something rests; `streets` with the points that stop somebody on them. */
export type StudyLayer = "streets" | "barriers" | "demand" | "communities" | `facilities:${string}`;

interface Kept {
  readonly value: unknown;
  readonly layers: readonly StudyLayer[] | null;
}

interface Relative {
  readonly values: KeptValues;
  readonly isShared: (layer: StudyLayer) => boolean;
}

export class KeptValues {
  private readonly kept = new Map<string, Kept>();
  /** Others with whom layers are shared: what one makes of those, all have. */
  private relatives: readonly Relative[] = [];
  /** Names of conditions that were asked for last, by kind, the latest at the end. */
  private readonly latest = new Map<string, string[]>();

  /** What `make` gave the first time it was asked for under this key. */
  remember<Value>(key: string, make: () => Value, layers: readonly StudyLayer[] | null = null): Value {
    const known = this.kept.get(key) ?? this.findAmongRelatives(key);
    if (known !== undefined) return known.value as Value;
    const kept = { value: make(), layers };
    this.kept.set(key, kept);
    for (const { values, isShared } of this.relatives) {
      if (layers?.every(isShared) && !values.kept.has(key)) values.kept.set(key, kept);
    }
    return kept.value;
  }

  private findAmongRelatives(key: string): Kept | undefined {
    for (const { values, isShared } of this.relatives) {
      const kept = values.kept.get(key);
      if (!kept?.layers?.every(isShared)) continue;
      this.kept.set(key, kept);
      return kept;
    }
    return undefined;
  }

  /** What is kept under a key; undefined where nothing is. */
  find(key: string): unknown {
    return this.kept.get(key)?.value;
  }

  /** Shares nothing from now on; what was taken over stays. */
  release(): void {
    this.relatives = [];
  }

  /** Notes a name as the latest of its kind, and lets everything go that is kept under names beyond the latest few. */
  keepLatest(kind: string, name: string, most: number): void {
    const names = this.latest.get(kind) ?? [];
    this.latest.set(kind, names);
    if (names.at(-1) === name) return;
    const before = names.indexOf(name);
    if (before >= 0) names.splice(before, 1);
    names.push(name);
    if (names.length <= most) return;
    const oldest = names.shift() as string;
    for (const key of this.kept.keys()) if (key.includes(oldest)) this.kept.delete(key);
  }

  /** Takes over what another keeps that rests on shared layers alone, and shares what is made of those from now on. */
  adopt(other: KeptValues, isShared: (layer: StudyLayer) => boolean): void {
    this.relatives = [...this.relatives, { values: other, isShared }];
    for (const [key, kept] of other.kept) {
      if (!this.kept.has(key) && kept.layers?.every(isShared)) this.kept.set(key, kept);
    }
    for (const [kind, names] of other.latest) {
      const own = this.latest.get(kind) ?? [];
      this.latest.set(kind, [...names.filter((name) => !own.includes(name)), ...own]);
    }
  }
}
