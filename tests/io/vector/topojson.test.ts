import { describe, expect, it } from "vitest";
import type { SourceLayer } from "../../../src/io/tables/source-layer.ts";
import { readTopojson } from "../../../src/io/vector/read-topojson.ts";
import { readVectorLayers } from "../../../src/io/vector/read-vector-layers.ts";
import { utf8 } from "../bad-data.ts";
import { featuresOf, onlyShapes } from "./shape-texts.ts";

/** Two squares that share a side, and a point, in steps of a half from 100, 40. */
const TOPOLOGY = {
  type: "Topology",
  transform: { scale: [0.5, 0.5], translate: [100, 40] },
  objects: {
    社区: {
      type: "GeometryCollection",
      geometries: [
        { type: "Polygon", arcs: [[0, 1]], properties: { 名称: "东社区" } },
        { type: "MultiPolygon", arcs: [[[-1, 2]]], properties: { 名称: "西社区" } },
      ],
    },
    站: { type: "Point", coordinates: [1, 2], id: "a", properties: { 名称: "卫生站" } },
  },
  arcs: [
    [
      [2, 0],
      [0, 2],
    ],
    [
      [2, 2],
      [2, 0],
      [0, -2],
      [-2, 0],
    ],
    [
      [2, 0],
      [-2, 0],
      [0, 2],
      [2, 0],
    ],
  ],
};
const read = (document: unknown): Promise<SourceLayer[]> => readTopojson(utf8(JSON.stringify(document)), "a.json");
const codesOf = (layers: readonly SourceLayer[]): string[] =>
  layers.flatMap(({ issues }) => issues.map(({ code }) => code));

describe("TopoJSON", () => {
  it("gives a layer for each object, arcs put together either way round", async () => {
    const { groups } = await readVectorLayers([{ name: "a.json", bytes: utf8(JSON.stringify(TOPOLOGY)) }]);
    const layers = groups[0]?.layers ?? [];
    expect(layers.map(({ name, issues }) => [name, issues.length])).toEqual([
      ["社区", 0],
      ["站", 0],
    ]);
    const [quarters, clinics] = layers.map((layer) => featuresOf(onlyShapes([layer])));
    expect(quarters).toEqual([
      {
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [101, 40],
              [101, 41],
              [102, 41],
              [102, 40],
              [101, 40],
            ],
          ],
        },
        properties: { 名称: "东社区" },
      },
      {
        geometry: {
          type: "MultiPolygon",
          coordinates: [
            [
              [
                [101, 41],
                [101, 40],
                [100, 40],
                [100, 41],
                [101, 41],
              ],
            ],
          ],
        },
        properties: { 名称: "西社区" },
      },
    ]);
    expect(clinics).toEqual([
      { geometry: { type: "Point", coordinates: [100.5, 41] }, properties: { id: "a", 名称: "卫生站" } },
    ]);
  });

  it("tells of a shape whose arcs are not there, and of a document that stops anywhere", async () => {
    const line = (arcs: unknown): object => ({ ...TOPOLOGY, objects: { a: { type: "LineString", arcs } } });
    for (const arcs of [[9], [-9], ["length"], null, [0.5]])
      expect(codesOf(await read(line(arcs)))).toEqual(["bad-value"]);
    expect(codesOf(await read({ ...TOPOLOGY, arcs: undefined }))).toEqual(["unreadable-file"]);
    const bytes = utf8(JSON.stringify(TOPOLOGY));
    for (let end = 1; end < bytes.length; end += 5)
      expect(codesOf(await readTopojson(bytes.subarray(0, end), "a.json"))).not.toEqual([]);
  });

  it("asks for no more positions than are allowed, however often an arc is used", async () => {
    const arc = Array.from({ length: 5000 }, (_, at) => [at, 0]);
    const shape = { type: "LineString", arcs: Array(3000).fill(0) };
    expect(codesOf(await read({ type: "Topology", objects: { a: shape }, arcs: [arc] }))).toEqual(["too-large"]);
  });
});
