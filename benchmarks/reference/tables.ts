import { fertilityYear } from '../../engine/demography/fertility.js';
import { roundingOffsets } from '../../engine/demography/mothers.js';
import { FIRST_LAW_YEAR } from '../../engine/inputs/time.js';
import { RANKS } from '../../engine/population/columns.js';
import { PROCESS } from '../../engine/random/streams.js';
import type { Block } from './block.js';
import type { Dumpable } from './dump.js';
import type { Repetitions } from './measure.js';

/** Ranks below which a region's residents are urban in a year: [region]. */
export function urbanLimitOf({ model: { country } }: Block, year: number): Float64Array {
  const regions = country.residence.regions.length;
  const row = year - country.baseYear;
  return country.residence.urbanShare
    .subarray(row * regions, (row + 1) * regions)
    .map((share) => share * RANKS);
}

/** Poverty lines of a year, VND a head a month: urban, rural. */
export function lineOf({ model: { country, income } }: Block, year: number): Float64Array {
  const row = year - country.baseYear;
  return income.povertyLine.subarray(row * 2, row * 2 + 2);
}

/** All that the reference programs read: the columns, the tables of the engine's functions and the law of the ended year. */
export function tablesOf(block: Block, repetitions: Repetitions): Dumpable {
  const { model, law, endedYear, count, columns } = block;
  const { survival, labour, lumpSum, earnings, income, country } = model;
  const year = endedYear + 1;
  const fertility = fertilityYear(country, year);
  const january = (endedYear - FIRST_LAW_YEAR) * 12;
  const [{ from, ageFrom, ageBelow }] = law.tiers;
  return {
    endedYear,
    people: { count, ...Object.fromEntries(columns) },
    process: PROCESS,
    survival: { ...survival, urbanLimit: urbanLimitOf(block, year) },
    fertility: {
      ...fertility,
      longest: fertility.spacing.length - 1,
      offset: roundingOffsets(model.runKey, year, block.block),
    },
    labour,
    lumpSum,
    earnings,
    income,
    tier: { from, ageFrom, ageBelow, floorLine: lineOf(block, endedYear) },
    // The value of each parameter in the twelve months of the ended year.
    law: Object.fromEntries(
      law.parameters.map(({ name, values }) => [name, values.subarray(january, january + 12)]),
    ),
    wageZone: country.residence.wageZone,
    repetitions,
  };
}
