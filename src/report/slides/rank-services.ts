/** Services by how well they are covered. */
import type { ReportFacts, ServiceFacts } from "../facts/report-facts.ts";

export interface RankedService {
  readonly facts: ServiceFacts;
  /** Of the people of its group, 0–1. */
  readonly share: number;
}

/** Services with a share, the worst covered first; those that cannot be tested are left out. */
export function rankServices({ services }: Pick<ReportFacts, "services">): RankedService[] {
  return services
    .filter(({ coverage, whole }) => coverage.facilityCount > 0 && whole.people > 0)
    .map((facts) => ({ facts, share: facts.whole.peopleCovered / facts.whole.people }))
    .sort((a, b) => a.share - b.share);
}
