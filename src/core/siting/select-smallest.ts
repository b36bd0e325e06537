/** Moves the `wanted` smallest of the first `count` values to the front (Hoare's selection); the order within is arbitrary. */
export function findSmallest(values: Float64Array, count: number, wanted: number): void {
  let low = 0;
  let high = count - 1;
  const target = wanted - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i <= j) {
        const value = values[i] as number;
        values[i++] = values[j] as number;
        values[j--] = value;
      }
    }
    if (target <= j) high = j;
    else if (target >= i) low = i;
    else return;
  }
}
