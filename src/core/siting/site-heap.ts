/** Sites in the order of a distance, equal ones by their number: a binary heap in which a site may stand more than once. */

export class SiteHeap {
  private readonly distances: number[] = [];
  private readonly sites: number[] = [];

  get isEmpty(): boolean {
    return this.sites.length === 0;
  }

  clear(): void {
    this.distances.length = 0;
    this.sites.length = 0;
  }

  push(distance: number, site: number): void {
    const { distances, sites } = this;
    let at = sites.length;
    distances.push(distance);
    sites.push(site);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.isBefore(distance, site, above)) break;
      distances[at] = distances[above] as number;
      sites[at] = sites[above] as number;
      at = above;
    }
    distances[at] = distance;
    sites[at] = site;
  }

  get least(): number {
    return this.distances[0] as number;
  }

  /** The nearest site, taken out. */
  pop(): number {
    const { distances, sites } = this;
    const first = sites[0] as number;
    const distance = distances.pop() as number;
    const site = sites.pop() as number;
    const count = sites.length;
    if (count === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= count) break;
      if (below + 1 < count && this.isBefore(distances[below + 1] as number, sites[below + 1] as number, below))
        below++;
      if (!this.isBefore(distances[below] as number, sites[below] as number, -1, distance, site)) break;
      distances[at] = distances[below] as number;
      sites[at] = sites[below] as number;
      at = below;
    }
    distances[at] = distance;
    sites[at] = site;
    return first;
  }

  private isBefore(
    distance: number,
    site: number,
    at: number,
    other = this.distances[at] as number,
    otherSite = this.sites[at] as number,
  ): boolean {
    return distance < other || (distance === other && site < otherSite);
  }
}
