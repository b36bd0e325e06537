import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { MapLegend } from "../../../src/app/map/legend.tsx";
import { MapTooltip } from "../../../src/app/map/map-tooltip.tsx";
import { startStrings } from "../../../src/app/strings/text.ts";
import { createColourClasses } from "../../../src/report/map/colour-classes.ts";
import type { MapMeasure } from "../../../src/report/map/map-measure.ts";
import { createCoverage, createMapStudy } from "./create-map-study.ts";

const coverage = createCoverage([1200, 300, 0], [0.9, 0.41, 0]);

function legend(measure: MapMeasure, demonstration = true): string {
  const classification = { method: "equal", count: 5 } as const;
  const html = renderToStaticMarkup(
    <MapLegend
      coverage={coverage}
      classes={createColourClasses(coverage, measure, classification, 0.8)}
      demandUnit="people"
      demonstration={demonstration}
      passShare={0.8}
      classification={classification}
    />,
  );
  return html.replace(/<[^>]+>/g, "|").replace(/\|+/g, "|");
}

describe("the legend", () => {
  beforeAll(() => {
    startStrings("zh-CN");
  });

  it("says whom and how many minutes the colours are about", () => {
    expect(legend("peopleShare")).toContain("居民 15 分钟覆盖率");
  });

  it("counts the communities of each class, those not met and those without data", () => {
    const text = legend("peopleShare");
    expect(text).toContain("|80–100%|1 个|");
    expect(text).toContain("|40–60%|1 个|");
    expect(text).toContain("|未达标|1 个|");
    expect(text).toContain("|无数据或无法检验|1 个|");
  });

  it("bears the demonstration badge while the study is one, and only then", () => {
    expect(legend("peopleShare")).toContain("演示数据");
    expect(legend("peopleShare", false)).not.toContain("演示数据");
  });

  it("says that a straight-line result is one", () => {
    expect(legend("straightShare")).toContain("直线结果，未计绕行");
  });

  it("names the share that decides when verdicts are shown", () => {
    expect(legend("verdict")).toContain("≥ 80%");
  });
});

describe("the tooltip", () => {
  it("answers in one line: name, share within, people short, median minutes", () => {
    const html = renderToStaticMarkup(
      <MapTooltip
        pointer={{
          x: 10,
          y: 10,
          communityIndex: 1,
          facilityIndex: null,
          clusterCount: 0,
          position: [0, 0] as [number, number],
          metresPerPixel: 1,
        }}
        study={createMapStudy()}
        coverage={coverage}
        measure="peopleShare"
        values={null}
        facilities={null}
        serviceTitle="社区卫生服务"
        mapWidth={800}
      />,
    );
    expect(html.replace(/<[^>]+>/g, "|").replace(/\|+/g, "|")).toBe(
      "|乙社区|居民在圈内 41.0%|缺口 177 人|中位 10.0 分钟|",
    );
  });
});
