/** One service on one slide: the answer as its title, the map, three numbers, and where the gap is. */
import { formatCount, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import type { ServiceFacts } from "../facts/report-facts.ts";
import { answerSentence, communityWord, threeFigures, wholeName } from "../words/answer-sentence.ts";
import { basisLine } from "../words/basis-lines.ts";
import { demandName, demandUnitName, writeDemand, writeShareOf } from "../words/demand-words.ts";
import { addBigNumbers } from "./big-numbers.ts";
import { placeInPanel } from "./place-picture.ts";
import { addFramedSlide, addLine, place } from "./slide-deck.ts";
import { BODY, type Box, DOMAIN_COLOURS, DOMAIN_NAMES, HAIRLINE, INK, QUIET, SHORTFALL, WHITE } from "./slide-look.ts";
import type { Story } from "./slide-story.ts";
import { drawTable, heightOfTable, layRows, type SlideTable } from "./slide-table.ts";
import { districtWord, joinNames, shortWord } from "./study-words.ts";
import { addTablePages } from "./table-slides.ts";

const MAP_BOX: Box = { x: BODY.x, y: 1.62, width: 6.95, height: 5.16 };
const RIGHT_X = 7.9;
const RIGHT_WIDTH = BODY.x + BODY.width - RIGHT_X;
const TABLE_Y = 3.12;
const ROW_HEIGHT = 0.272;
const HEADING_HEIGHT = 0.32;
const LEAST_ROWS = 3;

export async function addServiceSlide(story: Story, service: ServiceFacts): Promise<void> {
  const { deck, facts, drawPicture } = story;
  const { study, result } = facts;
  const { title, domain } = service.service;
  const colour = DOMAIN_COLOURS[domain];
  const frame = {
    kicker: `${DOMAIN_NAMES[domain]} · ${title.zh}`,
    kickerColour: colour,
    title: answerSentence(facts, service).replace(/。$/, ""),
    basis: basisLine(study, result, service.coverage),
    notes: notesOf(story, service),
  };
  const slide = addFramedSlide(deck, frame);
  const picture = await drawPicture(`map:${service.service.id}`);
  if (picture) {
    placeInPanel(slide, picture, MAP_BOX, `${wholeName(study)}${title.zh}覆盖图。${frame.title}`);
  } else addMissingPicture(story, slide);
  const figures = threeFigures(facts, service).map(({ value, name }, at) => ({
    ...{ value, name },
    colour: at === 2 ? SHORTFALL : colour,
  }));
  addBigNumbers(deck, slide, figures, { x: RIGHT_X, y: 1.56, width: RIGHT_WIDTH, height: 1.12 }, 28);
  addLine(
    deck,
    slide,
    `各${districtWord(study)}缺口（单位：${demandUnitName(study.demand.unit)}、个）`,
    { x: RIGHT_X, y: TABLE_Y - 0.32, width: RIGHT_WIDTH, height: 0.28 },
    { points: [11], colour: INK, bold: true },
  );
  const box = { x: RIGHT_X, y: TABLE_Y, width: RIGHT_WIDTH, height: BODY.y + BODY.height + 0.07 - TABLE_Y };
  const table = gapTable(story, service);
  addTablePages(deck, slide, frame, table, box);
  addWorstCommunities(story, slide, service, heightOfTable(table, deck.measureText), box);
}

/** Where few districts leave room below their table: the communities with the largest gaps. */
function addWorstCommunities(
  { deck, facts }: Story,
  slide: ReturnType<typeof addFramedSlide>,
  { gaps, coverage }: ServiceFacts,
  used: number,
  box: Box,
): void {
  const { study } = facts;
  const top = used + HEADING_HEIGHT + 0.15;
  const table: SlideTable = {
    name: "缺口最大的社区",
    points: 10.5,
    rowHeight: ROW_HEIGHT,
    columns: [
      { title: communityWord(study), width: 2.6, align: "left" },
      { title: shortWord(study.demand.unit), width: 1.23, align: "right" },
      { title: "覆盖率", width: 1, align: "right" },
    ],
    rows: gaps.map(({ townshipName, name, peopleShort, share }) => [
      joinNames([townshipName, name]),
      writeDemand(peopleShort, study.demand.unit),
      formatShare(share),
    ]),
  };
  const room = { ...box, y: box.y + top, height: box.height - top };
  const rows = Math.floor(room.height / ROW_HEIGHT) - 1;
  if (coverage.facilityCount === 0 || gaps.length === 0 || rows < LEAST_ROWS) return;
  const heading = { ...room, y: room.y - HEADING_HEIGHT, height: 0.28 };
  addLine(deck, slide, `缺口最大的${communityWord(study)}`, heading, { points: [11], colour: INK, bold: true });
  drawTable(
    slide,
    table,
    layRows({ ...table, rows: table.rows.slice(0, rows) }, deck.measureText),
    room,
    deck.measureText,
  );
}

function addMissingPicture({ deck }: Story, slide: Parameters<typeof addLine>[1]): void {
  slide.addShape("rect", { ...place(MAP_BOX), fill: { color: WHITE }, line: { color: HAIRLINE, width: 0.75 } });
  const middle = { ...MAP_BOX, y: MAP_BOX.y + MAP_BOX.height / 2 - 0.2, height: 0.4 };
  addLine(deck, slide, "本次没有绘制地图：研究里没有可画的社区位置。", middle, {
    ...{ points: [12], colour: QUIET, align: "center" },
  });
}

/** Districts, the most people short first; those without a gap last. */
function gapTable({ facts }: Story, { coverage, districts, whole }: ServiceFacts): SlideTable {
  const { study } = facts;
  const { unit } = study.demand;
  const isThere = coverage.facilityCount > 0;
  const shortOf = (sums: { readonly people: number; readonly peopleCovered: number }): number =>
    sums.people - sums.peopleCovered;
  const cellsOf = (name: string, sums: ServiceFacts["whole"]) => [
    name,
    isThere && sums.people > 0 ? writeDemand(shortOf(sums), unit) : NO_VALUE,
    isThere ? `${formatCount(sums.notMet)} / ${formatCount(sums.tested)}` : NO_VALUE,
    isThere ? writeShareOf(sums.peopleCovered, sums.people) : "不可检验",
  ];
  const ordered = [...districts].sort((a, b) => shortOf(b) - shortOf(a) || (a.id < b.id ? -1 : 1));
  return {
    name: "缺口",
    points: 10.5,
    rowHeight: ROW_HEIGHT,
    columns: [
      { title: districtWord(study), width: 1.6, align: "left" },
      { title: shortWord(unit), width: 1.13, align: "right" },
      { title: `未达标${communityWord(study)}`, width: 1.2, align: "right" },
      { title: "覆盖率", width: 0.9, align: "right" },
    ],
    rows: ordered.map((district) => cellsOf(district.name, district)),
    ...(districts.length > 1 ? { total: cellsOf("合计", whole) } : {}),
  };
}

function notesOf({ facts }: Story, service: ServiceFacts): string[] {
  const { study, result } = facts;
  const { coverage, whole, worstTownships, gaps } = service;
  const { unit } = study.demand;
  const group = demandName(coverage.groupId, unit);
  const straight = whole.people > 0 ? formatShare(whole.peopleCoveredStraight / whole.people) : NO_VALUE;
  return [
    answerSentence(facts, service),
    `${group}共 ${writeDemand(whole.people, unit)}，范围内 ${writeDemand(whole.peopleCovered, unit)}，覆盖率 ${writeShareOf(whole.peopleCovered, whole.people)}；按直线距离（半径 ${Math.round(coverage.straightRadiusMetres)} m）为 ${straight}，差别即绕行。`,
    `设施 ${coverage.facilityCount} 处；参加检验的${communityWord(study)} ${whole.tested} 个，达标 ${whole.met} 个，未达标 ${whole.notMet} 个，不可检验 ${whole.notTestable} 个。`,
    ...(worstTownships.length === 0
      ? []
      : [
          `缺口最大的乡镇（街道）：${worstTownships
            .slice(0, 5)
            .map(({ name, peopleShort }) => `${name} ${writeDemand(peopleShort, unit)}`)
            .join("、")}。`,
        ]),
    ...(gaps.length === 0
      ? []
      : [
          `缺口最大的${communityWord(study)}：${gaps
            .slice(0, 5)
            .map(
              ({ name, districtName, peopleShort }) =>
                `${joinNames([districtName, name])} ${writeDemand(peopleShort, unit)}`,
            )
            .join("、")}。`,
        ]),
    basisLine(study, result, coverage),
  ];
}
