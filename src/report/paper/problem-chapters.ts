/** The chapters of problems: where they are and what they come from, and what is proposed about them. */
import { formatCount, formatShare } from "../../core/model/format-number.ts";
import type { Cause } from "../../core/plan/ledger/ledger-problem.ts";
import type { LedgerFacts, ReportFacts } from "../facts/report-facts.ts";
import { dateLine } from "../words/basis-lines.ts";
import { LEDGER_CAUSE_WORDS } from "../words/cause-words.ts";
import { afterHan, demandUnitName, writeDemand } from "../words/demand-words.ts";
import { quoteTitle } from "../words/target-sentences.ts";
import type { PaperBody } from "./paper-body.ts";
import type { PaperColumn } from "./paper-table.ts";

const PROBLEMS_LISTED = 6;
const SUGGESTIONS_LISTED = 4;
const UNITS_LISTED = 8;

interface Tally {
  readonly name: string;
  readonly rows: readonly LedgerFacts[];
  readonly isTotal: boolean;
}

const causeOf = ({ row }: LedgerFacts): string => LEDGER_CAUSE_WORDS[row.problem?.cause.kind ?? "too-far"];
const openRows = ({ ledgerRows }: ReportFacts): LedgerFacts[] => ledgerRows.filter(({ row }) => row.state === "open");
const shortOf = ({ row }: LedgerFacts): number => (row.problem?.gap.kind === "amount" ? 0 : (row.peopleShort ?? 0));
const sumShort = (rows: readonly LedgerFacts[]): number => rows.reduce((sum, row) => sum + shortOf(row), 0);

function tally(rows: readonly LedgerFacts[], nameOf: (row: LedgerFacts) => string): Tally[] {
  const byName = new Map<string, LedgerFacts[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const list = byName.get(name);
    if (list) list.push(row);
    else byName.set(name, [row]);
  }
  return [...byName].map(([name, members]) => ({ name, rows: members, isTotal: false }));
}

function tallyColumns(header: string, all: number, facts: ReportFacts): PaperColumn<Tally>[] {
  return [
    { header, width: 40, align: "left", value: ({ name }) => name },
    { header: "问题（条）", width: 20, align: "right", value: ({ rows }) => formatCount(rows.length) },
    { header: "占比", width: 16, align: "right", value: ({ rows }) => formatShare(rows.length / all) },
    {
      header: facts.study.demand.unit === "people" ? "缺口（人次）" : "缺口",
      width: 24,
      align: "right",
      value: ({ rows }) => formatCount(sumShort(rows)),
    },
  ];
}

/** 四、缺口与原因. */
export function writeCauses(body: PaperBody, facts: ReportFacts): void {
  const rows = openRows(facts);
  body.chapter("缺口与原因");
  if (rows.length === 0) {
    body.text(facts.targets.length === 0 ? "研究里没有规划目标，没有问题台账。" : "已检验的目标中没有未达标的单元。");
    return;
  }
  const { study } = facts;
  const all = { name: "合计", rows, isTotal: true } as const;
  const causes = tally(rows, causeOf);
  causes.sort((a, b) => b.rows.length - a.rows.length);
  const [first] = causes;
  body.text(
    `问题台账共列 ${formatCount(rows.length)} 条。最常见的原因是${quoteTitle(first?.name ?? "")}，占 ${formatShare((first?.rows.length ?? 0) / rows.length)}。原因由规则推出，未经现场核实。`,
  );
  const districts = tally(rows, ({ districtName }) => districtName || "全市");
  body.section("按区县和原因");
  body.table(
    "问题按区县和原因分布",
    study.demand.unit === "people" ? "条、人次" : `条、${demandUnitName(study.demand.unit)}`,
    {
      columns: [
        { header: "区县", width: 34, align: "left", value: ({ name }) => name },
        ...causes.map(
          (cause): PaperColumn<Tally> => ({
            header: cause.name,
            width: 19,
            align: "right",
            value: (line) => formatCount(line.rows.filter((row) => causeOf(row) === cause.name).length),
          }),
        ),
        { header: "合计", width: 15, align: "right", value: (line) => formatCount(line.rows.length) },
        { header: "占比", width: 15, align: "right", value: (line) => formatShare(line.rows.length / rows.length) },
        {
          header: "缺口",
          width: 22,
          align: "right",
          value: (line) => formatCount(sumShort(line.rows)),
          tone: () => "bad",
        },
      ],
      rows: [...districts, all],
      isTotal: (line) => line.isTotal,
      isSmall: true,
    },
    `口径：每条为一个未达标的单元和目标；同一居民可在多个目标下各计一次，故称人次；${dateLine(study)}。`,
  );
  body.section("缺口最大的问题");
  const largest = rows.toSorted((a, b) => shortOf(b) - shortOf(a)).slice(0, PROBLEMS_LISTED);
  body.table(
    "缺口最大的问题",
    demandUnitName(study.demand.unit),
    { columns: problemColumns(), rows: largest, isSmall: true },
    `口径同上表；全部 ${formatCount(rows.length)} 条见附表《问题台账》。`,
  );
}

function placeOf({ districtName, unitName }: LedgerFacts): string {
  return districtName === "" || districtName === unitName ? unitName : `${districtName} ${unitName}`;
}

function problemColumns(): PaperColumn<LedgerFacts>[] {
  return [
    { header: "单元", width: 26, align: "left", value: placeOf },
    { header: "目标", width: 34, align: "left", value: ({ target }) => target?.title.zh ?? "" },
    { header: "缺口", width: 20, align: "right", value: (row) => formatCount(shortOf(row)), tone: () => "bad" },
    { header: "原因", width: 80, align: "left", value: ({ texts }) => texts.cause.text.zh },
  ];
}

/** 建议: the smallest changes first, then the largest needs, then who is asked. */
export function writeAdvice(body: PaperBody, facts: ReportFacts): void {
  const rows = openRows(facts);
  body.chapter("建议");
  if (rows.length === 0) {
    body.text("没有需要处理的问题。");
    return;
  }
  const entered = rows.filter(({ texts }) => texts.measure.isEntered).length;
  body.text(
    `以下措施${entered > 0 ? `除 ${formatCount(entered)} 条为规划人员填写外，均` : "均"}由规则推出，是现场核实和比选的起点，不是定论。先做改动最小的，再补缺口最大的。`,
  );
  const ofKind = (kind: Cause["kind"]): LedgerFacts[] => rows.filter(({ row }) => row.problem?.cause.kind === kind);
  const built = rows.filter(({ row }) => !["near-miss", "detour"].includes(row.problem?.cause.kind ?? ""));
  const steps: readonly Step[] = [
    { title: "接近达标的，差一点就够", short: "差一点就够", rows: ofKind("near-miss") },
    { title: "绕路的，打通比新建省", short: "打通比新建省", rows: ofKind("detour") },
    { title: "缺口最大的，需要新增或扩建", short: "新增或扩建", rows: built },
  ].filter((step) => step.rows.length > 0);
  writeSteps(body, facts, steps);
  body.section("责任单位");
  const units = tally(rows, ({ texts }) => texts.responsible.text.zh || "未定");
  units.sort((a, b) => b.rows.length - a.rows.length || (a.name < b.name ? -1 : 1));
  const listed = units.slice(0, UNITS_LISTED);
  body.table(
    "各责任单位的问题数量",
    "",
    { columns: tallyColumns("责任单位", rows.length, facts), rows: listed, isSmall: true },
    `责任单位按目标的领域和所在区县推定，可以改写；${units.length > listed.length ? `其余 ${formatCount(units.length - listed.length)} 个单位见附表《问题台账》；` : ""}${dateLine(facts.study)}。`,
  );
}

interface Step {
  readonly title: string;
  readonly short: string;
  readonly rows: readonly LedgerFacts[];
}

interface Suggestion {
  /** "" where the line above has the same. */
  readonly step: string;
  readonly row: LedgerFacts;
}

/** What is to be done in which order, each step with its largest gaps. */
function writeSteps(body: PaperBody, { study }: ReportFacts, steps: readonly Step[]): void {
  const { unit } = study.demand;
  body.section("先后次序");
  for (const { title, rows } of steps)
    body.item(
      `${title}：${formatCount(rows.length)} 条，缺口${afterHan(writeDemand(sumShort(rows), unit))}${unit === "people" ? "次" : ""}。`,
    );
  body.table(
    "建议措施",
    demandUnitName(unit),
    {
      columns: [
        { header: "次序", width: 15, align: "left", value: ({ step }) => step },
        { header: "单元", width: 27, align: "left", value: ({ row }) => placeOf(row) },
        { header: "目标", width: 34, align: "left", value: ({ row }) => row.target?.title.zh ?? "" },
        { header: "缺口", width: 18, align: "right", value: ({ row }) => formatCount(shortOf(row)), tone: () => "bad" },
        { header: "建议措施", width: 56, align: "left", value: ({ row }) => row.texts.measure.text.zh },
        { header: "责任单位", width: 26, align: "left", value: ({ row }) => row.texts.responsible.text.zh },
      ],
      rows: steps.flatMap(({ short, rows }) =>
        rows
          .toSorted((a, b) => shortOf(b) - shortOf(a))
          .slice(0, SUGGESTIONS_LISTED)
          .map((row, at): Suggestion => ({ step: at === 0 ? short : "", row })),
      ),
      isSmall: true,
    },
    `口径：每类列缺口最大的 ${SUGGESTIONS_LISTED} 条，按缺口从大到小；全部见附表《问题台账》；${dateLine(study)}。`,
  );
}
