/** What to do first: the units with the most people short, why, what is proposed and who is asked. */
import type { LedgerFacts } from "../facts/report-facts.ts";
import { communityWord } from "../words/answer-sentence.ts";
import { dateLine, passLine } from "../words/basis-lines.ts";
import { writeDemand } from "../words/demand-words.ts";
import { addFramedSlide, addLine } from "./slide-deck.ts";
import { BODY, INK, SHORTFALL } from "./slide-look.ts";
import type { Story } from "./slide-story.ts";
import type { SlideTable } from "./slide-table.ts";
import { districtWord, joinNames, planWord, shortWord } from "./study-words.ts";
import { addTablePages } from "./table-slides.ts";

const MOST_ROWS = 9;

export function addGapsSlide(story: Story): void {
  const { deck, facts } = story;
  const { study, result, ledgerRows } = facts;
  if (facts.targets.length === 0) return;
  const { unit } = study.demand;
  const open = ledgerRows.filter(({ row }) => row.state === "open");
  const listed = topGaps(open);
  const frame = {
    kicker: "缺口与建议",
    title: titleOf(facts.study, listed),
    basis: `口径：按${planWord(study)}逐单元判定，${passLine(result)}；措施和责任单位未经修改的为系统建议；${dateLine(study)}。`,
    notes: [
      `问题台账共 ${open.length} 条，本页列缺口最大的 ${listed.length} 个；完整台账见附表。`,
      ...listed.map((each) => `${placeOf(each)}（${each.target?.title.zh ?? ""}）：${each.texts.cause.text.zh}。`),
    ],
  };
  const slide = addFramedSlide(deck, frame);
  const box = { ...BODY, y: 1.6, height: BODY.height + 0.1 };
  if (listed.length === 0) {
    addLine(deck, slide, "本次检验的单元都达到了目标。", { ...box, height: 0.4 }, { points: [14], colour: INK });
    return;
  }
  const table: SlideTable = {
    name: "缺口社区与建议",
    points: 10.5,
    rowHeight: 0.48,
    columns: [
      { title: communityWord(study), width: 2.8, align: "left", maxLines: 2 },
      { title: `未达标的${planWord(study)}`, width: 2.45, align: "left", maxLines: 2 },
      { title: shortWord(unit), width: 1, align: "right" },
      { title: "建议措施", width: 3.8, align: "left", maxLines: 2 },
      { title: "责任单位", width: 2.083, align: "left", maxLines: 2 },
    ],
    rows: listed.map((each) => [
      { text: placeOf(each), bold: true },
      each.target?.title.zh ?? each.row.targetId,
      { text: writeDemand(each.row.peopleShort ?? 0, unit), colour: SHORTFALL, bold: true },
      each.texts.measure.text.zh,
      each.texts.responsible.text.zh,
    ]),
  };
  addTablePages(deck, slide, frame, table, box);
}

/** The communities with the most people short, each with its largest gap; rows of whole districts and of the city are left to the ledger. */
function topGaps(open: readonly LedgerFacts[]): LedgerFacts[] {
  const byUnit = new Map<string, LedgerFacts>();
  const shortOf = ({ row }: LedgerFacts): number => row.peopleShort ?? 0;
  for (const each of open) {
    const { problem, unitId } = each.row;
    if (
      problem?.gap.kind === "amount" ||
      shortOf(each) <= 0 ||
      each.townshipName === "" ||
      each.unitName === each.townshipName
    )
      continue;
    const kept = byUnit.get(unitId);
    if (!kept || shortOf(each) > shortOf(kept)) byUnit.set(unitId, each);
  }
  const ranked = [...byUnit.values()].sort((a, b) => shortOf(b) - shortOf(a) || (a.row.unitId < b.row.unitId ? -1 : 1));
  return ranked.slice(0, MOST_ROWS);
}

function titleOf(study: Story["facts"]["study"], listed: readonly LedgerFacts[]): string {
  const word = communityWord(study);
  if (listed.length === 0) return `没有${word}未达到${planWord(study)}`;
  const districts = new Set(listed.map(({ districtName }) => districtName));
  const [only = ""] = districts;
  const spread = only === "" ? "" : `都在${only}`;
  const where = districts.size === 1 ? spread : `分布在 ${districts.size} 个${districtWord(study)}`;
  return `缺口最大的 ${listed.length} 个${word}${where}，建议先行补齐`;
}

function placeOf({ districtName, townshipName, unitName }: LedgerFacts): string {
  return joinNames([districtName, townshipName, unitName]);
}
