/** MapInfo tables and DXF drawings as other programs write them, in Chinese encodings. */
import { describe, expect, it } from "vitest";
import { readVectorLayers } from "../../../src/io/vector/read-vector-layers.ts";
import { lines } from "../bad-data.ts";
import { encodeGbk } from "./encode-gbk.ts";
import { featuresOf, onlyShapes } from "./shape-texts.ts";

const HEAD = `Version 300
Charset "WindowsSimpChinese"
Delimiter ","
CoordSys Earth Projection 1, 104
Columns 3
  名称 Char(20)
  日期 Date
  人口 Decimal(12,2)
Data
`;
const RING = "4\n0 0\n1 0\n1 1\n0 0";
const OBJECTS = [
  "Point 113.3 40.1\n  Symbol (35,0,12)",
  "Line 113 40 114 41\n  Pen (1,2,0)",
  "Pline 3\n0 0\n1 1\n2 0",
  "Pline Multiple 2\n2\n0 0\n1 1\n2\n2 2\n3 3",
  `Region 1\n${RING}\n  Brush (1,0,16777215)`,
  `Region 2\n${RING}\n5\n10 0\n20 0\n20 10\n10 10\n10 0`,
  "Arc 0 0 2 2\n0 90",
  "Rect 0 0 2 1",
  "Ellipse 0 0 2 1",
  'Text "collection 5"\n0 0 1 1',
  "Multipoint 2\n1 1\n2 2",
  `Collection 2\nMultipoint 1\n5 5\nRegion 1\n${RING}`,
  "None",
];

describe("a MapInfo exchange file", () => {
  const mid = `${OBJECTS.map((_, row) => `"站${row}",20240131,${row}.25`).join("\n")}\n`;
  const read = async (mif: string) => {
    const { groups } = await readVectorLayers([
      { name: "站.mif", bytes: encodeGbk(mif) },
      { name: "站.mid", bytes: encodeGbk(mid) },
    ]);
    return onlyShapes(groups[0]?.layers ?? []);
  };

  it("gives every kind of object with its row, arcs and rectangles as lines and areas", async () => {
    const layer = await read(`${HEAD}\n${OBJECTS.join("\n")}\n`);
    expect(featuresOf(layer).map(({ geometry }) => geometry?.type ?? null)).toEqual([
      "Point",
      "LineString",
      "LineString",
      "MultiLineString",
      "Polygon",
      "MultiPolygon",
      "LineString",
      "Polygon",
      "Polygon",
      "Point",
      "MultiPoint",
      "MultiPolygon",
      null,
    ]);
    expect(featuresOf(layer).at(-1)?.properties).toEqual({ 名称: "站12", 日期: "2024-01-31", 人口: 12.25 });
    // Of the collection the area is kept; nothing else is wrong.
    expect(lines(layer.issues)).toEqual(["站.mif bad-value 12 geometry"]);
  });

  it("that stops within its objects is told", async () => {
    const whole = `${HEAD}\n${OBJECTS.join("\n")}\n`;
    const layer = await read(whole.slice(0, whole.indexOf("Multipoint 2") + 15));
    expect(layer.issues.length).toBeGreaterThan(0);
  });
});

/** Groups of code and value, as a drawing has them. */
function dxf(...groups: readonly (readonly [number, string | number])[]): string {
  return groups.map(([code, value]) => `${String(code).padStart(3)}\r\n${value}\r\n`).join("");
}

describe("a DXF drawing", () => {
  const section = (name: string, body: string): string =>
    `${dxf([0, "SECTION"], [2, name])}${body}${dxf([0, "ENDSEC"])}`;
  const at = (x: number, y: number): (readonly [number, number])[] => [
    [10, x],
    [20, y],
  ];
  const header = section("HEADER", dxf([9, "$ACADVER"], [1, "AC1015"], [9, "$DWGCODEPAGE"], [3, "ANSI_936"]));
  const line = dxf([0, "LINE"], [8, "0"], ...at(0, 0), [11, 1], [21, 1]);
  const block = `${dxf([0, "BLOCK"], [8, "0"], [2, "站块"], ...at(0, 0))}${line}${line}${dxf([0, "ENDBLK"])}`;
  const vertex = (x: number, y: number): string => dxf([0, "VERTEX"], [8, "地块"], ...at(x, y));
  const entities = [
    dxf([0, "LWPOLYLINE"], [8, "道路"], [90, 2], [70, 0], ...at(113, 40), ...at(114, 41)),
    dxf([0, "TEXT"], [8, "注记"], ...at(113.5, 40.5), [40, 1], [1, "平城区卫生站"]),
    dxf([0, "POINT"], [8, "站"], ...at(113.1, 40.1)),
    dxf([0, "INSERT"], [8, "站"], [2, "站块"], ...at(113, 40)),
    `${dxf([0, "POLYLINE"], [8, "地块"], [66, 1], [70, 1])}${vertex(0, 0)}${vertex(1, 0)}${vertex(1, 1)}${dxf([0, "SEQEND"])}`,
    dxf([0, "ARC"], [8, "弧"], ...at(0, 0), [40, 1], [50, 0], [51, 90]),
  ];
  const drawing = `${header}${section("BLOCKS", block)}${section("ENTITIES", entities.join(""))}${dxf([0, "EOF"])}`;

  it("gives lines, texts, points and blocks, layers and texts in GBK", async () => {
    const { groups } = await readVectorLayers([{ name: "总图.dxf", bytes: encodeGbk(drawing) }]);
    const layer = onlyShapes(groups[0]?.layers ?? []);
    expect(featuresOf(layer).map(({ geometry, properties }) => [geometry?.type, properties.Layer])).toEqual([
      ["LineString", "道路"],
      ["Point", "注记"],
      ["Point", "站"],
      ["MultiLineString", "站"],
      ["LineString", "地块"],
      ["LineString", "弧"],
    ]);
    expect(featuresOf(layer)[1]?.properties.Text).toBe("平城区卫生站");
    expect(featuresOf(layer)[3]?.geometry?.coordinates).toEqual([
      [
        [113, 40],
        [114, 41],
      ],
      [
        [113, 40],
        [114, 41],
      ],
    ]);
  });

  const written = (version: string, page: string, text: string): string =>
    `${section(
      "HEADER",
      dxf(
        [9, "$ACADVER"],
        [1, version],
        ...(page === ""
          ? []
          : ([
              [9, "$DWGCODEPAGE"],
              [3, page],
            ] as const)),
      ),
    )}${section("ENTITIES", dxf([0, "TEXT"], [8, text], ...at(113, 40), [40, 1], [1, text]))}${dxf([0, "EOF"])}`;
  const readText = async (bytes: Uint8Array) => {
    const { groups } = await readVectorLayers([{ name: "a.dxf", bytes }]);
    const layer = onlyShapes(groups[0]?.layers ?? []);
    const told = layer.issues.map(({ details }) => details?.what);
    return { text: featuresOf(layer)[0]?.properties.Text, layer: featuresOf(layer)[0]?.properties.Layer, told };
  };

  it.each([
    ["R2000 without a code page", "AC1015", "", encodeGbk, []],
    ["R2007 in UTF-8 that names GBK", "AC1021", "ANSI_936", (text: string) => new TextEncoder().encode(text), []],
    ["R2007 in UTF-8 that names nothing", "AC1021", "", (text: string) => new TextEncoder().encode(text), []],
    ["GBK that is called Windows-1252", "AC1015", "ANSI_1252", encodeGbk, ["encoding-read"]],
  ] as const)("of %s is read", async (_, version, page, encode, told) => {
    const read = await readText(encode(written(version, page, "平城区卫生站")));
    expect(read).toEqual({ text: "平城区卫生站", layer: "平城区卫生站", told });
  });

  it("of western text stays western, and letters in escapes become letters", async () => {
    const western = Uint8Array.from(written("AC1015", "ANSI_1252", "Caf\xe9 Z\xfcrich"), (letter) =>
      letter.charCodeAt(0),
    );
    expect((await readText(western)).text).toBe("Café Zürich");
    const escaped = written("AC1015", "ANSI_936", "\\U+5E7C\\M+5D4B0 \\U+000A");
    expect((await readText(encodeGbk(escaped))).text).toBe("幼园 \\U+000A");
  });
});
