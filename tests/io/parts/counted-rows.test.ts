/** Ids of facilities that come from several lists. */
import { describe, expect, it } from "vitest";
import { csv, importAll, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

const list = (name: string, ...ids: readonly string[]) =>
  csv(
    name,
    `编号,名称,经度,纬度\n${ids.map((id, row) => `${id},场${name}${row},113.00${row + 2},40.005`).join("\n")}\n`,
  );

describe("lists of one service", () => {
  it("may each count their rows from 1", async () => {
    const { study } = await importAll([
      STREETS,
      QUARTERS,
      list("篮球场.csv", "1", "2", "4"),
      list("足球场.csv", "1", "2"),
    ]);
    expect(study.facilities[0]?.count).toBe(5);
    expect(new Set(study.facilities[0]?.ids).size).toBe(5);
  });

  it("keep ids that are none of that, and may not use one twice", async () => {
    const { study } = await importAll([
      STREETS,
      QUARTERS,
      list("篮球场.csv", "701", "702"),
      list("足球场.csv", "801", "802"),
    ]);
    expect(study.facilities[0]?.ids).toEqual(["701", "702", "801", "802"]);
    const twice = [STREETS, QUARTERS, list("篮球场.csv", "701", "702"), list("足球场.csv", "702", "801")];
    expect((await refused(twice)).join()).toContain("duplicate-id");
  });
});
