import { describe, expect, it } from "vitest";
import type { Facilities } from "../../../src/core/model/facility.ts";
import { describeJoin, isAboutJoin, joinFacilities } from "../../../src/io/import/join-facilities.ts";

/** About 85 m a thousandth of a degree eastwards. */
const [LON, LAT] = [113.3, 40.1];

interface Place {
  readonly id: string;
  readonly name: string;
  /** Metres east of the origin. */
  readonly east: number;
  readonly beds?: number;
  readonly approximate?: boolean;
}

function layer(places: readonly Place[]): Facilities {
  const hasBeds = places.some(({ beds }) => beds !== undefined);
  const isApproximate = places.some(({ approximate }) => approximate);
  return {
    serviceId: "kindergarten",
    count: places.length,
    ids: places.map(({ id }) => id),
    names: places.map(({ name }) => name),
    coordinates: Float64Array.from(places.flatMap(({ east }) => [LON + east / 85_300, LAT])),
    starts: Uint32Array.from({ length: places.length + 1 }, (_, index) => index),
    attributes: {
      ...(hasBeds ? { beds: places.map(({ beds }) => beds ?? null) } : {}),
      ...(isApproximate ? { approximate: places.map(({ approximate }) => approximate ?? null) } : {}),
    },
  };
}

const THERE = layer([
  { id: "a", name: "第一幼儿园", east: 0 },
  { id: "b", name: "第二幼儿园", east: 1000 },
]);
const LIST = layer([
  { id: "a", name: "第 一幼儿园", east: 40, beds: 90 },
  { id: "a~2", name: "第二幼儿园", east: 1060 },
  { id: "c", name: "", east: 0 },
  { id: "d", name: "第二幼儿园", east: 1000, approximate: true },
]);

describe("facilities of a list and those of the study", () => {
  it("are counted as doubles by the same name within 50 m, and as open where name or place are not known", () => {
    const { join } = joinFacilities(THERE, LIST, "add");
    expect(join).toMatchObject({ existing: 2, brought: 4, duplicates: 1, untestable: 2, total: 6 });
  });

  it("stand side by side with ids of their own, columns of either filled where it has them", () => {
    const { facilities, join } = joinFacilities(THERE, LIST, "add");
    expect(facilities.ids).toEqual(["a", "b", "a~3", "a~2", "c", "d"]);
    expect(join.renamed).toBe(1);
    expect(new Set(facilities.ids).size).toBe(facilities.count);
    expect(facilities.attributes.beds).toEqual([null, null, 90, null, null, null]);
    expect([...facilities.starts]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...facilities.coordinates.subarray(0, 4)]).toEqual([...THERE.coordinates]);
    expect([...facilities.coordinates.subarray(4)]).toEqual([...LIST.coordinates]);
  });

  it("leave out the doubles where that is asked for; the one that was there stays", () => {
    const { facilities, join } = joinFacilities(THERE, LIST, "add-new");
    expect(facilities.ids).toEqual(["a", "b", "a~2", "c", "d"]);
    expect(facilities.attributes).not.toHaveProperty("outline");
    expect(join).toMatchObject({ total: 5, duplicates: 1, renamed: 0 });
  });

  it("are replaced by the list as it is, with the same counts", () => {
    const { facilities, join } = joinFacilities(THERE, LIST, "replace");
    expect(facilities).toBe(LIST);
    expect(join).toMatchObject({ existing: 2, brought: 4, duplicates: 1, total: 4 });
    expect(describeJoin(join, { title: { zh: "幼儿园", en: "Kindergartens" } })).toBeNull();
  });

  it("keep their lines when they join", () => {
    const line: Facilities = {
      ...layer([{ id: "t", name: "步道", east: 0 }]),
      coordinates: Float64Array.of(LON, LAT, LON + 0.001, LAT),
      starts: Uint32Array.of(0, 2),
    };
    const other = layer([{ id: "u", name: "步道", east: 85 + 30 }]);
    const { facilities, join } = joinFacilities(line, other, "add");
    expect([...facilities.starts]).toEqual([0, 2, 3]);
    // Near the line's second end.
    expect(join.duplicates).toBe(1);
  });

  it("say in the study which lists they come from, and can be told by that", () => {
    const service = { title: { zh: "幼儿园", en: "Kindergartens" } };
    const { join } = joinFacilities(THERE, LIST, "add-new");
    const sentence = describeJoin(join, service);
    expect(sentence?.zh).toBe(
      "幼儿园的名单由两份合成：原有 2 处，加入 4 处，其中 1 处疑似重复，未计；2 处没有名称或确切位置，未查重，共 5 处（疑似重复：同名且相距不到 50 米）",
    );
    expect(sentence && isAboutJoin(sentence, service)).toBe(true);
    expect(sentence && isAboutJoin(sentence, { title: { zh: "诊所", en: "Clinics" } })).toBe(false);
  });

  it("of one name by the ten thousand are each compared with their own neighbours", () => {
    const many = layer(
      Array.from({ length: 20_000 }, (_, index) => ({ id: `m${index}`, name: "幼儿园", east: 200 * index })),
    );
    const moved = layer(
      Array.from({ length: 20_000 }, (_, index) => ({
        id: `n${index}`,
        name: "幼儿园",
        east: 200 * index + 15 * (index % 10),
      })),
    );
    // 0, 15, 30 and 45 m east of the other; those beyond 50 are none.
    expect(joinFacilities(many, moved, "add").join).toMatchObject({ duplicates: 8_000, total: 40_000 });
  });
});
