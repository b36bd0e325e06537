/** Files of several layers as other programs leave them: empty layers, tables of their own beside the data. */
import { describe, expect, it } from "vitest";
import { alterGeopackage } from "../vector/alter-geopackage.ts";
import type { Shape } from "../vector/shape-texts.ts";
import { box, importAll, refused, STREETS } from "./toy-ground.ts";

const area = (west: number): Shape => ({ type: "Polygon", coordinates: [box(west, 40, 0.01) as [number, number][]] });
const QUARTERS = {
  name: "社区",
  features: [
    { geometry: area(113), properties: { 代码: "0101", 名称: "东社区" } },
    { geometry: area(113.01), properties: { 代码: "0102", 名称: "西社区" } },
  ],
};
const EMPTY = { name: "草稿", features: QUARTERS.features };
const EMPTIED = ['DELETE FROM "草稿"'];
const STYLES = {
  name: "layer_styles",
  features: [
    {
      geometry: null,
      properties: {
        f_table_name: "社区",
        f_geometry_column: "geom",
        styleName: "默认",
        styleQML: "<qgis/>",
        useAsDefault: true,
        description: "2024-01-31",
        owner: "",
        update_time: "2024-01-31T08:00:00Z",
      },
    },
  ],
  options: ["-nlt", "NONE"],
};

describe("a GeoPackage with an empty layer and a table of styles", () => {
  it("gives its communities, and says what is left out", async () => {
    const bytes = await alterGeopackage([QUARTERS, EMPTY, STYLES], EMPTIED);
    const { study, issues } = await importAll([STREETS, { name: "town.gpkg", bytes }]);
    expect(study.communities.names).toEqual(["东社区", "西社区"]);
    expect(issues.map(({ layer, details }) => `${layer} ${details?.what}`)).toEqual(
      expect.arrayContaining(["town.gpkg › 草稿 empty-layer", "town.gpkg › layer_styles note-sheet"]),
    );
  });

  it("is refused where the empty layer is all there is", async () => {
    const bytes = await alterGeopackage([EMPTY], EMPTIED);
    expect(await refused([STREETS, { name: "town.gpkg", bytes }])).toContain("town.gpkg › 草稿 empty-file");
  });
});
