/**
 * A city's roster: every community and village with its division code, township and county, and the districts that a reform ended.
 * Names and codes, no positions. It is loaded when a list is to be matched, never before.
 */
import * as v from "valibot";
import { BadDataError, type IssueCode } from "../../core/errors.ts";
import { shown } from "../tables/labelled-table.ts";

/** Where the shipped roster lies, beside the shipped study. */
export const ROSTER_PATH = "geodata/roster/datong.json";
/** Layer of the roster's issues. */
const LAYER = "roster";
/** Ten times what the largest city of the country has. */
const MOST_TOWNSHIPS = 5_000;
const MOST_COMMUNITIES = 5_000;

const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));
const code = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^\\d{${digits}}$`)));

const FormerDistrictSchema = v.object({
  code: code(6),
  name: Name,
  /** Year of the reform. */
  until: v.pipe(v.string(), v.regex(/^\d{4}$/)),
  /** Counties of today that hold parts of it. */
  todayCodes: v.pipe(v.array(code(6)), v.minLength(1), v.maxLength(100)),
});

const RosterSchema = v.object({
  city: v.object({ code: code(6), name: Name, province: Name }),
  source: v.string(),
  licence: v.string(),
  /** Day of the codes, ISO. */
  date: v.string(),
  formerDistricts: v.pipe(v.array(FormerDistrictSchema), v.maxLength(100)),
  counties: v.pipe(v.array(v.object({ code: code(6), name: Name })), v.maxLength(1_000)),
  townships: v.pipe(
    v.array(
      v.object({
        code: code(9),
        name: Name,
        /** Code of twelve digits and name. */
        communities: v.pipe(v.array(v.tuple([code(12), Name])), v.maxLength(MOST_COMMUNITIES)),
      }),
    ),
    v.maxLength(MOST_TOWNSHIPS),
  ),
});

export type RosterFile = v.InferOutput<typeof RosterSchema>;
export type FormerDistrict = v.InferOutput<typeof FormerDistrictSchema>;

/** A community of the roster. */
export interface RosterEntry {
  /** Twelve digits; the first nine are its township's, the first six its county's. */
  readonly code: string;
  readonly name: string;
  readonly townshipName: string;
  readonly countyName: string;
}

export interface Roster extends Pick<RosterFile, "city" | "source" | "licence" | "date" | "formerDistricts"> {
  readonly counties: readonly { readonly code: string; readonly name: string }[];
  readonly townships: readonly { readonly code: string; readonly name: string }[];
  readonly entries: readonly RosterEntry[];
}

/**
 * The roster out of its file.
 * @throws BadDataError where it is no JSON, has another shape, or states a code twice or outside its township.
 */
export function parseRoster(bytes: Uint8Array): Roster {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw fault("unreadable-file", "", "");
  }
  const checked = v.safeParse(RosterSchema, parsed, { abortEarly: true });
  if (!checked.success) {
    const [issue] = checked.issues;
    throw fault("bad-value", v.getDotPath(issue) ?? "", shown(JSON.stringify(issue.input)));
  }
  const { counties, townships, ...head } = checked.output;
  const countyNames = new Map(counties.map((county) => [county.code, county.name]));
  const seen = new Set<string>();
  const entries = townships.flatMap((township) =>
    township.communities.map(([code, name]): RosterEntry => {
      if (seen.has(code)) throw fault("duplicate-id", "code", code);
      if (!code.startsWith(township.code)) throw fault("unknown-id", "code", code);
      seen.add(code);
      return { code, name, townshipName: township.name, countyName: countyNames.get(code.slice(0, 6)) ?? "" };
    }),
  );
  return { ...head, counties, townships: townships.map(({ code, name }) => ({ code, name })), entries };
}

function fault(code: IssueCode, field: string, value: string): BadDataError {
  return new BadDataError([{ code, severity: "error", layer: LAYER, field, value }]);
}
