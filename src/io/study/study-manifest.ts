/**
 * manifest.json of a study: what the study is, where its layers came from, what its files are. A manifest of an earlier version is
 * migrated first; then it is read with a schema, so that one written by hand ends in issues that name the field.
 */
import * as v from "valibot";
import { BadDataError } from "../../core/errors.ts";
import type { DemandUnit } from "../../core/model/demand.ts";
import { LEFT_OUT_REASONS, MOST_HYPOTHESES, SYSTEM_BASES } from "../../core/model/layer-origin.ts";
import type { StudyDescription } from "../../core/model/study.ts";
import { migrateManifest, STUDY_VERSION } from "./migrate-study.ts";

export const MANIFEST_NAME = "manifest.json";
const FORMAT = "minsheng-study";

export interface FileEntry {
  readonly sha256: string;
  readonly bytes: number;
}

export interface StudyManifest {
  readonly description: StudyDescription;
  readonly communitiesApproximate: boolean;
  readonly demandUnit: DemandUnit;
  /** By file name. */
  readonly files: Readonly<Record<string, FileEntry>>;
}

const localizedText = v.object({ zh: v.string(), en: v.string() });
const groupId = v.picklist(["all", "0-2", "3-6", "6-15", "60+", "65+", "80+"]);

const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));

const metres = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0)));

const origin = v.object({
  layer: v.pipe(v.string(), v.minLength(1)),
  file: v.string(),
  part: v.string(),
  format: v.string(),
  encoding: v.string(),
  system: v.nullable(
    v.object({
      id: v.string(),
      title: v.string(),
      basis: v.picklist(SYSTEM_BASES),
      medianMetres: metres,
      isConfirmed: v.boolean(),
      weighed: v.pipe(
        v.array(v.object({ id: v.string(), title: v.string(), medianMetres: metres })),
        v.maxLength(MOST_HYPOTHESES),
      ),
      isApproximate: v.boolean(),
    }),
  ),
  rows: wholeNumber,
  leftOut: v.array(v.object({ reason: v.picklist(LEFT_OUT_REASONS), count: wholeNumber })),
  importedOn: v.pipe(v.string(), v.regex(/^(\d{4}-\d{2}-\d{2})?$/)),
});

const description = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  title: localizedText,
  demonstration: v.boolean(),
  date: v.string(),
  sources: v.array(
    v.object({
      layer: v.string(),
      source: v.string(),
      licence: v.string(),
      date: v.string(),
      simulated: v.boolean(),
      note: v.string(),
    }),
  ),
  services: v.array(
    v.object({
      id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/)),
      title: localizedText,
      domain: v.picklist(["elderly", "education", "health", "sport", "culture", "other"]),
      groupId,
      profileId: v.picklist(["adult", "elderly", "child", "wheelchair", "cycle"]),
      circle: v.boolean(),
    }),
  ),
  units: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      parentId: v.string(),
      level: v.picklist(["township", "county", "city"]),
      type: v.string(),
    }),
  ),
  assumptions: v.array(localizedText),
  origins: v.array(origin),
});

const manifestSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(STUDY_VERSION),
  description,
  communitiesApproximate: v.boolean(),
  demandUnit: v.picklist(["people", "residential-floor-m2", "residential-street-m"]),
  files: v.record(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)),
    v.object({
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      bytes: wholeNumber,
    }),
  ),
});

function formatOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "format" in value ? value.format : undefined;
}

/** Reads manifest.json. Throws BadDataError (unreadable-file, unknown-format, unsupported-version, bad-value). */
export function parseManifest(bytes: Uint8Array): StudyManifest {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new BadDataError([
      { code: "unreadable-file", severity: "error", layer: MANIFEST_NAME, details: { format: "JSON" } },
    ]);
  }
  if (formatOf(value) !== FORMAT) {
    throw new BadDataError([{ code: "unknown-format", severity: "error", layer: MANIFEST_NAME, field: "format" }]);
  }
  const parsed = v.safeParse(manifestSchema, migrateManifest(value, MANIFEST_NAME));
  if (!parsed.success) {
    throw new BadDataError(
      parsed.issues.map((issue) => ({
        code: "bad-value" as const,
        severity: "error" as const,
        layer: MANIFEST_NAME,
        field: v.getDotPath(issue) ?? "",
        value: String(issue.received).slice(0, 80),
        details: { expected: String(issue.expected ?? issue.message).slice(0, 200) },
      })),
    );
  }
  return parsed.output;
}

/** manifest.json as bytes: two-space JSON, keys in a fixed order, a newline at the end. */
export function formatManifest(manifest: StudyManifest): Uint8Array {
  const { description: text } = manifest;
  const files = Object.fromEntries(Object.entries(manifest.files).sort(([a], [b]) => (a < b ? -1 : 1)));
  const ordered = {
    format: FORMAT,
    version: STUDY_VERSION,
    description: {
      id: text.id,
      title: text.title,
      demonstration: text.demonstration,
      date: text.date,
      sources: text.sources,
      services: text.services,
      units: text.units,
      assumptions: text.assumptions,
      origins: text.origins.map((each) => ({
        layer: each.layer,
        file: each.file,
        part: each.part,
        format: each.format,
        encoding: each.encoding,
        system: each.system && {
          id: each.system.id,
          title: each.system.title,
          basis: each.system.basis,
          medianMetres: each.system.medianMetres,
          isConfirmed: each.system.isConfirmed,
          weighed: each.system.weighed.map(({ id, title, medianMetres }) => ({ id, title, medianMetres })),
          isApproximate: each.system.isApproximate,
        },
        rows: each.rows,
        leftOut: each.leftOut.map(({ reason, count }) => ({ reason, count })),
        importedOn: each.importedOn,
      })),
    },
    communitiesApproximate: manifest.communitiesApproximate,
    demandUnit: manifest.demandUnit,
    files,
  };
  return new TextEncoder().encode(`${JSON.stringify(ordered, null, 2)}\n`);
}
