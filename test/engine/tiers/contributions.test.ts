import { beforeEach, describe, expect, test } from 'vitest';
import {
  type ContributionSums,
  contributionOf,
  makeContributionSums,
} from '../../../engine/indicators/contribution-sums.js';
import type { ResolvedScenario } from '../../../engine/inputs/scenario.js';
import { FIRST_LAW_YEAR, monthIndex } from '../../../engine/inputs/time.js';
import { ACTIVITY, INSURANCE } from '../../../engine/population/activity.js';
import { makePopulation, type Population, STILL_HERE } from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';
import { makeModel } from '../../../engine/projection/model.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { contributionPlanOf } from '../../../engine/tiers/contribution-groups.js';
import { makeCollector } from '../../../engine/tiers/contributions.js';
import { number, scenario, vietNam } from '../../support/engine.js';
import { evaluate, type Person } from '../../support/evaluate.js';
import { resolvedText, shippedLaw } from '../../support/law.js';

const ALL_YEAR = 0xfff;
const law = shippedLaw('current-law');
/** Towns of region 0 are zone 1, its villages zone 3. */
const ZONES = Uint8Array.of(1, 3, 2, 4, 2, 4, 2, 4, 1, 3, 2, 4);
const CHOSEN_SHARE = 0.3;

let people: Population;
beforeEach(() => {
  people = makePopulation(16);
});

/** A woman of 30 in a town of region 0. */
function add(changes: Partial<Record<keyof Population, number>>): number {
  const person = addPerson(people, 0, 0, 1, monthIndex(1995, 6));
  for (const [column, value] of Object.entries(changes)) {
    (people[column as keyof Population] as Uint32Array)[person] = value;
  }
  return person;
}
const employee = (declaredWage: number, changes: Partial<Record<keyof Population, number>> = {}) =>
  add({
    activity: ACTIVITY.formalEmployee,
    insurance: INSURANCE.compulsory,
    compulsoryMonths: ALL_YEAR,
    declaredWage,
    ...changes,
  });
const voluntary = (earnings: number, changes: Partial<Record<keyof Population, number>> = {}) =>
  add({
    activity: ACTIVITY.informalEmployee,
    insurance: INSURANCE.voluntary,
    voluntaryMonths: ALL_YEAR,
    voluntaryTotal: 12,
    earnings,
    ...changes,
  });

/** Dong paid in a year, and by how many, for each contribution of a scenario. */
function paid(year: number, of: ResolvedScenario = law) {
  const plan = contributionPlanOf([of]);
  const sums = makeContributionSums(plan.programmes.length, 1);
  makeCollector(plan, ZONES, CHOSEN_SHARE).collect(people, sums, 0, year);
  return Object.fromEntries(
    of.contributions.map(({ id }, i) => {
      const { persons, billions } = contributionOf(sums, 0, plan.scenarios[0][i]);
      return [id, { persons, dong: Math.round(billions * 1e9) }];
    }),
  );
}
const EMPLOYER = 'sickness-and-maternity-employer';
const OWNER = 'sickness-and-maternity-owner';
const MEMBER = 'voluntary-pension-member';
const STATE = 'voluntary-pension-state';
const NOTHING = { persons: 0, dong: 0 };

describe('compulsory members, worked by hand', () => {
  test('3 % of the declared wage for each of twelve months, by the employer', () => {
    employee(6_000_000);
    expect(paid(2025)).toEqual({
      [EMPLOYER]: { persons: 1, dong: 12 * 180_000 },
      [OWNER]: NOTHING,
      [MEMBER]: NOTHING,
      [STATE]: NOTHING,
    });
  });

  test('the floor is the minimum wage of the zone to June 2025 and the reference level from July', () => {
    employee(3_000_000, { area: 1 });
    // 3 % of 3.86 m, then of the wage itself, which is above 2.34 m.
    expect(paid(2025)[EMPLOYER].dong).toBe(6 * 115_800 + 6 * 90_000);
  });

  test('the ceiling is twenty reference levels, which rise in July 2026', () => {
    employee(60_000_000);
    expect(paid(2026)[EMPLOYER].dong).toBe(6 * 1_404_000 + 6 * 1_518_000);
  });

  test('a registered business owner pays himself, from July 2025', () => {
    employee(5_000_000, { activity: ACTIVITY.ownAccount, compulsoryMonths: 0b111111 });
    expect(paid(2025)).toMatchObject({ [EMPLOYER]: NOTHING, [OWNER]: { persons: 1, dong: 6 * 150_000 } });
  });

  test('who left a job in May and works on own account since was an employee until then', () => {
    employee(5_000_000, {
      activity: ACTIVITY.ownAccount,
      insurance: INSURANCE.none,
      compulsoryMonths: 0b111100000000,
    });
    expect(paid(2025)).toMatchObject({ [EMPLOYER]: { persons: 1, dong: 4 * 150_000 }, [OWNER]: NOTHING });
  });

  test('who dies in May contributes from January to April, as in the December before', () => {
    employee(6_000_000, { exitMonth: monthIndex(2025, 5) });
    expect(paid(2025)[EMPLOYER]).toEqual({ persons: 1, dong: 4 * 180_000 });
    expect(paid(2026)[EMPLOYER]).toEqual(NOTHING);
  });

  test('who dies in January, and who had left insurance before, contributes nothing', () => {
    employee(6_000_000, { exitMonth: monthIndex(2025, 1) });
    employee(6_000_000, {
      exitMonth: monthIndex(2025, 5),
      insurance: INSURANCE.none,
      compulsoryMonths: 0b111111000000,
    });
    expect(paid(2025)[EMPLOYER]).toEqual(NOTHING);
  });

  test('only the year counts, not the history before it', () => {
    employee(6_000_000, { compulsoryMonths: 0xfff000 | 0b11 });
    expect(paid(2025)[EMPLOYER].dong).toBe(2 * 180_000);
  });
});

describe('voluntary members, worked by hand', () => {
  test('22 % of the chosen income, the state paying its share on the rural poverty line', () => {
    const person = voluntary(10_000_000);
    people.poverty[people.household[person]] = 1;
    // Chosen 3 m: 660,000. Near-poor: 25 % and from July 40 % of 22 % of 1.5 m.
    expect(paid(2025)).toMatchObject({
      [MEMBER]: { persons: 1, dong: 6 * (660_000 - 82_500) + 6 * (660_000 - 132_000) },
      [STATE]: { persons: 1, dong: 6 * 82_500 + 6 * 132_000 },
    });
  });

  test('without earnings the poverty line is the chosen income', () => {
    voluntary(0);
    expect(paid(2025)).toMatchObject({
      [MEMBER]: { dong: 6 * (330_000 - 33_000) + 6 * (330_000 - 66_000) },
      [STATE]: { dong: 6 * 33_000 + 6 * 66_000 },
    });
  });

  test.each([
    [2, 0, 30, 50],
    [1, 0, 25, 40],
    [0, 1, 10, 30],
    [0, 0, 10, 20],
    [2, 1, 30, 50],
  ])(
    'poverty %i, minority %i: the state pays %i %% and from July 2025 %i %%',
    (poverty, ethnicity, first, second) => {
      voluntary(0, { poverty, ethnicity });
      expect(paid(2025)[STATE].dong).toBe(6 * first * 3_300 + 6 * second * 3_300);
    },
  );

  test('the state pays for 120 months', () => {
    // 113 months before January: seven are left.
    voluntary(10_000_000, { voluntaryTotal: 125 });
    // 20 % of 22 % of 2.2 m.
    const share = 96_800;
    expect(paid(2027)).toMatchObject({
      [STATE]: { dong: 7 * share },
      [MEMBER]: { dong: 7 * (660_000 - share) + 5 * 660_000 },
    });
  });

  test.each([
    [108 + 12, 12],
    [119 + 12, 1],
    [120 + 12, 0],
  ])('of %i months at the end of the year the state pays for %i', (voluntaryTotal, months) => {
    voluntary(10_000_000, { voluntaryTotal });
    expect(paid(2027)[STATE].dong).toBe(months * 96_800);
  });

  test('who dies in May has 119 months behind: the state pays one more of the four', () => {
    voluntary(10_000_000, { voluntaryTotal: 119, exitMonth: monthIndex(2027, 5) });
    expect(paid(2027)[STATE].dong).toBe(96_800);
    expect(paid(2027)[MEMBER]).toEqual({ persons: 1, dong: 4 * 660_000 - 96_800 });
  });

  test('a change of scheme in the year: each scheme has its months', () => {
    employee(6_000_000, {
      compulsoryMonths: 0b000000000111,
      voluntaryMonths: 0b111111111000,
      voluntaryTotal: 9,
    });
    const result = paid(2026);
    expect(result[EMPLOYER].dong).toBe(3 * 180_000);
    // No earnings: the floor of 1.5 m; the state's share is 20 %.
    expect(result[STATE].dong).toBe(9 * 66_000);
  });
});

test('a contribution beyond a billion dong is refused by name', () => {
  employee(6_000_000);
  const due = { ...law.contributions[0], id: 'levy', eligibility: number(1), amount: number(2e9) };
  expect(() => paid(2025, scenario('heavy', [], [], [due]))).toThrow(/contribution levy of scenario heavy/);
});

/** What a formula can ask of a member in a month, looked up without the engine's records. */
function memberOf(of: Population, i: number, year: number, month: number, voluntaryBefore: number): Person {
  const scheme = (of.compulsoryMonths[i] >>> (11 - month)) & 1 ? INSURANCE.compulsory : INSURANCE.voluntary;
  const home = of.household[i];
  return {
    wage_zone: vietNam.residence.wageZone[of.region[i] * 2 + of.area[i]],
    ethnic_minority: of.ethnicity[i] === 1,
    poor: of.poverty[home] === 2,
    near_poor: of.poverty[home] === 1,
    age_years: Math.floor((monthIndex(year, month + 1) - of.birthMonth[i]) / 12),
    female: of.sex[i] === 1,
    declared_wage: of.declaredWage[i],
    own_account: of.activity[i] === ACTIVITY.ownAccount && of.insurance[i] === scheme,
    chosen_income: Math.round(vietNam.labour.voluntaryChosenShare * of.earnings[i]),
    months_voluntary_total: voluntaryBefore,
  };
}

describe('a simulated population', () => {
  const reform = resolvedText(`id: reform
extends: current-law
title: { en: Reform, vi: Cải cách }
parameters:
  sickness_maternity_rate:
    mark: assumption
    reference: test
    values: [{ from: 2016-01, value: 0.03 }, { from: 2026-04, value: 0.035 }]
contributions:
  voluntary-pension-state: { until: 2026-10 }
  levy:
    title: { en: Levy, vi: Phí }
    fund: levy-fund
    scheme: voluntary
    payer: member
    from: 2025-03
    eligibility: female and (age_years < 40 or months_voluntary_total > 30)
    amount: 1000
    mark: assumption
    reference: test
`);
  const scenarios = [law, reform];
  const model = makeModel(vietNam, scenarios, 'contributions', 6_000, 2027);
  const plan = contributionPlanOf(scenarios);
  const expected = new Map<string, { dong: number; persons: number }>();
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  for (let block = 0; block < model.plan.blocks; block++) {
    simulator.run(block, sums, {
      onYear: (of, year) => {
        for (let i = 0; i < of.count; i++) addExpected(of, i, year);
      },
    });
  }

  /** Adds one person's contributions, month by month and formula by formula. */
  function addExpected(of: Population, i: number, year: number): void {
    const exit = of.exitMonth[i];
    const leaves = exit !== STILL_HERE;
    const isMember = (scheme: 'compulsory' | 'voluntary', month: number) => {
      if (leaves) return of.insurance[i] === INSURANCE[scheme] && monthIndex(year, month + 1) < exit;
      const history = scheme === 'compulsory' ? of.compulsoryMonths[i] : of.voluntaryMonths[i];
      return history.toString(2).padStart(32, '0')[20 + month] === '1';
    };
    const months = Array.from({ length: 12 }, (_, month) => month);
    const ownVoluntary = months.filter((month) => isMember('voluntary', month));
    const before = of.voluntaryTotal[i] - (leaves ? 0 : ownVoluntary.length);
    scenarios.forEach((one) => {
      one.contributions.forEach((contribution) => {
        let dong = 0;
        for (const month of months) {
          const now = monthIndex(year, month + 1);
          if (!isMember(contribution.scheme, month)) continue;
          if (now < contribution.from || (contribution.until !== null && now >= contribution.until)) continue;
          const parameter = (index: number) =>
            one.parameters[index].values[now - monthIndex(FIRST_LAW_YEAR, 1)];
          const past = before + ownVoluntary.filter((earlier) => earlier < month).length;
          const person = {
            ...memberOf(of, i, year, month, past),
            own_account:
              of.activity[i] === ACTIVITY.ownAccount && of.insurance[i] === INSURANCE[contribution.scheme],
          };
          if (evaluate(contribution.eligibility, person, parameter) === 0) continue;
          dong += Math.max(0, Math.round(evaluate(contribution.amount, person, parameter)));
        }
        const key = `${one.id} ${contribution.id} ${year} ${of.sex[i]} ${of.region[i]}`;
        const sum = expected.get(key) ?? { dong: 0, persons: 0 };
        expected.set(key, { dong: sum.dong + dong, persons: sum.persons + Number(dong > 0) });
      });
    });
  }

  test('to the dong what a slow reading of the law gives, by contribution, year, sex and region', () => {
    let compared = 0;
    scenarios.forEach((one, s) => {
      one.contributions.forEach(({ id }, position) => {
        for (const year of [2025, 2026, 2027]) {
          for (let sex = 0; sex < 2; sex++) {
            for (let region = 0; region < 6; region++) {
              const found = sumOf(sums.contributions, year - 2025, plan.scenarios[s][position], sex, region);
              const slow = expected.get(`${one.id} ${id} ${year} ${sex} ${region}`);
              expect(found).toEqual(slow);
              if (found.dong > 0) compared++;
            }
          }
        }
      });
    });
    expect(compared).toBeGreaterThan(150);
  });

  function sumOf(of: ContributionSums, y: number, place: number, sex: number, region: number) {
    const { persons, billions } = contributionOf(of, y, place, (s, r) => s === sex && r === region);
    return { dong: Math.round(billions * 1e9), persons };
  }
});
