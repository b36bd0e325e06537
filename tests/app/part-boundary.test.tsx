import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { PartBoundary } from "../../src/app/frame/part-boundary.tsx";
import { startStrings } from "../../src/app/strings/text.ts";

/** The boundary as it stands once a child has thrown: React calls these two, and static markup has no second pass. */
function failWith(error: unknown): string {
  const boundary = new PartBoundary({ name: "最近打开", children: "列表" });
  boundary.state = PartBoundary.getDerivedStateFromError(error);
  return renderToStaticMarkup(boundary.render());
}

describe("a part of a panel that fails", () => {
  beforeAll(() => startStrings("zh-CN"));

  it("names itself and the fault, and offers to try again", () => {
    const markup = failWith(new Error("no such store"));
    expect(markup).toContain("“最近打开”这一部分出错了（no such store）");
    expect(markup).toContain("再试一次");
    expect(failWith("plain words")).toContain("plain words");
  });

  it("is not seen while nothing fails", () => {
    expect(renderToStaticMarkup(<PartBoundary name="最近打开">列表</PartBoundary>)).toBe("列表");
  });
});
