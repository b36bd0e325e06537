/** A sound file, or set of files, of every format that can be brought, made on the spot; the first of each is the one to damage. */
import { openOsmXml } from "../../../../src/io/osm/osm-xml.ts";
import { writeStudyFile } from "../../../../src/io/study/study-file.ts";
import { createPopulation } from "../../../support/create-population.ts";
import { utf8 } from "../../bad-data.ts";
import { createStudy } from "../../create-study.ts";
import { createTown } from "../../toy-osm.ts";
import { encodeGbk } from "../../vector/encode-gbk.ts";
import { createSamples } from "../../vector/sample-files.ts";
import { writeXlsx } from "../../workbook/write-xlsx.ts";
import { writeOsmPbf } from "./write-osm-pbf.ts";

export interface BroughtFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Formats in which a file that ends after a row is a shorter file, and nothing tells. */
export const ROW_FORMATS = new Set(["NDJSON", "CSV", "CSV in GBK", "TSV"]);

function clinicRows(): (readonly [number, string, number, number, number])[] {
  return Array.from({ length: 40 }, (_, row) => {
    const [lon, lat] = [113.0012 + 0.0001 * row, 40.0005 + 0.0001 * (row % 5)];
    return [row + 1, `第${row + 1}卫生服务站`, Number(lon.toFixed(6)), Number(lat.toFixed(6)), 3 + (row % 4)];
  });
}

const HEADER = ["序号", "名称", "经度", "纬度", "床位"];

function table(separator: string): string {
  return `${[HEADER, ...clinicRows()].map((row) => row.join(separator)).join("\n")}\n`;
}

/** By format. */
export async function createSoundFiles(): Promise<Readonly<Record<string, readonly BroughtFile[]>>> {
  const town = createTown().bytes();
  return {
    ...(await createSamples()),
    CSV: [{ name: "clinic.csv", bytes: utf8(table(",")) }],
    "CSV in GBK": [{ name: "卫生服务站.csv", bytes: encodeGbk(table(",")) }],
    TSV: [{ name: "clinic.tsv", bytes: utf8(table("\t")) }],
    XLSX: [
      {
        name: "clinic.xlsx",
        bytes: writeXlsx({
          sheets: [{ name: "台账", rows: [["卫生服务站台账"], HEADER, ...clinicRows()], merges: ["A1:E1"] }],
        }),
      },
    ],
    "OSM XML": [{ name: "town.osm", bytes: town }],
    "OSM PBF": [{ name: "town.osm.pbf", bytes: await writeOsmPbf(await openOsmXml(town, "town.osm", {})) }],
    GeoTIFF: [
      {
        name: "people.tif",
        bytes: createPopulation({
          west: 113,
          north: 40.01,
          cell: 0.0005,
          width: 40,
          height: 20,
          peopleOf: (column, row) => column + row,
        }),
      },
    ],
    "study file": [{ name: "toy.mscircle", bytes: await writeStudyFile(createStudy()) }],
  };
}
