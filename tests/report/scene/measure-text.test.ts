import { describe, expect, it } from "vitest";
import { createMeasureText } from "../../../src/report/scene/measure-text.ts";
import { readReportTools } from "../../support/read-report-tools.ts";

const measureText = createMeasureText(readReportTools().fonts);

describe("measureText", () => {
  it("gives a Chinese character the width of an em, in both weights", () => {
    expect(measureText("大同市", 4, 400)).toBeCloseTo(12, 6);
    expect(measureText("大同市", 4, 700)).toBeCloseTo(12, 6);
  });

  it("takes widths of Latin letters from the typeface: in proportion, wider where bold", () => {
    expect(measureText("ill", 10, 400)).toBeLessThan(measureText("WWW", 10, 400) / 2);
    expect(measureText("service", 10, 700)).toBeGreaterThan(measureText("service", 10, 400));
    expect(measureText("0", 10, 400)).toBeCloseTo(measureText("8", 10, 400), 6);
  });

  it("grows with the size and adds up over the characters", () => {
    const whole = measureText("覆盖率 81.3%", 3, 400);
    expect(measureText("覆盖率 81.3%", 6, 400)).toBeCloseTo(2 * whole, 6);
    expect(measureText("覆盖率", 3, 400) + measureText(" 81.3%", 3, 400)).toBeCloseTo(whole, 6);
  });

  it("measures what is drawn: a thin space as a space, control characters as nothing", () => {
    expect(measureText("12\u2009345", 3, 400)).toBeCloseTo(measureText("12 345", 3, 400), 6);
    expect(measureText("大\u0000\u200b同", 3, 400)).toBeCloseTo(6, 6);
    expect(measureText("", 3, 400)).toBe(0);
  });

  it("gives a character that the typeface lacks the width of the mark that is drawn for it", () => {
    expect(measureText("𠮷🏥", 3, 700)).toBeCloseTo(measureText("〓〓", 3, 700), 6);
  });
});
