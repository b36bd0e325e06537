/**
 * Lists of what is to be built (建设项目库, 年度投资计划): counted as facilities, they would serve people before they stand. They are told by
 * the columns that such lists have and ledgers of what stands do not.
 */
import type { LabelledTable } from "../tables/labelled-table.ts";

const OF_PROJECTS = [
  /^建设性质/,
  /^(?:建设|实施)(?:年限|工期|周期|起止|时限)|^(?:计划)?工期/,
  /^(?:计划|拟|预计)(?:开工|竣工|完工|建成|建设|投用|投资|实施)/,
  /^拟(?:新?增|建)/,
  /^(?:前期工作|工作进展|形象进度|项目进展|年度建设内容|本年度?计划)/,
  /^(?:总|计划|估算|概算|年度)投资/,
] as const;
/** One alone may stand in a ledger: of what was built, too, somebody knows the cost. */
const FEWEST = 3;

/** Whether a table lists projects that are to be built. */
export function arePlannedProjects({ table }: Pick<LabelledTable, "table">): boolean {
  const headers = table.columns.map(({ name }) => name.normalize("NFKC").replace(/\s/g, ""));
  return OF_PROJECTS.filter((pattern) => headers.some((header) => pattern.test(header))).length >= FEWEST;
}
