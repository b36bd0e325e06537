/** The last slide: where the numbers come from and how to make them again. */
import { listStudyAssumptions } from "../../core/model/study-assumptions.ts";
import type { Trace } from "../words/trace.ts";
import { traceOf } from "../words/trace.ts";
import { addFramedSlide, addLine, place } from "./slide-deck.ts";
import { ACTION_SOFT, BODY, INK, QUIET } from "./slide-look.ts";
import type { Story } from "./slide-story.ts";
import type { SlideTable } from "./slide-table.ts";
import { addTablePages } from "./table-slides.ts";

const MIDDLE_X = 3.4;
const RIGHT_X = 6.55;
const TOP = 1.9;
const COMMAND_Y = 5.98;

export function addTraceSlide({ deck, facts, request }: Story): void {
  const trace = traceOf(facts, request);
  const frame = {
    kicker: "口径与溯源",
    title: "每个数字都可以重算：数据、参数与命令",
    basis: "口径：默认＝软件默认值，已选定＝本次由使用者选定；sha256 为输入文件的校验值，文件未改动则数字相同。",
    notes: [
      ...listStudyAssumptions(facts.study).map(({ zh }) => zh),
      ...trace.sources.map(
        ({ layer, source, licence, date, isSimulated }) =>
          `数据来源 ${layer}：${source}；许可 ${licence}；日期 ${date}${isSimulated ? "；模拟" : ""}。`,
      ),
      ...trace.inputs.map(({ name, sha256 }) => `${name} sha256 ${sha256}`),
      trace.command,
    ],
  };
  const slide = addFramedSlide(deck, frame);
  const heading = { points: [12], colour: INK, bold: true } as const;
  const height = COMMAND_Y - 0.12 - TOP;
  const left = { x: BODY.x, y: TOP, width: MIDDLE_X - BODY.x - 0.25, height };
  const middle = { x: MIDDLE_X, y: TOP, width: RIGHT_X - MIDDLE_X - 0.25, height };
  const right = { x: RIGHT_X, y: TOP, width: BODY.x + BODY.width - RIGHT_X, height };
  const above = { y: TOP - 0.32, height: 0.28 };
  addLine(deck, slide, "研究与数据", { ...left, ...above }, heading);
  addLine(deck, slide, "参数", { ...middle, ...above }, heading);
  addLine(deck, slide, "输入文件（sha256）", { ...right, ...above }, heading);
  const box = { x: BODY.x, y: COMMAND_Y, width: BODY.width, height: 0.74 };
  slide.addShape("rect", { ...place(box), fill: { color: ACTION_SOFT } });
  const inner = { x: box.x + 0.15, width: box.width - 0.3 };
  addLine(
    deck,
    slide,
    "重算命令（较长时全文见备注）",
    { ...inner, y: box.y + 0.05, height: 0.24 },
    { points: [10], colour: QUIET },
  );
  addLine(
    deck,
    slide,
    trace.command,
    { ...inner, y: box.y + 0.27, height: 0.43 },
    {
      ...{ points: [10.5, 9, 7.5], colour: INK, maxLines: 2, isExact: true },
    },
  );
  const whole = { ...BODY, y: 1.6 };
  addTablePages(deck, slide, frame, studyTable(trace, left.width), left, whole);
  addTablePages(deck, slide, frame, parameterTable(trace, middle.width), middle, whole);
  addTablePages(deck, slide, frame, inputTable(trace, right.width), right, whole);
}

function studyTable(trace: Trace, width: number): SlideTable {
  return {
    name: "研究与数据",
    points: 9,
    rowHeight: 0.25,
    columns: [
      { title: "项目", width: 0.85, align: "left" },
      { title: "内容", width: width - 0.85, align: "left", maxLines: 2 },
    ],
    rows: trace.study.map(({ name, value }) => [{ text: name, colour: QUIET }, value]),
  };
}

function parameterTable(trace: Trace, width: number): SlideTable {
  return {
    name: "参数",
    points: 9,
    rowHeight: 0.2,
    marginY: 0.015,
    columns: [
      { title: "参数", width: 1.3, align: "left" },
      { title: "取值", width: width - 1.85, align: "left" },
      { title: "来历", width: 0.55, align: "right" },
    ],
    rows: trace.parameters.map(({ name, value, isDefault }) => [
      name,
      { text: value, bold: !isDefault },
      { text: isDefault ? "默认" : "已选定", colour: QUIET },
    ]),
  };
}

function inputTable(trace: Trace, width: number): SlideTable {
  const nameWidth = 2;
  return {
    name: "输入文件",
    points: 7,
    rowHeight: 0.16,
    marginY: 0.015,
    columns: [
      { title: "文件", width: nameWidth, align: "left" },
      { title: "sha256", width: width - nameWidth, align: "left" },
    ],
    rows:
      trace.inputs.length === 0
        ? [["—", "没有随研究给出输入文件"]]
        : trace.inputs.map(({ name, sha256 }) => [name, { text: sha256, colour: QUIET }]),
  };
}
