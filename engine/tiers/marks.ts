import type { VariableName } from '../inputs/variables.js';

/** Where a mark of a case begins in its bits, and how many it has. */
export type Mark = readonly [from: number, bits: number];

/** Marks of home and person that the cases of children and of members have in common. */
export const HOME_MARK = {
  /** 0 neither, 1 near-poor, 2 poor. */
  poverty: [0, 2],
  region: [4, 3],
  rural: [7, 1],
  ethnicity: [8, 1],
  difficultCommune: [9, 1],
  /** 0 poorest to 4 richest. */
  quintile: [10, 3],
  sex: [13, 1],
} as const satisfies Record<string, Mark>;

/** The value of a mark of the case at hand, as source. */
export function markSource([from, bits]: Mark): string {
  return `((marks >>> ${from}) & ${(1 << bits) - 1})`;
}

/** Whether a mark has a value, as source. */
export function markIs([from, bits]: Mark, value: number): string {
  return `((marks & ${((1 << bits) - 1) << from}) === ${value << from})`;
}

type Sources = Readonly<Partial<Record<VariableName, string>>>;

/** Flags and numbers of HOME_MARK by the names that formulas use. */
export const HOME_FLAGS: Sources = {
  poor: markIs(HOME_MARK.poverty, 2),
  near_poor: markIs(HOME_MARK.poverty, 1),
  urban: markIs(HOME_MARK.rural, 0),
  rural: markIs(HOME_MARK.rural, 1),
  ethnic_minority: markIs(HOME_MARK.ethnicity, 1),
  extremely_difficult_commune: markIs(HOME_MARK.difficultCommune, 1),
};
export const HOME_NUMBERS: Sources = {
  region: markSource(HOME_MARK.region),
  wage_zone: `wageZone[${markSource(HOME_MARK.region)} * 2 + ${markSource(HOME_MARK.rural)}]`,
  quintile: `(${markSource(HOME_MARK.quintile)} + 1)`,
};
