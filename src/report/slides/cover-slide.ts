/** The cover: what is judged, for whom, when, by whom, and the city beside it. */
import { formatCount } from "../../core/model/format-number.ts";
import { communityWord, wholeName } from "../words/answer-sentence.ts";
import { writePlain } from "../words/basis-lines.ts";
import { placeInPanel } from "./place-picture.ts";
import { addCoverSlide, addDemonstrationMark, addLine } from "./slide-deck.ts";
import { ACTION, INK, QUIET } from "./slide-look.ts";
import type { Story } from "./slide-story.ts";

const X = 0.9;
const WIDTH = 5.6;

export async function addCover({ deck, facts, request, drawPicture }: Story): Promise<void> {
  const { study, result, services } = facts;
  const title = coverTitle(facts, request);
  const name = wholeName(study);
  const titleLines = request.title === "" ? [name, title.slice(name.length)] : [title];
  const slide = addCoverSlide(deck, titleLines, [
    `${title}。${study.demonstration ? "本研究为演示数据，模拟生成，不代表真实的社区和机构。" : ""}`,
    "各页数字均由同一次分析得出，口径写在每页下方和本备注栏；最后一页列出输入文件、参数与重算命令。",
  ]);
  const minutes = writePlain(result.parameters.cutoffSeconds / 60);
  const count = formatCount(study.communities.count);
  const subtitle = `${minutes} 分钟生活圈 · ${services.length} 类设施 · ${count} 个${communityWord(study)}`;
  addLine(
    deck,
    slide,
    subtitle,
    { x: X, y: 1.62, width: WIDTH, height: 0.4 },
    {
      ...{ points: [14, 13, 12], colour: ACTION, bold: true },
    },
  );
  slide.addShape("line", { x: X, y: 4.3, w: 1.2, h: 0, line: { color: ACTION, width: 2.25 } });
  const lines = [
    `编制单位　${request.organisation === "" ? "＿＿＿＿＿＿＿＿" : request.organisation}`,
    `编制日期　${chineseDate(request.date)}`,
    `数据日期　${study.date === "" ? "未注明" : chineseDate(study.date)}`,
  ];
  lines.forEach((line, at) => {
    const box = { x: X, y: 4.5 + 0.36 * at, width: WIDTH, height: 0.34 };
    addLine(deck, slide, line, box, { points: [13, 12, 11], colour: INK });
  });
  addLine(deck, slide, deck.stampWords, { x: X, y: 6.75, width: 4, height: 0.3 }, { points: [10, 9], colour: QUIET });
  if (deck.isDemonstration) addDemonstrationMark(slide, { x: X, y: 0.75, width: 1.1, height: 0.32 });
  const first = services[0];
  const picture = first ? await drawPicture(`map:${first.service.id}`) : null;
  if (!first || !picture) return;
  const room = { x: 6.75, y: 1.2, width: 5.98, height: 5.1 };
  placeInPanel(slide, picture, room, `${wholeName(study)}${first.service.title.zh}覆盖图`);
}

/** 大同市公共服务覆盖评估, unless a title was asked for. */
export function coverTitle({ study }: Story["facts"], { title }: Story["request"]): string {
  return title || `${wholeName(study)}公共服务设施覆盖评估`;
}

/** 2026 年 11 月 29 日; anything that is no full date stays as it is. */
function chineseDate(date: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)/.exec(date);
  return parts ? `${parts[1]} 年 ${Number(parts[2])} 月 ${Number(parts[3])} 日` : date;
}
