import { describe, expect, test } from 'vitest';
import { wageBefore } from '../../../engine/household/history.js';
import {
  fillAdoption,
  fillBirth,
  fillChildInMonth,
  fillMember,
  fillPregnancyLoss,
} from '../../../engine/household/records.js';
import {
  type BirthEvent,
  type MembershipSpell,
  NO_PERSON,
  type Situation,
  type SituationPerson,
} from '../../../engine/inputs/situation.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import type { VariableName } from '../../../engine/inputs/variables.js';
import { RECORD_LENGTH, SLOT } from '../../../engine/tiers/slots.js';

const spell = (
  scheme: MembershipSpell['scheme'],
  from: number,
  until: number | null,
  income: number,
  ownAccount = false,
): MembershipSpell => ({ scheme, from, until, income, ownAccount });

function person(id: string, born: number, changes: Partial<SituationPerson> = {}): SituationPerson {
  return {
    id,
    female: true,
    born,
    died: null,
    livesHere: true,
    ethnicity: 'majority',
    disability: 'none',
    hiv: false,
    student: false,
    partner: NO_PERSON,
    mother: NO_PERSON,
    father: NO_PERSON,
    otherLivingChildren: 0,
    earlierMonths: { compulsory: 0, voluntary: 0 },
    spells: [],
    ...changes,
  };
}

const BIRTH = monthIndex(2026, 8);
const MOTHER = 0;
const FATHER = 1;

function situation(persons: readonly SituationPerson[]): Situation {
  return {
    at: monthIndex(2026, 9),
    place: {
      region: 2,
      rural: true,
      extremelyDifficultCommune: true,
      wageZone: 4,
      lowFertilityProvince: true,
    },
    household: { poverty: 'near-poor', incomePerHead: 1_400_000, quintile: 2 },
    persons,
    events: [],
  };
}

const birth: BirthEvent = {
  kind: 'birth',
  mother: MOTHER,
  father: FATHER,
  month: BIRTH,
  day: 20,
  children: [2, 3],
  surgery: true,
  weeks: 31,
  antenatalDays: 5,
  recuperationDays: 7,
  orderedRest: true,
  leaveFrom: monthIndex(2026, 7),
};

const family = situation([
  person('lan', monthIndex(1996, 4), {
    ethnicity: 'very-small-minority',
    otherLivingChildren: 1,
    earlierMonths: { compulsory: 34, voluntary: 5 },
    spells: [
      spell('voluntary', monthIndex(2025, 6), monthIndex(2025, 11), 2_000_000),
      spell('compulsory', monthIndex(2026, 2), null, 9_000_000),
    ],
  }),
  person('minh', monthIndex(1994, 11), {
    female: false,
    spells: [spell('compulsory', monthIndex(2025, 1), monthIndex(2026, 8), 10_000_000)],
  }),
  person('an', BIRTH, { mother: MOTHER, father: FATHER }),
  person('binh', BIRTH, { mother: MOTHER, father: FATHER }),
  person('hoa', monthIndex(2019, 3), { mother: MOTHER }),
  person('duc', monthIndex(2021, 3), { mother: MOTHER, died: monthIndex(2022, 1) }),
]);

function filled(fill: (record: Float64Array) => void): (name: VariableName) => number {
  const record = new Float64Array(RECORD_LENGTH).fill(99);
  fill(record);
  return (name) => record[SLOT[name]];
}

function expectAll(
  read: (name: VariableName) => number,
  wanted: Partial<Record<VariableName, number>>,
): void {
  const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, read(name as VariableName)]));
  expect(found).toEqual(wanted);
}

describe('the record of a birth', () => {
  test('has the mother, the father, the birth and the place', () => {
    expectAll(
      filled((record) => fillBirth(record, family, birth)),
      {
        region: 2,
        urban: 0,
        rural: 1,
        ethnic_minority: 1,
        very_small_ethnic_group: 1,
        extremely_difficult_commune: 1,
        low_fertility_province: 1,
        wage_zone: 4,
        poor: 0,
        near_poor: 1,
        quintile: 2,
        income_per_head: 1_400_000,
        birth_day: 20,
        surgical_birth: 1,
        gestation_weeks: 31,
        ordered_rest: 1,
        antenatal_days: 5,
        recuperation_days: 7,
        children_born: 2,
        // Hoa and one who is not listed; Duc has died, but was born.
        living_children: 2,
        birth_order: 4,
        mother_age_years: 30,
        father_present: 1,
        single_parent: 0,
        compulsory_member: 1,
        voluntary_member: 0,
        // August 2025 to July 2026: three voluntary months and, from February, six compulsory ones.
        months_compulsory_12: 6,
        months_voluntary_12: 3,
        months_contributed_12: 9,
        // September 2025 to August 2026.
        months_compulsory_12_with_birth_month: 7,
        months_compulsory_total: 34 + 6,
        months_voluntary_total: 5 + 5,
        declared_wage: 9_000_000,
        father_compulsory_member: 0,
        father_months_compulsory_12: 12,
        father_months_compulsory_12_with_birth_month: 11,
        father_declared_wage: 10_000_000,
      },
    );
  });

  test('asks nothing of a father who is dead, elsewhere or unknown', () => {
    const gone = { ...family.persons[FATHER], died: BIRTH };
    const without = situation(family.persons.map((one, i) => (i === FATHER ? gone : one)));
    expectAll(
      filled((record) => fillBirth(record, without, birth)),
      { father_present: 0, single_parent: 1, father_months_compulsory_12: 0, father_declared_wage: 0 },
    );
    expectAll(
      filled((record) => fillBirth(record, family, { ...birth, father: NO_PERSON })),
      { father_present: 0, father_months_compulsory_12_with_birth_month: 0 },
    );
  });
});

test('the records of a loss and of an adoption ask the parents and the child', () => {
  const loss = filled((record) =>
    fillPregnancyLoss(record, family, {
      kind: 'pregnancy-loss',
      mother: MOTHER,
      father: FATHER,
      month: monthIndex(2026, 4),
      day: 20,
      weeks: 9,
    }),
  );
  expectAll(loss, {
    gestation_weeks: 9,
    mother_age_years: 30,
    living_children: 2,
    birth_day: 20,
    ordered_rest: 0,
    compulsory_member: 1,
    // April 2025 to March 2026: five voluntary months, February and March; May 2025 to April 2026.
    months_compulsory_12: 2,
    months_contributed_12: 7,
    months_compulsory_12_with_birth_month: 3,
    months_compulsory_total: 34 + 2,
    declared_wage: 9_000_000,
    father_compulsory_member: 1,
    father_months_compulsory_12: 12,
    father_months_compulsory_12_with_birth_month: 12,
    father_months_contributed_12: 12,
    father_declared_wage: 10_000_000,
  });
  const adoption = filled((record) =>
    fillAdoption(record, family, {
      kind: 'adoption',
      mother: MOTHER,
      father: FATHER,
      child: 2,
      month: monthIndex(2026, 11),
      day: 3,
    }),
  );
  expectAll(adoption, {
    child_age_months: 3,
    birth_day: 3,
    ordered_rest: 0,
    months_compulsory_12: 9,
    months_compulsory_12_with_birth_month: 10,
    father_present: 1,
    single_parent: 0,
    father_compulsory_member: 0,
    // November 2025 to July 2026.
    father_months_compulsory_12: 9,
    father_months_compulsory_12_with_birth_month: 8,
    gestation_weeks: 0,
  });
});

describe('the record of a child', () => {
  const asked = (child: SituationPerson, month: number, others = family.persons.slice(0, 2)) =>
    filled((record) => fillChildInMonth(record, situation([...others, child]), others.length, month));

  test('has its age, its parents and what it lives with', () => {
    const child = person('vy', monthIndex(2024, 3), {
      mother: MOTHER,
      father: FATHER,
      disability: 'severe',
      hiv: true,
      student: true,
    });
    expectAll(asked(child, monthIndex(2026, 8)), {
      age_months: 29,
      age_years: 2,
      girl: 1,
      birth_order: 2,
      mother_present: 1,
      father_present: 1,
      orphan: 0,
      severe_disability: 1,
      exceptionally_severe_disability: 0,
      hiv: 1,
      student: 1,
      former_ward: 0,
      mother_compulsory: 1,
      father_compulsory: 0,
      parent_insured: 1,
      parent_months_contributed_12: 12,
    });
  });

  test.each([
    ['no parent is known', {}, 16, 1],
    ['it is not yet sixteen', {}, 15, 0],
    ['the mother lives', { mother: MOTHER }, 16, 0],
  ])('a former ward: %s', (_, links, years, wanted) => {
    const child = person('vy', monthIndex(2008, 1), links);
    expect(asked(child, monthIndex(2008 + years, 1))('former_ward')).toBe(wanted);
  });

  test.each([
    ['before the 16th birthday', monthIndex(2023, 12), 1],
    ['after it', monthIndex(2024, 6), 0],
  ])('a former ward whose mother died %s', (_, died, wanted) => {
    const child = person('vy', monthIndex(2008, 1), { mother: 0 });
    const mother = person('mai', monthIndex(1980, 1), { died });
    expect(asked(child, monthIndex(2025, 1), [mother])('former_ward')).toBe(wanted);
  });
});

test('the record of a member has the months before the month', () => {
  const member = person('mai', monthIndex(1980, 6), {
    earlierMonths: { compulsory: 3, voluntary: 100 },
    spells: [spell('voluntary', monthIndex(2026, 1), null, 2_000_000, true)],
  });
  const month = monthIndex(2026, 5);
  expectAll(
    filled((record) => fillMember(record, situation([member]), member, member.spells[0], month)),
    {
      age_years: 45,
      female: 1,
      own_account: 1,
      chosen_income: 2_000_000,
      declared_wage: 0,
      months_voluntary_total: 104,
    },
  );
});

test('the wage before a month is the mean of the last six contributed months, of fewer, or the first', () => {
  const worker = person('mai', monthIndex(1980, 6), {
    spells: [
      spell('compulsory', monthIndex(2025, 1), monthIndex(2025, 4), 5_000_000),
      spell('voluntary', monthIndex(2025, 4), monthIndex(2025, 8), 2_000_000),
      spell('compulsory', monthIndex(2025, 8), null, 8_000_000),
    ],
  });
  // February and March at five, August to November at eight.
  expect(wageBefore(worker, monthIndex(2025, 12))).toBe(7_000_000);
  expect(wageBefore(worker, monthIndex(2026, 2))).toBe(8_000_000);
  expect(wageBefore(worker, monthIndex(2025, 2))).toBe(5_000_000);
  expect(wageBefore(worker, monthIndex(2025, 9))).toBe(Math.round((15 + 8) * 250_000));
  expect(wageBefore(worker, monthIndex(2025, 1))).toBe(5_000_000);
  expect(wageBefore(worker, monthIndex(2024, 12))).toBe(0);
});
