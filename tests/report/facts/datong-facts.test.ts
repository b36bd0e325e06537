import { describe, expect, it } from "vitest";
import { runDatong } from "./datong-facts.ts";

const { facts, communities, targets, ledger } = await runDatong();

const numberOf = (text: string | undefined): number | null => (text === "" || text === undefined ? null : Number(text));

describe("the facts of the Datong study", () => {
  it("count communities and people as communities.csv does, service by service", () => {
    expect(facts.services.length).toBeGreaterThan(3);
    for (const { service, whole } of facts.services) {
      const rows = communities.filter((row) => row.service === service.id);
      const sum = (column: string): number => rows.reduce((total, row) => total + Number(row[column]), 0);
      const count = (verdict: string): number => rows.filter((row) => row.verdict === verdict).length;
      expect(whole.people).toBeCloseTo(sum("people"), 1);
      expect(whole.peopleCovered).toBeCloseTo(sum("peopleCovered"), 1);
      expect([whole.met, whole.notMet, whole.notTestable]).toEqual([
        count("met"),
        count("not-met"),
        count("not-testable"),
      ]);
      expect(whole.tested).toBe(whole.met + whole.notMet);
      const straight = rows.reduce((total, row) => total + Number(row.people) * Number(row.straightLineShare), 0);
      expect(whole.peopleCoveredStraight / straight).toBeCloseTo(1, 5);
    }
  });

  it("add up from the districts to the whole", () => {
    for (const { districts, whole } of facts.services) {
      expect(districts).toHaveLength(11);
      for (const field of ["people", "peopleCovered", "tested", "met", "notMet", "notTestable", "land"] as const)
        expect(districts.reduce((total, district) => total + district[field], 0)).toBeCloseTo(whole[field], 4);
    }
  });

  it("list as gaps the communities that communities.csv calls not met, the most people short first", () => {
    for (const { service, gaps } of facts.services) {
      const rows = communities.filter((row) => row.service === service.id && row.verdict === "not-met");
      expect(new Set(gaps.map(({ id }) => id))).toEqual(new Set(rows.map((row) => row.communityId)));
      const byId = new Map(rows.map((row) => [row.communityId, row]));
      gaps.forEach((gap, index) => {
        const row = byId.get(gap.id);
        expect(gap.people).toBeCloseTo(Number(row?.people), 2);
        expect(gap.share).toBeCloseTo(Number(row?.peopleShare), 5);
        if (index > 0) expect(gap.peopleShort).toBeLessThanOrEqual(gaps[index - 1]?.peopleShort ?? 0);
      });
    }
  });

  it("name the townships that hold half of the people short, and no more of them", () => {
    for (const { whole, worstTownships } of facts.services) {
      const half = (whole.people - whole.peopleCovered) / 2;
      const held = worstTownships.reduce((total, { peopleShort }) => total + peopleShort, 0);
      expect(held).toBeGreaterThanOrEqual(half);
      expect(held - (worstTownships.at(-1)?.peopleShort ?? 0)).toBeLessThan(half);
    }
  });

  it("judge the plan as targets.csv does", () => {
    expect(facts.targets.map(({ target }) => target.id)).toEqual(targets.map((row) => row.targetId));
    facts.targets.forEach(({ target, result }, index) => {
      const row = targets[index];
      expect([target.id, result.verdict, result.unitsTested, result.unitsMet]).toEqual([
        row?.targetId,
        row?.verdict,
        Number(row?.unitsTested),
        Number(row?.unitsMet),
      ]);
      const share = numberOf(row?.share);
      if (share === null) expect(result.share).toBeNull();
      else expect(result.share).toBeCloseTo(share, 5);
    });
  });

  it("hold the rows of ledger.csv with the same words in every cell", () => {
    expect(facts.ledgerRows).toHaveLength(ledger.length);
    facts.ledgerRows.forEach(({ row, districtName, townshipName, unitName, target, texts }, index) => {
      const written = ledger[index];
      expect([
        row.unitId,
        row.targetId,
        districtName,
        townshipName,
        unitName,
        target?.title.zh,
        texts.shortfall.zh,
        texts.cause.text.zh,
        texts.measure.text.zh,
        texts.responsible.text.zh,
      ]).toEqual([
        written?.unitId,
        written?.targetId,
        written?.district,
        written?.township,
        written?.unit,
        written?.target,
        written?.shortfall,
        written?.cause,
        written?.measure,
        written?.responsible,
      ]);
    });
  });

  it("say how unevenly people walk: a curve that sags below the even one, counting those within the search limit", () => {
    for (const { lorenz, whole } of facts.services) {
      expect(lorenz?.people).toBeLessThanOrEqual(whole.people);
      expect(lorenz?.people).toBeGreaterThanOrEqual(whole.peopleCovered);
      expect(lorenz?.gini).toBeGreaterThan(0.2);
      expect(lorenz?.points).toHaveLength(101);
      for (const [people, minutes] of lorenz?.points ?? []) expect(minutes).toBeLessThanOrEqual(people + 1e-9);
    }
  });

  it("list every place where the plan contradicts itself, none of them decided", () => {
    expect(facts.inconsistencies).toHaveLength(23);
    expect(facts.inconsistencies.every(({ choice, option }) => choice === null && option === null)).toBe(true);
  });
});
