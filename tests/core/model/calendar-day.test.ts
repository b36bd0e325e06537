import { describe, expect, it } from "vitest";
import { dayOf, isDay } from "../../../src/core/model/calendar-day.ts";

describe("days as text", () => {
  it("a moment falls on the day that the machine's calendar shows, with two digits each", () => {
    expect(dayOf(new Date(2026, 0, 5, 0, 0))).toBe("2026-01-05");
    expect(dayOf(new Date(2026, 10, 30, 23, 59, 59))).toBe("2026-11-30");
  });

  it("knows the days of the calendar from those that it does not have", () => {
    expect(["2024-02-29", dayOf(new Date(2026, 11, 31))].every(isDay)).toBe(true);
    expect(["2023-02-29", "2026-13-01", "2026-1-5", "", "今天"].some(isDay)).toBe(false);
  });
});
