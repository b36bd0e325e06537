import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { FacilityCard } from "../../../src/app/coverage/facility-card.tsx";
import type { ShownCoverage } from "../../../src/app/select/shown-coverage.ts";
import { startStrings } from "../../../src/app/strings/text.ts";

const layer = {
  serviceId: "kindergarten",
  ids: ["k1"],
  names: ["一号园"],
  attributes: { places: [120], centre: [false], 备注: ["<b>"], constructor: ["x"], doctors: [null] },
};
const service = { id: "kindergarten", domain: "education", title: { zh: "幼儿园", en: "Kindergarten" } };

it("names what it knows in Chinese, leaves other columns as their file has them, and hides empty cells", () => {
  startStrings("zh-CN");
  const shown = {
    study: { facilities: [layer] },
    service,
    coverage: { nearestFacilityIndexes: new Int32Array(0) },
    indexes: [],
  } as unknown as ShownCoverage;
  const html = renderToStaticMarkup(<FacilityCard shown={shown} facilityIndex={0} />);
  const rows = [...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name, value]) => [name, value]);
  expect(rows).toEqual([
    ["学位（个）", "120"],
    ["乡镇中心园", "否"],
    ["备注", "&lt;b&gt;"],
    ["constructor", "x"],
  ]);
});

it("says where a facility stands whose own place is not known, by the community's name", () => {
  startStrings("zh-CN");
  const approximate = { ...layer, attributes: { approximate: [true], stands_in: ["0012"] } };
  const shown = (facilities: unknown): ShownCoverage =>
    ({
      study: { facilities: [facilities], communities: { ids: ["0011", "0012"], names: ["甲社区", "乙社区"] } },
      service,
      coverage: { nearestFacilityIndexes: new Int32Array(0) },
      indexes: [],
    }) as unknown as ShownCoverage;
  const html = renderToStaticMarkup(<FacilityCard shown={shown(approximate)} facilityIndex={0} />);
  expect(html).toContain("位置取自所属社区（乙社区）的居民点，不是其地址");
  expect(html).not.toContain("stands_in");
  expect(renderToStaticMarkup(<FacilityCard shown={shown(layer)} facilityIndex={0} />)).not.toContain("位置取自");
});
