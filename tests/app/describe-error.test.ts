import { describe, expect, it } from "vitest";
import { describeAnalysisError, describeFailure } from "../../src/app/describe-error.ts";
import { describeIssue } from "../../src/app/describe-issue.ts";
import type { AnalysisErrorCode, Issue, IssueCode } from "../../src/core/errors.ts";

/** Every code once: a code that is added to the engine and not here fails to compile. */
const ISSUE_CODES: Readonly<Record<IssueCode, true>> = {
  "empty-file": true,
  "changed-file": true,
  "truncated-file": true,
  "unknown-format": true,
  "unreadable-file": true,
  "too-large": true,
  "no-streets": true,
  "no-communities": true,
  "no-demand": true,
  "no-facilities": true,
  "empty-study": true,
  "bad-coordinate": true,
  "outside-study": true,
  "unknown-admin-level": true,
  "incomplete-boundary": true,
  "missing-column": true,
  "bad-value": true,
  "duplicate-id": true,
  "duplicate-pair": true,
  "unknown-id": true,
  "unknown-service": true,
  "unsupported-version": true,
  "missing-layer": true,
  "missing-glyphs": true,
  assumed: true,
};
const ERROR_CODES: Readonly<Record<AnalysisErrorCode, true>> = {
  "unknown-service": true,
  "unknown-profile": true,
  "unknown-group": true,
  "bad-parameter": true,
  "no-sources": true,
  "siting-impossible": true,
  "nothing-to-present": true,
  cancelled: true,
  "pool-crashed": true,
  "worker-crashed": true,
};

const createIssue = (code: IssueCode, more: Partial<Issue> = {}): Issue => ({
  code,
  severity: "error",
  layer: "places.csv",
  ...more,
});

describe("what the page says of errors", () => {
  it.each(Object.keys(ISSUE_CODES) as IssueCode[])(
    "%s has a title and says what happened in both languages",
    (code) => {
      const { title, happened, todo } = describeIssue(createIssue(code));
      for (const text of [title, happened]) {
        expect(text.zh).toMatch(/\p{Script=Han}/u);
        expect(text.en).toMatch(/[A-Za-z]/);
        expect(text.en).not.toMatch(/\p{Script=Han}/u);
        expect(`${text.zh}${text.en}`).not.toMatch(/undefined|null|NaN/);
      }
      if (code !== "assumed") expect(todo.zh.length).toBeGreaterThan(3);
    },
  );

  it.each(Object.keys(ERROR_CODES) as AnalysisErrorCode[])("%s has a title, what happened and what to do", (code) => {
    const { title, happened, todo } = describeAnalysisError(code, {});
    for (const { zh, en } of [title, happened, todo]) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[A-Za-z]/);
    }
  });

  it("names the admin levels that the file offers", () => {
    const { todo } = describeIssue(
      createIssue("unknown-admin-level", { value: "7", details: { available: "8 (4, 7 cut off), 10 (9)" } }),
    );
    expect(todo.zh).toContain("8 (4，另 7 个被裁断)、10 (9)");
    expect(todo.en).toContain("8 (4, 7 cut off), 10 (9)");
  });

  it("says that longitude and latitude look swapped", () => {
    const { todo } = describeIssue(createIssue("bad-coordinate", { details: { what: "swapped" } }));
    expect(todo.zh).toContain("对调");
  });

  it.each([
    "admin-level",
    "one-unit",
    "demand-from-streets",
    "levels",
    "merged",
    "people-over-streets",
    "cells",
    "people-unknown",
    "control-differs",
    "new-service",
    "datum",
  ])("says what was assumed: %s", (what) => {
    const issue = createIssue("assumed", {
      value: "3",
      details: { what, count: 2, available: "8 (4)", before: 5, buildings: 9, cut: 1 },
    });
    const { happened } = describeIssue(issue);
    expect(happened.zh).not.toBe("取 3。");
    expect(`${happened.zh}${happened.en}`).not.toContain("undefined");
  });

  it("says of a failed import how much was found and where the first error is, not a warning before it", () => {
    const issues = [
      createIssue("assumed", { severity: "warning", layer: "a.csv" }),
      createIssue("empty-file", { layer: "b.csv" }),
    ];
    expect(describeFailure({ kind: "bad-data", issues }).happened.zh).toContain("2 个问题，首先在 b.csv");
  });

  it("calls what nobody foresaw a stopped computation, with its message", () => {
    const { title, happened } = describeFailure({ kind: "unexpected", message: "out of memory" });
    expect(title.en).toBe("The computation stopped");
    expect(happened.en).toContain("out of memory");
  });
});
