/**
 * A plan file whose shape is at fault in places, with stand-ins at those places: so that what
 * contradicts itself elsewhere is found in the same reading. Never used as a plan.
 */
import * as v from "valibot";

export interface MendedPlan<Output> {
  readonly output: Output;
  /** Dot paths at which a stand-in stands. */
  readonly paths: readonly string[];
}

/** A text that stands in no file: what is said of it is of no interest. */
const STAND_IN = "\u0000stand-in";

/** The first that the schema takes stands in the place of a fault. */
const STAND_INS: readonly unknown[] = [
  1,
  STAND_IN,
  "2000-01-01",
  false,
  null,
  [],
  [{ serviceIds: [STAND_IN] }],
  { zh: "", en: "" },
  { kind: "reported", what: "" },
  { kind: "time", seconds: 1 },
  { of: "count" },
  { serviceIds: [STAND_IN] },
  { value: null, text: "", year: null, measure: "" },
];

/** The file as the schema reads it once stand-ins are set; null where they do not help. */
export function mendPlan<Schema extends v.GenericSchema>(
  schema: Schema,
  json: unknown,
): MendedPlan<v.InferOutput<Schema>> | null {
  const copy: unknown = structuredClone(json);
  const parsed = v.safeParse(schema, copy);
  if (parsed.success) return { output: parsed.output, paths: [] };
  let open = parsed.issues.map((issue) => ({
    keys: (issue.path ?? []).map(({ key }) => key as PropertyKey),
    path: v.getDotPath(issue) ?? "",
    isUnknown: issue.expected === "never",
    listed: /"([^"]+)"/.exec(issue.expected ?? "")?.[1],
  }));
  const paths = open.map(({ path }) => path);
  for (const standIn of [undefined, ...STAND_INS]) {
    for (const { keys, isUnknown, listed } of open)
      putAt(copy, keys, isUnknown ? undefined : standIn === undefined ? listed : structuredClone(standIn));
    const tried = v.safeParse(schema, copy);
    if (tried.success) return { output: tried.output, paths };
    const bad = new Set(tried.issues.map((issue) => v.getDotPath(issue) ?? ""));
    open = open.filter(({ path }) => [...bad].some((each) => each === path || each.startsWith(`${path}.`)));
  }
  return null;
}

/** Whether a fault told of a mended file is one of a stand-in, not of the file. */
export function isOfStandIn(text: string | undefined): boolean {
  return text?.includes(STAND_IN) === true;
}

function putAt(root: unknown, keys: readonly PropertyKey[], value: unknown): void {
  const last = keys.at(-1);
  const holder = keys
    .slice(0, -1)
    .reduce<unknown>((held, key) => (typeof held === "object" && held !== null ? Reflect.get(held, key) : null), root);
  if (last === undefined || typeof holder !== "object" || holder === null) return;
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
}
