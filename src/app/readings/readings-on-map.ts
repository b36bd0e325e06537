/** The comparison of readings as the map shows it: met in all, met in some, met in none of the readings tested. */
import {
  type ServiceCoverage,
  VERDICT_MET,
  VERDICT_NOT_MET,
  VERDICT_NOT_TESTABLE,
} from "../../core/coverage/coverage-result.ts";
import type { ReadingComparison } from "../../core/questions/compare-readings.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { useReadings, useReadingsQuestion } from "./use-readings.ts";

/** Met in no reading, in some, in all. */
const AGREEMENT = { notMet: 0, depends: 1, met: 2 } as const;

export interface ReadingsOnMap {
  readonly coverage: ServiceCoverage;
  /** AGREEMENT by community, NaN where no reading was tested. */
  readonly values: Float64Array;
  /** How many communities of each. */
  readonly counts: { readonly notMet: number; readonly depends: number; readonly met: number };
  readonly readingsTested: number;
  readonly title: { readonly zh: string; readonly en: string };
  readonly serviceId: string | null;
}

/** AGREEMENT of each community; NaN where no reading tested it. */
export function agreementOf({ readings, people }: ReadingComparison): Float64Array {
  return people.map((_, community) => {
    const verdicts = new Set(readings.map((each) => each.verdicts[community]));
    if (verdicts.has(VERDICT_MET)) return verdicts.has(VERDICT_NOT_MET) ? AGREEMENT.depends : AGREEMENT.met;
    return verdicts.has(VERDICT_NOT_MET) ? AGREEMENT.notMet : Number.NaN;
  });
}

const paint = rememberLatest(
  (
    comparison: ReadingComparison,
    basis: ServiceCoverage,
    title: ReadingsOnMap["title"],
    serviceId: string | null,
  ): ReadingsOnMap => {
    const values = agreementOf(comparison);
    const count = (wanted: number): number => values.reduce((sum, value) => sum + (value === wanted ? 1 : 0), 0);
    return {
      values,
      counts: { notMet: count(AGREEMENT.notMet), depends: count(AGREEMENT.depends), met: count(AGREEMENT.met) },
      readingsTested: comparison.readings.filter(({ state }) => state === "tested").length,
      title,
      serviceId,
      coverage: {
        ...basis,
        people: basis.people.map((each, index) => (Number.isNaN(values[index]) ? Number.NaN : each)),
        verdicts: Uint8Array.from(values, (value) =>
          value === AGREEMENT.met ? VERDICT_MET : value === AGREEMENT.notMet ? VERDICT_NOT_MET : VERDICT_NOT_TESTABLE,
        ),
      },
    };
  },
);

/** Null unless the comparison is open in the targets workspace and has an answer. */
export function useReadingsOnMap(): ReadingsOnMap | null {
  const isOpen = useView((state) => state.workspace === "targets" && state.sheet === "readings");
  const basis = useAnalysis((state) => state.result?.services[0]);
  const study = useAnalysis((state) => state.study);
  const question = useReadingsQuestion();
  const { answer } = useReadings(isOpen ? question : null, isOpen);
  if (!isOpen || !study || !basis || !question || !answer) return null;
  const { subject, services } = question;
  const title =
    subject.kind === "target"
      ? subject.target.title
      : (services.find(({ id }) => id === subject.serviceId)?.title ?? {
          zh: subject.serviceId,
          en: subject.serviceId,
        });
  const wanted = answer.readings[0]?.reaches.map(({ serviceId }) => serviceId) ?? [];
  const shown = wanted.find((id) => study.facilities.some(({ serviceId }) => serviceId === id)) ?? null;
  return paint(answer, basis, title, shown);
}
