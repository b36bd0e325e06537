/** Tables as other programs and other hands write them: each is read as it is meant, or told. */
import { describe, expect, it } from "vitest";
import { describeIssue } from "../../../src/cli/describe-issue.ts";
import { type OpenedSources, openSources } from "../../../src/io/import/open-sources.ts";
import { type LaidOutLayer, layOutLayer } from "../../../src/io/layers/lay-out-layer.ts";
import { geometryAt, textAt } from "../../../src/io/tables/feature-table.ts";
import { utf8 } from "../bad-data.ts";
import { encodeBig5, encodeUtf16 } from "../spreadsheet/encode-text.ts";
import { writeXlsx } from "../workbook/write-xlsx.ts";
import { importAll, QUARTERS, STREETS } from "./toy-ground.ts";

const PLACES = "名称,经度,纬度\n甲,113.291,40.081\n乙,113.302,40.092\n";
const TWO_POINTS = [113.291, 40.081, 113.302, 40.092];

const open = (text: string | Uint8Array, name = "表.csv"): Promise<OpenedSources> =>
  openSources([{ name, bytes: typeof text === "string" ? utf8(text) : text }]);

async function layOut(text: string | Uint8Array, name?: string): Promise<LaidOutLayer> {
  const { layers, issues } = await open(text, name);
  expect(issues).toEqual([]);
  const [layer] = layers;
  if (!layer || layers.length > 1) throw new Error(`${layers.length} layers`);
  return await layOutLayer(layer, {});
}

function told({ issues }: Pick<LaidOutLayer, "issues">): string[] {
  return issues.all().map(({ code, row, details }) => [code, row, details?.what].filter(Boolean).join(" "));
}

function column({ labelled: { table } }: LaidOutLayer, name: string): string[] {
  const found = table.columns.find((one) => one.name === name) ?? null;
  return Array.from({ length: table.count }, (_, row) => textAt(found, row));
}

/** Numbers as hexadecimal WKB holds them. */
function hexOf(isLittle: boolean, ...parts: readonly (readonly [size: 1 | 4 | 8, value: number])[]): string {
  return parts
    .map(([size, value]) => {
      const view = new DataView(new ArrayBuffer(size));
      if (size === 8) view.setFloat64(0, value, isLittle);
      else if (size === 4) view.setUint32(0, value, isLittle);
      else view.setUint8(0, value);
      return Array.from(new Uint8Array(view.buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
    })
    .join("");
}

const head = (isLittle: boolean, kind: number): string => hexOf(isLittle, [1, Number(isLittle)], [4, kind]);
const listOf = (isLittle: boolean, positions: readonly (readonly number[])[]): string =>
  hexOf(isLittle, [4, positions.length]) +
  positions.map((position) => hexOf(isLittle, ...position.map((value) => [8, value] as const))).join("");
const LINE_WKB = (
  head(true, 2) +
  listOf(true, [
    [1, 2],
    [3, 4],
  ])
).toUpperCase();
/** A polygon with a hole and heights, kind 1003, most significant byte first. */
const AREA_WKB =
  head(false, 1003) +
  hexOf(false, [4, 2]) +
  listOf(false, [
    [0, 0, 9],
    [4, 0, 9],
    [4, 4, 9],
    [0, 0, 9],
  ]) +
  listOf(false, [
    [1, 0.5, 9],
    [2, 0.5, 9],
    [2, 1, 9],
    [1, 0.5, 9],
  ]);
const MANY_WKB =
  head(true, 0x20000006) +
  hexOf(true, [4, 4326], [4, 2]) +
  [
    [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 0],
    ],
    [
      [9, 9],
      [8, 9],
      [8, 8],
      [9, 9],
    ],
  ]
    .map((ring) => head(true, 3) + hexOf(true, [4, 1]) + listOf(true, ring))
    .join("");

describe("texts between separators", () => {
  it("may be divided by |, by full-width commas, or as a first line sep= says", async () => {
    for (const text of [
      PLACES.replaceAll(",", "|"),
      PLACES.replaceAll(",", "，"),
      `sep=|\r\n${PLACES.replaceAll(",", "|")}`,
      `SEP=;\n${PLACES.replaceAll(",", ";")}`,
      PLACES.replaceAll("\n", "\r"),
      '名称,  "经度",  "纬度"\n"甲",  "113.291", 40.081\n"乙","113.302",  "40.092"\n',
    ])
      expect([...(await layOut(text)).labelled.table.coordinates], text).toEqual(TWO_POINTS);
    // In a list of one column a comma belongs to the text.
    expect(column(await layOut("说明\n东，西\n南，北\n"), "说明")).toEqual(["东，西", "南，北"]);
  });

  it("may be in UTF-16 of either order, with a mark or without, and in Big5 with headers in traditional characters", async () => {
    const wide = encodeUtf16(PLACES);
    const turned = wide.map((_, at) => wide[at ^ 1] as number);
    const marked = (mark: readonly number[], bytes: Uint8Array): Uint8Array => Uint8Array.from([...mark, ...bytes]);
    const traditional = encodeBig5("名稱,經度,緯度\n甲衛生室,113.291,40.081\n乙衛生室,113.302,40.092\n");
    for (const bytes of [wide, turned, marked([0xff, 0xfe], wide), marked([0xfe, 0xff], turned), traditional])
      expect([...(await layOut(bytes)).labelled.table.coordinates]).toEqual(TWO_POINTS);
  });

  it("in UTF-32, and programs called .csv, are refused with what to do", async () => {
    const utf32 = Uint8Array.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]);
    const [issue] = (await open(utf32)).issues;
    expect(issue).toMatchObject({ code: "unreadable-file", details: { what: "encoding" } });
    expect(issue && describeIssue(issue)).toContain("另存为 UTF-8");
    const program = Uint8Array.from({ length: 4096 }, (_, at) => (at * 31) % 256);
    expect((await open(program)).issues).toHaveLength(1);
  });

  it("with NUL bytes among them or filling up the file are read without them, and the rows told", async () => {
    const damaged = utf8(PLACES.replace("甲", "甲\u0000"));
    const laid = await layOut(damaged);
    expect(column(laid, "名称")).toEqual(["甲", "乙"]);
    expect(told(laid)).toContain("bad-value 2 nul-letters");
    const filled = Uint8Array.from([...utf8(PLACES), ...new Uint8Array(4096)]);
    expect([...(await layOut(filled)).labelled.table.coordinates]).toEqual(TWO_POINTS);
  });

  it("may have comments of programs above and below the table; numbers of houses are none", async () => {
    const laid = await layOut(`# made by a tool\n# 2024-01-01\n${PLACES}# end\n`);
    expect([...laid.labelled.table.coordinates]).toEqual(TWO_POINTS);
    expect(laid.issues.hasErrors).toBe(false);
    expect(column(await layOut("楼号,层数,户数\n#1,6,12\n#2,,\n"), "楼号")).toEqual(["#1", "#2"]);
  });

  it("may write decimals with a comma; a longitude is never taken for a pair", async () => {
    const german = PLACES.replaceAll(",", ";").replaceAll(".", ",");
    expect([...(await layOut(german)).labelled.table.coordinates]).toEqual(TWO_POINTS);
    const metres = "名称;X;Y\n甲;4438000,25;439000,5\n乙;4438100,25;439100,5\n";
    expect([...(await layOut(metres)).labelled.table.coordinates.subarray(0, 2)]).toEqual([439000.5, 4438000.25]);
    const pair = '名称,经纬度\n甲,"113.291,40.081"\n乙,"113.302,40.092"\n';
    expect([...(await layOut(pair)).labelled.table.coordinates]).toEqual(TWO_POINTS);
  });

  it("tell codes that a spreadsheet rounded, and trust them no further", async () => {
    const laid = await layOut("代码,社区,人口\n1.40202E+11,东社区,100\n140202001002,西社区,200\n");
    expect(column(laid, "代码")).toEqual(["", "140202001002"]);
    expect(told(laid)).toContain("bad-value 2 code-rounded");
  });

  it("may name their coordinate system in their headers", async () => {
    const named = async (lon: string, lat: string): Promise<string> =>
      (await layOut(PLACES.replace("经度", lon).replace("纬度", lat))).labelled.table.crsText ?? "";
    expect(await named("高德经度", "高德纬度")).toBe("gcj02");
    expect(await named("bd09_lng", "bd09_lat")).toBe("bd09");
    expect(await named("百度坐标经度", "百度坐标纬度")).toBe("bd09");
    expect(await named("WGS84经度", "WGS84纬度")).toBe("EPSG:4326");
    expect(await named("高德经度", "百度纬度")).toBe("");
    expect(await named("经度", "纬度")).toBe("");
  });

  it("packed with gzip are read; cut off or damaged ones are told", async () => {
    const { gzipSync } = await import("node:zlib");
    const packed = new Uint8Array(gzipSync(utf8(PLACES)));
    expect([...(await layOut(packed, "表.csv.gz")).labelled.table.coordinates]).toEqual(TWO_POINTS);
    for (const bytes of [
      packed.slice(0, -9),
      packed.slice(0, 20),
      packed.map((byte, at) => (at === 25 ? byte ^ 1 : byte)),
    ])
      expect((await open(bytes, "表.csv.gz")).issues.map(({ code }) => code)).toEqual(["truncated-file"]);
  });
});

describe("shapes in a column of text", () => {
  it("are read from well-known text: lines, polygons with holes, several parts, heights left out", async () => {
    const laid = await layOut(
      [
        "WKT,编码",
        '"POLYGON ((113 40, 113.01 40, 113.01 40.01, 113 40), (113.002 40.001, 113.003 40.001, 113.003 40.002, 113.002 40.001))",0101',
        '"MULTIPOLYGON Z (((0 0 5, 1 0 5, 1 1 5, 0 0 5)), ((2 2 5, 3 2 5, 3 3 5, 2 2 5)))",0102',
        '"SRID=4326;LINESTRING(1 2,3 4)",0103',
        '"MULTILINESTRING((1 2,3 4),(5 6,7 8))",0104',
        '"POINT (1 2)",0105',
        '"multipoint((1 2),(3 4))",0106',
      ].join("\n"),
    );
    expect(laid.isPlaced).toBe(true);
    expect(laid.issues.hasErrors).toBe(false);
    const { table } = laid.labelled;
    const shapes = Array.from({ length: table.count }, (_, row) => geometryAt(table, row));
    expect(shapes.map((shape) => shape?.type)).toEqual([
      "Polygon",
      "MultiPolygon",
      "LineString",
      "MultiLineString",
      "Point",
      "Point",
    ]);
    expect(shapes[0]).toMatchObject({ coordinates: [{ length: 4 }, { length: 4 }] });
    expect(shapes[1]).toMatchObject({
      coordinates: [
        [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
        [
          [
            [2, 2],
            [3, 2],
            [3, 3],
            [2, 2],
          ],
        ],
      ],
    });
    expect(table.crsCode).toBe(4326);
    expect(column(laid, "编码")[0]).toBe("0101");
  });

  it("as long as a county's border are one cell", async () => {
    const ring = Array.from({ length: 20_000 }, (_, at) => `${113 + at / 1e5} ${40 + (at % 7) / 1e5}`);
    const laid = await layOut(
      `WKT,编码\n"POLYGON((${[...ring, ring[0]].join(",")}))",0101\n"POLYGON((0 0,1 0,1 1,0 0))",0102\n`,
    );
    expect(laid.labelled.table.starts[1]).toBe(20_001);
  });

  it("written as hexadecimal WKB, as PostGIS exports them, are the shapes of their text", async () => {
    // As ST_AsEWKB, ST_AsBinary (both byte orders, with Z as ISO writes it) and COPY give them.
    const rows = [
      head(true, 0x20000001) + hexOf(true, [4, 4326], [8, 2], [8, 3]),
      LINE_WKB,
      `\\x${AREA_WKB}`,
      MANY_WKB,
    ];
    const laid = await layOut(`geom,名称\n${rows.map((hex, row) => `${hex},${row}`).join("\n")}\n`);
    expect(laid.issues.hasErrors).toBe(false);
    expect(laid.labelled.table.crsCode).toBe(4326);
    const { table } = laid.labelled;
    expect(Array.from({ length: table.count }, (_, row) => geometryAt(table, row))).toEqual([
      { type: "Point", coordinates: [2, 3] },
      {
        type: "LineString",
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
      {
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [4, 0],
            [4, 4],
            [0, 0],
          ],
          [
            [1, 0.5],
            [2, 0.5],
            [2, 1],
            [1, 0.5],
          ],
        ],
      },
      {
        type: "MultiPolygon",
        coordinates: [
          [
            [
              [0, 0],
              [4, 0],
              [4, 4],
              [0, 0],
            ],
          ],
          [
            [
              [9, 9],
              [8, 9],
              [8, 8],
              [9, 9],
            ],
          ],
        ],
      },
    ]);
  });

  it("written as WKB that is cut anywhere, or lies about its length, are told and never read", async () => {
    for (let end = 22; end < AREA_WKB.length; end += 2) {
      const laid = await layOut(`geom,名称\n${AREA_WKB},甲\n${AREA_WKB.slice(0, end)},乙\n`);
      expect(told(laid), String(end)).toEqual(["bad-value 3 wkb"]);
    }
    const counts = await layOut(`geom,名称\n${LINE_WKB},甲\n0102000000FFFFFFFF${"00".repeat(16)},乙\n`);
    expect(told(counts)).toEqual(["bad-value 3 wkb"]);
  });

  it("that cannot be read, or are written as WKB, are told with their rows", async () => {
    const rows = ["POLYGON((0 0,1 0,1 1,0 0))", "POLYGON((0 0,1 x,1 1,0 0))", "POLYGON((0 0,1 0", "POLYGON EMPTY"];
    const many = Array.from({ length: 40 }, () => rows[0]);
    const laid = await layOut(`WKT,编码\n${[...rows, ...many].map((text) => `"${text}",1`).join("\n")}\n`);
    expect(told(laid)).toEqual(["bad-value 3 wkt", "bad-value 4 wkt", "bad-coordinate 5 missing"]);
    expect(laid.labelled.table.count).toBe(41);
    const cut = await layOut(`geom,名称\n${LINE_WKB},甲\n${LINE_WKB.slice(0, -2)},乙\n${LINE_WKB}00,丙\n`);
    expect(told(cut)).toEqual(["bad-value 3 wkb", "bad-value 4 wkb"]);
    const mixed = await layOut('geom,id\n"SRID=4326;LINESTRING(1 2,3 4)",a\n"SRID=4547;LINESTRING(1 2,3 4)",b\n');
    expect(told(mixed)).toEqual(["bad-value several-systems"]);
  });
});

describe("hidden sheets of a workbook", () => {
  const rows = (name: string, lon: number) => [
    ["名称", "经度", "纬度"],
    [name, lon, 40.0051],
  ];
  const bytes = writeXlsx({
    sheets: [
      { name: "幼儿园", rows: rows("甲幼儿园", 113.005) },
      { name: "幼儿园旧", rows: rows("乙幼儿园", 113.015), state: "hidden" },
    ],
  });

  it("are left out and named; who wants one says what it is", async () => {
    const { study, issues } = await importAll([STREETS, QUARTERS, { name: "名单.xlsx", bytes }]);
    expect(study.facilities.flatMap(({ names }) => names)).toEqual(["甲幼儿园"]);
    const told = issues.filter(({ details }) => String(details?.what).startsWith("hidden-sheet"));
    expect(told.map(({ layer, details }) => `${layer} ${details?.what}`)).toEqual([
      "名单.xlsx › 幼儿园旧 hidden-sheet-left-out",
    ]);
    expect(told[0] && describeIssue(told[0])).toMatch(/隐藏的，没有导入[\s\S]*hidden in its file/);
    const settings = { "名单.xlsx › 幼儿园旧": { role: "facilities:kindergarten" } } as const;
    const wanted = await importAll([STREETS, QUARTERS, { name: "名单.xlsx", bytes }], { adminLevel: null, settings });
    expect(wanted.study.facilities.flatMap(({ names }) => names).toSorted()).toEqual(["乙幼儿园", "甲幼儿园"]);
  });
});

describe("lists of one service on several sheets, or side by side", () => {
  it("come together although each counts its rows from 1, or has no ids at all", async () => {
    const list = (...names: readonly string[]) => [
      ["序号", "名称", "经度", "纬度"],
      ...names.map((name, row) => [row + 1, name, 113.001 + 0.004 * row, 40.0051]),
    ];
    const beside = list("丁", "戊").map((row, at) => [...(list("己", "庚")[at] ?? []), null, ...row]);
    const sheets = [
      { name: "幼儿园一区", rows: list("甲", "乙", "丙") },
      { name: "幼儿园二区", rows: beside },
      { name: "幼儿园三区", rows: list("辛").map((row) => row.slice(1)) },
    ];
    const { study } = await importAll([STREETS, QUARTERS, { name: "名单.xlsx", bytes: writeXlsx({ sheets }) }]);
    const [kindergartens] = study.facilities;
    expect(study.facilities).toHaveLength(1);
    expect([...(kindergartens?.names ?? [])].toSorted()).toEqual([..."丁丙乙己庚戊甲辛"].toSorted());
    expect(new Set(kindergartens?.ids).size).toBe(8);
  });
});

describe("workbooks that are none", () => {
  it("are named, with what to do", async () => {
    const files: readonly (readonly [name: string, bytes: Uint8Array, what: string])[] = [
      ["a.xls", Uint8Array.from([9, 0, 4, 0, 7, 0, 16, 0]), "save-as-xlsx"],
      ["a.slk", utf8("ID;PWXL;N;E\r\nC;Y1;X1;K1\r\nE\r\n"), "save-as-xlsx"],
      ["a.dif", utf8('TABLE\r\n0,1\r\n"x"\r\n'), "save-as-xlsx"],
      ["a.fods", utf8('<?xml version="1.0"?><office:document xmlns:office="x"/>'), "save-as-xlsx"],
      ["a.xlsx", utf8(PLACES), "text-in-xlsx"],
    ];
    for (const [name, bytes, what] of files)
      expect((await open(bytes, name)).issues[0]?.details?.what, name).toBe(what);
  });

  it("of which a part does not fit its checksum are refused", async () => {
    const { zipSync, unzipSync } = await import("fflate");
    const book = writeXlsx({
      sheets: [
        {
          name: "表",
          rows: [
            ["名称", "经度", "纬度"],
            ["甲", 113.291, 40.081],
          ],
        },
      ],
    });
    const stored = zipSync(unzipSync(book), { level: 0 });
    const at = new TextDecoder("latin1").decode(stored).indexOf("113.291");
    stored[at + 2] = "4".charCodeAt(0);
    const [issue] = (await open(stored, "表.xlsx")).issues;
    expect(issue).toMatchObject({
      code: "unreadable-file",
      value: "xl/worksheets/sheet1.xml",
      details: { what: "checksum" },
    });
  });
});
