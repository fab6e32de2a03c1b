import type { CountryInputs } from '../inputs/country.js';
import { asfrOf, maleShareAtBirth } from './expected.js';

/** Last age at which women give birth. */
export const LAST_AGE = 49;
/** Five-year groups of mothers' ages for the risk by education: 14-19, 20-24, ... 45-49. */
export const EDUCATION_GROUPS = 7;
/** Numbers of earlier births that are told apart: 0, 1, 2, 3, 4 and over. */
export const PARITIES = 5;

/** Rates and risks of one year. */
export interface FertilityYear {
  /** ASFR by completed age, 0..50. */
  readonly rate: Float64Array;
  /** [(((age group * regions + region) * 2 + area) * 2 + ethnicity) * 4 + education]. */
  readonly risk: Float64Array;
  readonly regions: number;
  /** By region and earlier births: [region * PARITIES + births]. */
  readonly parity: Float64Array;
  /** By completed months since the last birth; the last value holds from there on. */
  readonly spacing: Float64Array;
  /** Mean of `spacing` over twelve months, by the months since the last birth at the first of them. */
  readonly spacingOfYear: Float64Array;
  readonly union: Float64Array;
  readonly maleShare: number;
  readonly twinShare: number;
  readonly lossesPerDelivery: number;
  readonly adoptionChance: number;
}

/** Position of an age in the risks by education. */
export function educationGroup(age: number): number {
  const group = ((age / 5) | 0) - 3;
  return group < 0 ? 0 : group < EDUCATION_GROUPS ? group : EDUCATION_GROUPS - 1;
}

/** Reads the rates of a year and multiplies out the risks of residence, ethnicity and education. */
export function fertilityYear(country: CountryInputs, year: number): FertilityYear {
  const { relativeRisk, twinShare } = country.demography;
  const { spacing } = relativeRisk;
  const regions = country.residence.regions.length;
  const risk = new Float64Array(EDUCATION_GROUPS * regions * 16);
  for (let i = 0; i < risk.length; i++) {
    const group = Math.floor(i / (regions * 16));
    const [region, area, ethnicity, education] = [(i >> 4) % regions, (i >> 3) & 1, (i >> 2) & 1, i & 3];
    risk[i] =
      relativeRisk.region[region] *
      relativeRisk.area[area] *
      relativeRisk.ethnicity[ethnicity] *
      relativeRisk.education[group * 4 + education];
  }
  return {
    rate: Float64Array.from({ length: LAST_AGE + 2 }, (_, age) => asfrOf(country, year, age)),
    risk,
    regions,
    parity: relativeRisk.parity,
    spacing,
    spacingOfYear: spacing.map((_, months) => {
      let sum = 0;
      for (let month = 0; month < 12; month++) sum += spacing[Math.min(spacing.length - 1, months + month)];
      return sum / 12;
    }),
    union: relativeRisk.union,
    maleShare: maleShareAtBirth(country, year),
    twinShare,
    lossesPerDelivery: country.maternity.lossesPerDelivery,
    adoptionChance: country.maternity.adoptionChance,
  };
}
