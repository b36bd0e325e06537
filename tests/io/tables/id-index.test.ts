import { describe, expect, it } from "vitest";
import { IdIndex } from "../../../src/io/tables/id-index.ts";

const encoder = new TextEncoder();

describe("the index of ids", () => {
  it("finds each of many ids and no other", () => {
    const index = new IdIndex();
    const ids = Array.from({ length: 5000 }, (_, number) => (number % 2 === 0 ? `d${number}` : `社区${number}`));
    for (const id of ids) {
      const bytes = encoder.encode(id);
      expect(index.find(bytes, 0, bytes.length)).toBe(-1);
      index.add(bytes, 0, bytes.length);
    }
    ids.forEach((id, place) => {
      const bytes = encoder.encode(`xx${id}yy`);
      expect(index.find(bytes, 2, bytes.length - 2)).toBe(place);
      expect(index.text(place)).toBe(id);
    });
    const other = encoder.encode("d1");
    expect(index.find(other, 0, 2)).toBe(-1);
    expect(index.count).toBe(5000);
  });

  it("tells 7 from 007", () => {
    const index = new IdIndex();
    for (const id of ["7", "007"]) {
      const bytes = encoder.encode(id);
      index.add(bytes, 0, bytes.length);
    }
    expect([index.text(0), index.text(1)]).toEqual(["7", "007"]);
    expect(index.find(encoder.encode("007"), 0, 3)).toBe(1);
  });
});
