import type { TrendPoint } from "../../core/plan/trend.ts";

const WIDTH = 64;
const HEIGHT = 22;
const PAD = 3;

/** Figures over time as a small line; what is asked for stands across it where there is a number. The words are the caller's. */
export function Sparkline({
  points,
  asked,
  isShare,
}: {
  readonly points: readonly TrendPoint[];
  readonly asked: number | null;
  readonly isShare: boolean;
}) {
  const times = points.map(({ date }) => yearsOf(date));
  const values = points.map(({ value }) => value);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const [least, most] = chooseSpan(asked === null ? values : [...values, asked], isShare);
  const x = (time: number): number => PAD + ((time - first) / (last - first || 1)) * (WIDTH - 2 * PAD);
  const y = (value: number): number => HEIGHT - PAD - ((value - least) / (most - least)) * (HEIGHT - 2 * PAD);
  const places = points.map(({ value }, index) => ({ x: x(times[index] as number), y: y(value) }));
  const end = places.at(-1);
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      {asked !== null && <line className="sparkline-asked" x1={PAD} x2={WIDTH - PAD} y1={y(asked)} y2={y(asked)} />}
      <polyline points={places.map((place) => `${place.x},${place.y}`).join(" ")} fill="none" />
      {places.map((place, index) => (
        <circle key={`${points[index]?.date}-${points[index]?.title}`} cx={place.x} cy={place.y} r="1.4" />
      ))}
      {end && <circle cx={end.x} cy={end.y} r="2.6" />}
    </svg>
  );
}

/** A smaller change than ten points of a share, or a tenth of any other value, does not fill the picture. */
const LEAST_SHARE_SPAN = 0.1;
const LEAST_VALUE_SPAN = 0.1;

/** The values at the foot and the head of the picture: theirs, or a wider range around them where they differ by little. */
export function chooseSpan(values: readonly number[], isShare: boolean): readonly [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const leastSpan = isShare ? LEAST_SHARE_SPAN : Math.max(Math.abs(least), Math.abs(most)) * LEAST_VALUE_SPAN || 1;
  if (most - least >= leastSpan) return [least, most];
  const middle = (least + most) / 2;
  return [middle - leastSpan / 2, middle + leastSpan / 2];
}

/** A day, or a year alone, as years; a year alone stands for its end, as plans' baselines do. */
export function yearsOf(date: string): number {
  const [year = 0, month = 12, day = 31] = date.split("-").map(Number);
  return year + (month - 1) / 12 + (day - 1) / 372;
}
