import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { describeIssue as describeOnPage } from "../../../src/app/describe-issue.ts";
import { describeIssue as describeInTerminal } from "../../../src/cli/describe-issue.ts";
import type { Issue } from "../../../src/core/errors.ts";
import { findShapeWords } from "../../../src/core/model/shape-words.ts";

const READERS = resolve(import.meta.dirname, "../../../src/io/vector");

/** Every kind of notice that stands in the source of the readers; what is wrong with a position is told as everywhere. */
const kinds = [
  ...new Set([
    ...["trail-marks-left", "gates-left", "states-unread", "unstated-left", "planned-projects", "served-areas"],
    ...readdirSync(READERS).flatMap((name) =>
      [...readFileSync(join(READERS, name), "utf8").matchAll(/(?:what: |tell\(\s*|refuse\()"([a-z-]+)"/g)].map(
        ([, what]) => what,
      ),
    ),
  ]),
].filter((what) => what !== "not-a-number") as string[];

describe("what readers of shapes notice", () => {
  it("is found in their source", () => {
    expect(kinds.length).toBeGreaterThan(12);
  });

  it.each(kinds)("has words for %s, which page and command line share", (what) => {
    const details = { what, rows: 3, features: 4, seconds: 8, count: 3, total: 9, limit: 10, columns: 12, names: "甲" };
    const words = findShapeWords({ value: "值", details });
    expect(words?.happened.zh).toMatch(/[\u4e00-\u9fff].*。$|值$/);
    expect(words?.happened.en).toMatch(/[a-z].*[.值]$/);
    expect(JSON.stringify(words)).not.toContain("undefined");
    const issue: Issue = { code: "assumed", severity: "warning", layer: "town.shp", value: "值", details };
    expect(describeOnPage(issue).happened).toEqual(words?.happened);
    expect(describeInTerminal(issue)).toContain(words?.happened.zh);
  });
});
