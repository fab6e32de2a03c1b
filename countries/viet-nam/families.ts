import type { FamilyInputs } from '../../engine/inputs/country.js';
import { interpolate, normalised } from './curves.js';
import type { Parameters } from './parameters.js';
import type { Tables } from './tables.js';
import { AGES } from './years.js';

const ADULT_AGE = 18;
const FIRST_UNION_AGE = 15;

/** Share of women ever married by age: given for age groups, read at their middles, nobody at 15 exactly. */
function everInUnion(tables: Tables): Float64Array {
  const married = [
    { at: FIRST_UNION_AGE, value: 0 },
    ...tables['ever-married'].map((row) => ({
      at: (row.age_from + row.age_to + 1) / 2,
      value: row.ever_married_pct / 100,
    })),
  ];
  return Float64Array.from({ length: AGES }, (_, age) => interpolate(married, age + 0.5));
}

/** Share of women in a union by age: ever married times not widowed, divorced or separated. */
function inUnion(tables: Tables): Float64Array {
  const ended = tables['ended-unions'].map((row) => ({ at: row.age, value: row.ended_pct / 100 }));
  return everInUnion(tables).map((share, age) => share * (1 - interpolate(ended, age + 0.5)));
}

/** Unions, gaps of age between the partners, and children who live without one parent or both. */
export function families(
  tables: Tables,
  { families: figures }: Parameters,
  population: Float64Array,
): FamilyInputs {
  const gaps = Array.from(
    { length: figures.ageGapLast - figures.ageGapFirst + 1 },
    (_, i) => figures.ageGapFirst + i,
  );
  const children = population.reduce((sum, persons, i) => sum + (i % AGES < ADULT_AGE ? persons : 0), 0);
  return {
    everInUnion: everInUnion(tables),
    inUnion: inUnion(tables),
    ageGap: normalised(
      gaps.map((gap) => Math.exp(-(((gap - figures.ageGapMean) / figures.ageGapDeviation) ** 2) / 2)),
    ),
    ageGapFirst: figures.ageGapFirst,
    motherOnly: figures.motherOnlyShare,
    fatherOnly: figures.fatherOnlyShare,
    neither: figures.childrenWithoutParents / children,
    withParents: Float64Array.from({ length: AGES }, (_, age) =>
      interpolate(
        tables['living-with-parents'].map((row) => ({ at: row.age, value: row.with_parents_pct / 100 })),
        age,
      ),
    ),
    stemCouples: figures.stemCouplesShare,
    eldersWithFamily: figures.eldersWithFamilyShare,
    elderCouplesWithFamily: figures.elderCouplesWithFamilyShare,
    divorced: figures.divorcedShare,
    divorceYears: figures.divorceYears,
    remarriage: Float64Array.from(figures.remarriage),
  };
}
