/** The siting part of the bench: covers and large p-medians, against HiGHS alone on the unreduced model. */
import { runAlone } from "../alone.ts";
import { missingRow, type TableRow, writeCount, writeTable, writeTime } from "../table.ts";
import type { SitingCase, SitingResult } from "../tasks/measure-sites.ts";

const CASES: readonly SitingCase[] = [
  { model: "max-coverage", demand: 5000, candidates: 500, sites: 20, radius: 0.08, gap: 0, timeLimitSeconds: 60 },
  { model: "max-coverage", demand: 5000, candidates: 500, sites: 20, radius: 0.12, gap: 0, timeLimitSeconds: 60 },
  { model: "p-median", demand: 5000, candidates: 500, sites: 20, radius: null, gap: 0, timeLimitSeconds: 60 },
  { model: "p-median", demand: 5000, candidates: 500, sites: 20, radius: 0.15, gap: 0, timeLimitSeconds: 60 },
  { model: "max-coverage", demand: 900, candidates: 900, sites: 20, radius: 0.1, gap: 0, timeLimitSeconds: 60 },
  { model: "max-coverage", demand: 900, candidates: 900, sites: 90, radius: 0.04, gap: 0, timeLimitSeconds: 60 },
  {
    model: "max-coverage",
    demand: 100_000,
    candidates: 1000,
    sites: 40,
    radius: 0.05,
    gap: 0.005,
    timeLimitSeconds: 60,
  },
  { model: "set-cover", demand: 900, candidates: 900, sites: null, radius: 0.06, gap: 0, timeLimitSeconds: 60 },
  { model: "set-cover", demand: 5000, candidates: 500, sites: null, radius: 0.08, gap: 0, timeLimitSeconds: 60 },
];

/** The section's text. */
export async function measureSiting(): Promise<string> {
  const rows: TableRow[] = [];
  for (const asked of CASES) {
    const work = nameCase(asked);
    console.log(`Siting: ${work} …`);
    try {
      const ours = runAlone("measureSites", asked);
      const plain = asked.model === "p-median" ? null : runAlone("measureSitesPlainly", asked);
      rows.push(...compare(work, asked, ours, plain));
    } catch (error) {
      rows.push(missingRow(work, error instanceof Error ? error.message : String(error)));
    }
  }
  return `## Siting

Random points in a square, people 1 to 100 a point, every site within the radius covers (of a p-median: whoever walks farther counts the radius); each run in a process of its own, at most 60 s. HiGHS alone
(the same module, one thread) gets the model as books write it, from arrays, without reduction, start or bound; a p-median of 2.5 million pairs is beyond it. Gaps are (bound − objective) ÷ objective.

${writeTable(rows)}
`;
}

function nameCase({ model, demand, candidates, sites, radius, gap }: SitingCase): string {
  const size = `${writeCount(demand)} × ${writeCount(candidates)}`;
  const reach = radius === null ? ", every pair" : `, radius ${radius}`;
  return `${model}, ${size}${sites === null ? "" : `, p = ${sites}`}${reach}${gap > 0 ? `, to ${100 * gap} %` : ""}`;
}

type Plain = Pick<SitingResult, "seconds" | "objective" | "gap">;

function compare(work: string, asked: SitingCase, ours: SitingResult, plain: Plain | null): TableRow[] {
  const tell = ({ seconds, objective, gap }: Plain): string =>
    `${writeTime(1000 * seconds)}: ${objective.toFixed(0)}, gap ${Number.isFinite(gap) ? `${(100 * gap).toFixed(2)} %` : "unknown"}`;
  const isLarge = asked.demand === 5000 && asked.model !== "set-cover";
  const isHuge = asked.demand === 100_000;
  const isPlainProven = plain !== null && plain.gap <= 1e-6;
  const rows: TableRow[] = [
    {
      work,
      ours: tell(ours),
      peer: plain ? `HiGHS alone: ${tell(plain)}` : "not asked",
      ratio: plain ? `${(plain.seconds / ours.seconds).toFixed(1)} ×` : "",
      bar: isHuge ? "≤ 0.5 % in 60 s" : isPlainProven ? "proven, and sooner" : "",
      holds: isHuge
        ? ours.gap <= 0.005 && ours.seconds <= 60
        : isPlainProven
          ? ours.gap <= 1e-6 && ours.seconds < plain.seconds
          : null,
    },
  ];
  const peak = `${(ours.residentBytes / 2 ** 30).toFixed(2)} GB`;
  if (isLarge || isHuge)
    rows.push({
      work: `${work}: first answer; within 1 % of the final bound; memory`,
      ours: `${writeTime(1000 * ours.firstSeconds)}; ${ours.closeSeconds === null ? "never" : writeTime(1000 * ours.closeSeconds)}; ${peak}`,
      peer: "",
      ratio: "",
      bar: isLarge ? "≤ 1 s; ≤ 30 s; ≤ 1 GB" : "",
      holds: isLarge
        ? ours.firstSeconds <= 1 && (ours.closeSeconds ?? Infinity) <= 30 && ours.residentBytes <= 2 ** 30
        : null,
    });
  return rows;
}
