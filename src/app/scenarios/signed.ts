/** A change as it is read: with its sign, no sign for none. */
export function signed(change: number, format: (value: number) => string): string {
  const size = format(Math.abs(change));
  if (size === format(0)) return size;
  return change > 0 ? `+${size}` : `−${size}`;
}
