import type { FamilyInputs } from '../../engine/inputs/country.js';
import { interpolate, normalised, shifted, shiftToMean, solveRising } from './curves.js';
import type { Parameters } from './parameters.js';
import type { Tables } from './tables.js';
import { AGES } from './years.js';

const ADULT_AGE = 18;
const FIRST_UNION_AGE = 15;
/** First unions at higher ages do not count in the mean age. */
const LAST_FIRST_UNION_AGE = 50;
/** Years of age from FIRST_UNION_AGE on over which the postponement of unions grows to its full height. */
const POSTPONED_OVER = 10;

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

/** Mean age at first union of a curve of shares ever in one: those under 50 who ever enter, by single ages. */
function meanAge(ever: Float64Array): number {
  const inTheEnd = ever[LAST_FIRST_UNION_AGE];
  return ever.reduce((sum, share, age) => sum + (age < LAST_FIRST_UNION_AGE ? 1 - share / inTheEnd : 0), 0);
}

/** A curve by age moved to later ages by `years(age)`, straight between its ages, level beyond its ends. */
function delayed(curve: Float64Array, years: (age: number) => number): Float64Array {
  const points = Array.from(curve, (value, at) => ({ at, value }));
  return curve.map((_, age) => interpolate(points, age - years(age)));
}

/**
 * The curve of women who grow up from the base year on: delayed by a number of years that rises from none at 15 to its
 * full height at 25, such that the mean age at first union is the newer one. Who entered a union before 18 has not
 * postponed it: fertility under 20 has not fallen since.
 */
function postponed(ever: Float64Array, newMean: number): Float64Array {
  const by = (years: number) =>
    delayed(ever, (age) => years * Math.min(1, Math.max(0, age - FIRST_UNION_AGE) / POSTPONED_OVER));
  return by(solveRising((years) => meanAge(by(years)), newMean, [0, POSTPONED_OVER]));
}

/**
 * Shares ever in a union by area, [area * 101 + age]: the national curve delayed in towns and advanced in the countryside,
 * then both moved by the same log-odds such that they mix to the national curve; the mean ages are `yearsApart`.
 */
function byArea(ever: Float64Array, urbanShare: number, yearsApart: number): Float64Array {
  const gap = (shares: Float64Array) => meanAge(shares.subarray(0, AGES)) - meanAge(shares.subarray(AGES));
  let moved = yearsApart;
  let shares = mixed(ever, urbanShare, moved);
  // The mixing changes the distance a little; five corrections leave less than a hundredth of a year.
  for (let round = 0; round < 5; round++) {
    moved *= yearsApart / gap(shares);
    shares = mixed(ever, urbanShare, moved);
  }
  return shares;
}

/** The curves of towns and countryside that stand `moved` years apart before they are mixed. */
function mixed(ever: Float64Array, urbanShare: number, moved: number): Float64Array {
  const weights = [urbanShare, 1 - urbanShare];
  const curves = [delayed(ever, () => weights[1] * moved), delayed(ever, () => -weights[0] * moved)];
  const shares = new Float64Array(2 * AGES);
  for (let age = FIRST_UNION_AGE; age < AGES; age++) {
    if (ever[age] === 0) continue;
    const both = curves.map((curve) => curve[age]);
    const shift = shiftToMean(both, weights, ever[age]);
    both.forEach((share, area) => {
      shares[area * AGES + age] = shifted(share, shift);
    });
  }
  return shares;
}

/** Unions by area and age (`urbanShare` is the national one of the base year), gaps of age between the partners, and children who live without one parent or both. */
export function families(
  tables: Tables,
  { families: figures }: Parameters,
  population: Float64Array,
  urbanShare: number,
): FamilyInputs {
  const { marriageAge } = figures;
  const yearsApart = marriageAge.urbanWomen - marriageAge.ruralWomen;
  const ageGap = marriageAge.men - marriageAge.women;
  const ever = everInUnion(tables);
  const ended = tables['ended-unions'].map((row) => ({ at: row.age, value: row.ended_pct / 100 }));
  const byAreaNow = byArea(ever, urbanShare, yearsApart);
  const gaps = Array.from(
    { length: figures.ageGapLast - figures.ageGapFirst + 1 },
    (_, i) => figures.ageGapFirst + i,
  );
  const children = population.reduce((sum, persons, i) => sum + (i % AGES < ADULT_AGE ? persons : 0), 0);
  return {
    everInUnion: byAreaNow,
    inUnion: byAreaNow.map((share, i) => share * (1 - interpolate(ended, (i % AGES) + 0.5))),
    laterEverInUnion: byArea(postponed(ever, marriageAge.women), urbanShare, yearsApart),
    ageGap: normalised(gaps.map((gap) => Math.exp(-(((gap - ageGap) / figures.ageGapDeviation) ** 2) / 2))),
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
