import { beforeAll, describe, expect, test } from 'vitest';
import { expectedPopulation } from '../../../engine/demography/expected.js';
import { employedComposition, labourTables, workingAgeForce } from '../../../engine/labour/calibration.js';
import { ageOf, educationOf, pairOf, regionOf } from '../../../engine/labour/composition.js';
import { earningsTables } from '../../../engine/labour/earnings.js';
import { ACTIVITY } from '../../../engine/population/activity.js';
import { type Population, RANKS, STILL_HERE } from '../../../engine/population/columns.js';
import { makeModel } from '../../../engine/projection/model.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { monthsBefore } from '../../../engine/tiers/records.js';
import { vietNam } from '../../support/engine.js';

const expected = expectedPopulation(vietNam, 2045);
const labour = labourTables(vietNam, expected, 2045);

/** Expected persons for whom `limit` gives the share, over labour cells that `keep` takes. */
function expectedShare(
  year: number,
  limits: Uint16Array,
  keep: (pair: number, age: number) => boolean,
): number {
  const employed = employedComposition(vietNam, expected, year);
  let part = 0;
  let all = 0;
  employed.forEach((count, cell) => {
    if (!keep(pairOf(cell), ageOf(cell))) return;
    part += (count * limits[(year - 2024) * labour.cells + cell]) / RANKS;
    all += count;
  });
  return part / all;
}

describe('calibration on the expected composition', () => {
  test('informality in the base year: men 66.7, women 59.6, urban 47.6, rural 73.6 % (GSO, nine months of 2025)', () => {
    expect(1 - expectedShare(2025, labour.formal, (pair) => pair < 2)).toBeCloseTo(0.667, 3);
    expect(1 - expectedShare(2025, labour.formal, (pair) => pair >= 2)).toBeCloseTo(0.596, 3);
    // Four margins of one table can differ in the last digits: totals by sex and by area are of different roundings.
    expect(Math.abs(1 - expectedShare(2025, labour.formal, (pair) => pair % 2 === 0) - 0.476)).toBeLessThan(
      0.01,
    );
    expect(Math.abs(1 - expectedShare(2025, labour.formal, (pair) => pair % 2 === 1) - 0.736)).toBeLessThan(
      0.01,
    );
  });

  test.each([2024, 2025, 2030, 2045])(
    'compulsory members of %i, employees and owners, are the rate times the working-age labour force',
    (year) => {
      const { informalStatus, ownerMembers, compulsoryRate } = vietNam.labour;
      let members = 0;
      employedComposition(vietNam, expected, year).forEach((employed, cell) => {
        const formal = labour.formal[(year - 2024) * labour.cells + cell] / RANKS;
        const ownAccount = (1 - formal) * informalStatus[pairOf(cell) < 2 ? 1 : 4];
        members += employed * (formal * labour.memberShare + ownAccount * ownerMembers[year - 2024]);
      });
      const rate = compulsoryRate[year - 2024];
      expect(members / (rate * workingAgeForce(vietNam, expected, year))).toBeCloseTo(1, 5);
    },
  );

  test('informal employees earn 0.66 of formal ones over all, with the means by sex met', () => {
    const { formalMean, statusRatio } = earningsTables(vietNam, expected, labour);
    const { informalStatus } = vietNam.labour;
    const paid = [0, 0, 0].map(() => ({ persons: 0, pay: 0 }));
    const bySex = [0, 0].map(() => ({ persons: 0, pay: 0 }));
    employedComposition(vietNam, expected, 2025).forEach((employed, cell) => {
      const formal = labour.formal[labour.cells + cell] / RANKS;
      const sex = pairOf(cell) >> 1;
      const level = formalMean[regionOf(cell) * 16 + pairOf(cell) * 4 + educationOf(cell)];
      const shares = [
        formal,
        (1 - formal) * informalStatus[sex * 3],
        (1 - formal) * informalStatus[sex * 3 + 1],
      ];
      shares.forEach((share, status) => {
        for (const sums of [paid[status], bySex[sex]]) {
          sums.persons += employed * share;
          sums.pay += employed * share * level * statusRatio[status];
        }
      });
    });
    const [formal, informal] = paid.map(({ persons, pay }) => pay / persons);
    expect(informal / formal).toBeCloseTo(0.66, 6);
    expect(bySex[0].pay / bySex[0].persons / 9_300_000).toBeCloseTo(1, 6);
    expect(bySex[1].pay / bySex[1].persons / 7_000_000).toBeCloseTo(1, 6);
    expect(statusRatio[3]).toBe(0);
  });

  test('levels of pay meet the means by sex: 9.3 m and 7.0 m', () => {
    const earnings = earningsTables(vietNam, expected, labour);
    expect(earnings.formalMean[3]).toBeGreaterThan(earnings.formalMean[0]);
    expect(earnings.persistent.reduce((a, b) => a + b, 0) / earnings.persistent.length).toBeCloseTo(1, 10);
  });
});

describe('simulated work', () => {
  interface Totals {
    workers: number[];
    informal: number[];
    paid: number[];
    pay: number[];
    residents: number;
    fifths: number[];
    insured: number;
    members: number;
    stayed: number;
    windows: number;
    /** Informal in both years, and family worker in one of them and employee in the other. */
    informalTwice: number;
    farMoves: number;
    /** Workers of 2025 by sex and status. */
    status: number[][];
  }
  const totals: Totals = {
    workers: [0, 0],
    informal: [0, 0],
    paid: [0, 0],
    pay: [0, 0],
    residents: 0,
    fifths: [0, 0, 0, 0, 0],
    insured: 0,
    members: 0,
    stayed: 0,
    windows: 0,
    informalTwice: 0,
    farMoves: 0,
    status: [
      [0, 0, 0],
      [0, 0, 0],
    ],
  };

  beforeAll(() => {
    const model = makeModel(vietNam, [], 'careers', 100_000, 2026);
    const simulator = makeSimulator(model);
    for (let block = 0; block < model.plan.blocks; block++) {
      const members = new Set<number>();
      const informal = new Map<number, number>();
      simulator.run(block, simulator.emptySums(), {
        onYear: (people, year) => {
          for (let i = 0; i < people.count; i++) {
            const status = people.activity[i] - ACTIVITY.informalEmployee;
            if (people.exitMonth[i] !== STILL_HERE || status < 0 || status > 2) continue;
            if (year === 2025) {
              totals.status[people.sex[i]][status]++;
              informal.set(i, status);
            }
            const before = informal.get(i);
            if (year === 2025 || before === undefined) continue;
            totals.informalTwice++;
            if (Math.abs(status - before) === 2) totals.farMoves++;
          }
          if (year === 2026) {
            for (const i of members) {
              if (people.exitMonth[i] !== STILL_HERE) continue;
              totals.members++;
              if (people.insurance[i] === 1) totals.stayed++;
            }
            return;
          }
          for (let i = 0; i < people.count; i++)
            if (people.exitMonth[i] === STILL_HERE) take(people, i, members);
        },
      });
    }
  });

  function take(people: Population, i: number, members: Set<number>): void {
    totals.residents++;
    totals.fifths[people.quintile[people.household[i]]]++;
    if (people.insurance[i] === 1) members.add(i);
    for (let month = 0; month < 12; month++) {
      if (monthsBefore(people.compulsoryMonths[i] | people.voluntaryMonths[i], month) > 12) totals.windows++;
    }
    if (people.activity[i] < 4 || people.activity[i] > 7) return;
    const sex = people.sex[i];
    totals.workers[sex]++;
    if (people.activity[i] > 4) totals.informal[sex]++;
    if (people.earnings[i] > 0) {
      totals.paid[sex]++;
      totals.pay[sex] += people.earnings[i];
    }
  }

  test('informality by sex within a point (25,000 workers a sex: standard error 0.3)', () => {
    expect(Math.abs(totals.informal[0] / totals.workers[0] - 0.667)).toBeLessThan(0.012);
    expect(Math.abs(totals.informal[1] / totals.workers[1] - 0.596)).toBeLessThan(0.012);
  });

  test('mean earnings of men and women within 2 %', () => {
    expect(Math.abs(totals.pay[0] / totals.paid[0] / 9_300_000 - 1)).toBeLessThan(0.02);
    expect(Math.abs(totals.pay[1] / totals.paid[1] / 7_000_000 - 1)).toBeLessThan(0.02);
  });

  test('each fifth holds a fifth of the residents within 1.5 points', () => {
    for (const fifth of totals.fifths) expect(Math.abs(fifth / totals.residents - 0.2)).toBeLessThan(0.015);
  });

  test('informal workers are employees, own-account and family workers in the shares of their sex', () => {
    totals.status.forEach((counts, sex) => {
      const all = counts.reduce((a, b) => a + b, 0);
      counts.forEach((count, status) => {
        // 15,000 workers a sex: standard error 0.4 points.
        expect(Math.abs(count / all - vietNam.labour.informalStatus[sex * 3 + status])).toBeLessThan(0.015);
      });
    });
  });

  test('hardly anybody changes between employee and family worker from one year to the next', () => {
    // Own-account work lies between, as wide as 0.35 or more of all informal work; the step is at most 0.3.
    expect(totals.farMoves / totals.informalTwice).toBeLessThan(0.002);
  });

  test('nobody has more than twelve months in twelve', () => {
    expect(totals.windows).toBe(0);
  });

  test('careers persist: about nine members in ten are still members a year later', () => {
    // Chance of a new job rank 0.42 at 20 to 0.03 at 45, of a new participation rank 0.06; many of those stay members by chance.
    const stayed = totals.stayed / totals.members;
    expect(stayed).toBeGreaterThan(0.86);
    expect(stayed).toBeLessThan(0.95);
  });
});
