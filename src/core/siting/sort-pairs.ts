/** Sorts stretches of two parallel arrays in place: by cost, equal costs by site. Quicksort by the median of three, short stretches by insertion. */

const SHORT = 16;

export function sortPairs(costs: Float64Array, sites: Int32Array, from: number, to: number): void {
  let [low, high] = [from, to - 1];
  while (high - low >= SHORT) {
    movePivotToLow(costs, sites, low, high);
    const pivotCost = costs[low] as number;
    const pivotSite = sites[low] as number;
    let [i, j] = [low, high + 1];
    for (;;) {
      do i++;
      while (i <= high && isBefore(costs[i] as number, sites[i] as number, pivotCost, pivotSite));
      do j--;
      while (isBefore(pivotCost, pivotSite, costs[j] as number, sites[j] as number));
      if (i >= j) break;
      swap(costs, sites, i, j);
    }
    swap(costs, sites, low, j);
    if (j - low < high - j) {
      sortPairs(costs, sites, low, j);
      low = j + 1;
    } else {
      sortPairs(costs, sites, j + 1, high + 1);
      high = j - 1;
    }
  }
  for (let i = low + 1; i <= high; i++) {
    const cost = costs[i] as number;
    const site = sites[i] as number;
    let at = i;
    while (at > low && isBefore(cost, site, costs[at - 1] as number, sites[at - 1] as number)) {
      costs[at] = costs[at - 1] as number;
      sites[at] = sites[at - 1] as number;
      at--;
    }
    costs[at] = cost;
    sites[at] = site;
  }
}

function isBefore(cost: number, site: number, otherCost: number, otherSite: number): boolean {
  return cost < otherCost || (cost === otherCost && site < otherSite);
}

function movePivotToLow(costs: Float64Array, sites: Int32Array, low: number, high: number): void {
  const middle = (low + high) >> 1;
  const order = (a: number, b: number): void => {
    if (isBefore(costs[b] as number, sites[b] as number, costs[a] as number, sites[a] as number))
      swap(costs, sites, a, b);
  };
  order(low, middle);
  order(middle, high);
  order(low, middle);
  swap(costs, sites, low, middle);
}

function swap(costs: Float64Array, sites: Int32Array, a: number, b: number): void {
  const cost = costs[a] as number;
  const site = sites[a] as number;
  costs[a] = costs[b] as number;
  sites[a] = sites[b] as number;
  costs[b] = cost;
  sites[b] = site;
}
