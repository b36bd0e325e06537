/** presentation.json: what was prepared for presenting. Read with every fault found at once: shape by schema, then ids and names. */
import * as v from "valibot";
import { BadDataError, type Issue } from "../../core/errors.ts";
import type { Presentation } from "../../core/model/presentation.ts";
import { presentationSchema } from "./presentation-schema.ts";

/** Throws BadDataError: `unreadable-file` where it is not JSON, `bad-value` with the path of each field, `duplicate-id`. */
export function parsePresentation(content: string, layer = "presentation.json"): Presentation {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw new BadDataError([{ code: "unreadable-file", severity: "error", layer }]);
  }
  const parsed = v.safeParse(presentationSchema, json);
  if (!parsed.success)
    throw new BadDataError(
      parsed.issues.map((issue) => ({
        code: "bad-value",
        severity: "error",
        layer,
        field: v.getDotPath(issue) ?? "",
        value: String(issue.received).replaceAll('"', "").slice(0, 80),
      })),
    );
  const { layouts, views } = parsed.output;
  const issues: Issue[] = [
    ...findTwice(
      layouts.map(({ id }) => id),
      "layouts.id",
      layer,
    ),
    ...findTwice(
      layouts.map(({ name }) => name),
      "layouts.name",
      layer,
    ),
    ...findTwice(
      views.map(({ id }) => id),
      "views.id",
      layer,
    ),
  ];
  if (issues.length > 0) throw new BadDataError(issues);
  return parsed.output;
}

function findTwice(values: readonly string[], field: string, layer: string): Issue[] {
  const seen = new Set<string>();
  return values.flatMap((value) => {
    const isTwice = seen.has(value);
    seen.add(value);
    return isTwice
      ? [{ code: "duplicate-id" as const, severity: "error" as const, layer, field, value: value.slice(0, 80) }]
      : [];
  });
}

/** presentation.json as text: what `parsePresentation` reads. */
export function writePresentation(presentation: Presentation): string {
  return `${JSON.stringify(presentation, null, 1)}\n`;
}
