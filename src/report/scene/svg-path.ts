/** Path data of SVG in hundredths of a millimetre, relative from vertex to vertex: short, and rounded without drift. */

/** A number with two decimals at most, as short as it can be written. */
export function writeNumber(value: number): string {
  return writeHundredths(Math.round(value * 100));
}

function writeHundredths(hundredths: number): string {
  if (hundredths === 0) return "0";
  const text = String(hundredths / 100);
  if (text.startsWith("0.")) return text.slice(1);
  return text.startsWith("-0.") ? `-${text.slice(2)}` : text;
}

/** A further number needs no space before its sign, nor before its point where the one before has a point of its own. */
function separate(before: string, number: string): string {
  return number.startsWith("-") || (number.startsWith(".") && before.includes(".")) ? number : ` ${number}`;
}

/** `M x y l dx dy …` a part, closed by `z`; vertices that fall on the same hundredth are written once. "" for no vertices. */
export function writePathData(parts: readonly ArrayLike<number>[], isClosed: boolean): string {
  const pieces: string[] = [];
  for (const part of parts) {
    const count = Math.floor(part.length / 2);
    if (count === 0) continue;
    let x = Math.round(part[0]! * 100);
    let y = Math.round(part[1]! * 100);
    let before = writeHundredths(x);
    const top = writeHundredths(y);
    pieces.push("M", before, separate(before, top));
    let isFirst = true;
    for (let vertex = 1; vertex < count; vertex++) {
      const nextX = Math.round(part[2 * vertex]! * 100);
      const nextY = Math.round(part[2 * vertex + 1]! * 100);
      if (nextX === x && nextY === y) continue;
      const right = writeHundredths(nextX - x);
      const down = writeHundredths(nextY - y);
      pieces.push(isFirst ? `l${right}` : separate(before, right), separate(right, down));
      before = down;
      isFirst = false;
      x = nextX;
      y = nextY;
    }
    // A part of one spot is a dot where the stroke has round ends.
    if (isFirst) pieces.push("h0");
    if (isClosed) pieces.push("z");
  }
  return pieces.join("");
}
