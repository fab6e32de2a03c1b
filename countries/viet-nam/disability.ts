import type { DemographyInputs } from '../../engine/inputs/country.js';
import { solveRising } from './curves.js';
import type { Parameters } from './parameters.js';
import { AGES } from './years.js';

/** Youngest age of the survey, and oldest of its children. */
const SURVEYED_FROM = 2;
const LAST_CHILD_AGE = 17;
/** Bounds of the yearly growth of the share with age. */
const GROWTH = [0, 0.1] as const;

type Disability = Pick<DemographyInputs, 'disability' | 'severeShare' | 'exceptionallySevereShare'>;

/**
 * Share of persons with a disability by age: the published one to 17, then rising by the same factor with every year of
 * age, such that the share of all residents of two and over in the base year is the published one.
 * `population` is [sex * 101 + age].
 */
export function disability({ disability: figures }: Parameters, population: Float64Array): Disability {
  const at = (age: number, growth: number) =>
    Math.min(1, figures.childrenShare * Math.exp(growth * Math.max(0, age - LAST_CHILD_AGE)));
  const overall = (growth: number) => {
    let disabled = 0;
    let persons = 0;
    population.forEach((residents, i) => {
      if (i % AGES < SURVEYED_FROM) return;
      disabled += residents * at(i % AGES, growth);
      persons += residents;
    });
    return disabled / persons;
  };
  const growth = solveRising(overall, figures.personsShare, GROWTH);
  return {
    disability: Float64Array.from({ length: AGES }, (_, age) => at(age, growth)),
    severeShare: figures.severeShare,
    exceptionallySevereShare: figures.exceptionallySevereShare,
  };
}
