/**
 * Whether so few sites can cover all, by trying: the class that the fewest sites can still cover is covered by each of them in turn, and a
 * site that was tried stays closed in the later turns. A branch ends where the classes left pay for more sites than are left
 * (any prices by which no site's classes pay more than 1 bound the sites from below), or where the largest sites are too small.
 * It decides small and regular questions in a blink, for which loading and warming a solver takes longer than its work.
 */
import type { CoverModel } from "./cover-model.ts";

/** Sites that cover all; null where it is certain that there are none; undefined where the effort did not suffice. */
export type SoughtCover = readonly number[] | null | undefined;

/** Share of a price that is rounding. */
const ROUNDING = 1e-9;

class CoverSeeker {
  private readonly model: CoverModel;
  private readonly prices: Float64Array;
  private readonly most: number;
  /** Sites still needed by class. */
  private readonly left: Int32Array;
  /** Sites that may still cover a class. */
  private readonly choices: Int32Array;
  /** Classes that a site would help. */
  private readonly gains: Int32Array;
  /** 1 open, −1 closed, 0 free. */
  private readonly status: Int8Array;
  private readonly open: number[] = [];
  private owed = 0;
  private needed = 0;
  private pairsLeft: number;

  constructor(model: CoverModel, prices: Float64Array, most: number, mostPairs: number) {
    const { siteOf, classCount, needs, rowStarts, columnStarts } = model;
    this.model = model;
    this.prices = prices;
    this.most = most;
    this.pairsLeft = mostPairs;
    this.left = needs.slice();
    this.choices = Int32Array.from(
      needs,
      (_, index) => (rowStarts[index + 1] as number) - (rowStarts[index] as number),
    );
    this.gains = Int32Array.from(
      siteOf,
      (_, site) => (columnStarts[site + 1] as number) - (columnStarts[site] as number),
    );
    this.status = new Int8Array(siteOf.length);
    for (let index = 0; index < classCount; index++) {
      this.owed += (needs[index] as number) * (prices[index] as number);
      this.needed += needs[index] as number;
    }
  }

  seek(): SoughtCover {
    const found = this.branch();
    return found === true ? this.open.slice().sort((a, b) => a - b) : found === false ? null : undefined;
  }

  /** True where the open sites cover all, false where nothing below does, null where the effort is spent. */
  private branch(): boolean | null {
    if (this.needed === 0) return true;
    const room = this.most - this.open.length;
    if (room <= 0 || this.owed > room * (1 + ROUNDING) || this.isTooMuch(room)) return false;
    if (this.pairsLeft < 0) return null;
    const { rowStarts, rowSites } = this.model;
    const index = this.findTightest();
    const sites = rowSites
      .slice(rowStarts[index], rowStarts[index + 1])
      .filter((site) => this.status[site] === 0)
      .sort((a, b) => (this.gains[b] as number) - (this.gains[a] as number) || a - b);
    let result: boolean | null = false;
    let tried = 0;
    for (const site of sites) {
      this.change(site, 1);
      result = this.branch();
      if (result === true) return true;
      this.undo(site, 1);
      if (result === null) break;
      this.change(site, -1);
      tried++;
    }
    for (let at = tried - 1; at >= 0; at--) this.undo(sites[at] as number, -1);
    return result;
  }

  /** Whether even the largest sites cannot give what is needed. */
  private isTooMuch(room: number): boolean {
    let largest = 0;
    for (let site = 0; site < this.gains.length; site++)
      if (this.status[site] === 0 && (this.gains[site] as number) > largest) largest = this.gains[site] as number;
    this.pairsLeft -= this.gains.length / 4;
    return largest * room < this.needed;
  }

  private findTightest(): number {
    let [best, fewest] = [-1, Infinity];
    for (let index = 0; index < this.left.length; index++) {
      if (this.left[index] === 0) continue;
      const spare = (this.choices[index] as number) - (this.left[index] as number);
      if (spare < fewest || (spare === fewest && (this.prices[index] as number) > (this.prices[best] as number)))
        [best, fewest] = [index, spare];
    }
    this.pairsLeft -= this.left.length / 4;
    return best;
  }

  private change(site: number, status: 1 | -1): void {
    const { columnStarts, columnClasses } = this.model;
    this.status[site] = status;
    if (status === 1) this.open.push(site);
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++) {
      const index = columnClasses[at] as number;
      this.choices[index]!--;
      if (status === -1 || this.left[index] === 0) continue;
      this.left[index]!--;
      this.needed--;
      this.owed -= this.prices[index] as number;
      if (this.left[index] === 0) this.addGains(index, -1);
    }
  }

  private undo(site: number, status: 1 | -1): void {
    const { columnStarts, columnClasses, needs } = this.model;
    for (let at = (columnStarts[site + 1] as number) - 1; at >= (columnStarts[site] as number); at--) {
      const index = columnClasses[at] as number;
      this.choices[index]!++;
      if (status === -1) continue;
      if (this.covers(index) > (needs[index] as number)) continue;
      if (this.left[index] === 0) this.addGains(index, 1);
      this.left[index]!++;
      this.needed++;
      this.owed += this.prices[index] as number;
    }
    this.status[site] = 0;
    if (status === 1) this.open.pop();
  }

  /** Open sites that cover a class, more than it needs among them. */
  private covers(index: number): number {
    const { rowStarts, rowSites } = this.model;
    let open = 0;
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++)
      if (this.status[rowSites[at] as number] === 1) open++;
    this.pairsLeft -= (rowStarts[index + 1] as number) - (rowStarts[index] as number);
    return open;
  }

  private addGains(index: number, amount: number): void {
    const { rowStarts, rowSites } = this.model;
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++)
      this.gains[rowSites[at] as number]! += amount;
    this.pairsLeft -= (rowStarts[index + 1] as number) - (rowStarts[index] as number);
  }
}

/**
 * @param prices by class, ≥ 0, of any kind: they are lowered until no site's classes pay more than 1.
 * @param most sites that a cover may have.
 * @param mostPairs pairs of site and class that may be touched.
 */
export function seekCover(model: CoverModel, prices: Float64Array, most: number, mostPairs: number): SoughtCover {
  const { siteOf, classCount, rowStarts, rowSites, columnStarts, columnClasses } = model;
  const paid = Float64Array.from(siteOf, (_, site) => {
    let sum = 0;
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++)
      sum += prices[columnClasses[at] as number] as number;
    return sum;
  });
  const fair = new Float64Array(classCount);
  for (let index = 0; index < classCount; index++) {
    let highest = 1;
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++)
      highest = Math.max(highest, paid[rowSites[at] as number] as number);
    fair[index] = (prices[index] as number) / highest;
  }
  return new CoverSeeker(model, fair, most, mostPairs).seek();
}
