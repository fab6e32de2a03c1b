import type { ResidenceInputs } from '../../engine/inputs/country.js';
import { interpolate, normalised, shifted, shiftToMean, solveRising } from './curves.js';
import type { Parameters } from './parameters.js';
import type { Tables } from './tables.js';
import { BASE_YEAR, LAST_YEAR, YEARS } from './years.js';

/** National urban share in a year (0..1): the path of urbanisation, straight between its years. */
export function nationalUrbanShare(tables: Tables, year: number): number {
  const points = tables.urbanisation.map((row) => ({ at: row.year, value: row.urban_pct / 100 }));
  return interpolate(points, year);
}

/** Urban share by region and year: the regions' shares, all shifted by the same log-odds to the national share. */
function urbanShares(tables: Tables, regionShare: Float64Array): Float64Array {
  const reference = tables['regional-figures'].map((row) => row.urban_pct / 100);
  const shares = new Float64Array(YEARS * reference.length);
  for (let year = BASE_YEAR; year <= LAST_YEAR; year++) {
    const shift = shiftToMean(reference, regionShare, nationalUrbanShare(tables, year));
    reference.forEach((share, region) => {
      shares[(year - BASE_YEAR) * reference.length + region] = shifted(share, shift);
    });
  }
  return shares;
}

/**
 * Minority share by region and area. The log-odds of a region's share are moved by one shift for everybody and one more
 * for rural areas, such that the national share and the rural share of the minority come out.
 */
function minorityShares(
  tables: Tables,
  { residence }: Parameters,
  regionShare: Float64Array,
  urbanShare: Float64Array,
): Float64Array {
  const reference = tables['regional-figures'].flatMap((row) => [
    row.minority_pct / 100,
    row.minority_pct / 100,
  ]);
  const weights = reference.map((_, i) => {
    const region = i >> 1;
    return regionShare[region] * (i % 2 === 0 ? urbanShare[region] : 1 - urbanShare[region]);
  });
  const sharesAt = (ruralShift: number) => {
    const tilted = reference.map((share, i) => shifted(share, i % 2 === 0 ? 0 : ruralShift));
    const shift = shiftToMean(tilted, weights, residence.minorityShare);
    return tilted.map((share) => shifted(share, shift));
  };
  const ruralPart = (ruralShift: number) => {
    const persons = sharesAt(ruralShift).map((share, i) => share * weights[i]);
    const rural = persons.reduce((sum, value, i) => sum + (i % 2 === 0 ? 0 : value), 0);
    return rural / persons.reduce((sum, value) => sum + value, 0);
  };
  return Float64Array.from(sharesAt(solveRising(ruralPart, residence.minorityRuralShare, [-6, 6])));
}

/** Where people live: regions, towns and countryside, minorities, communes in extreme difficulty, wage zones. */
export function residence(tables: Tables, parameters: Parameters): ResidenceInputs {
  const rows = tables['regional-figures'];
  const regionShare = normalised(rows.map((row) => row.population_thousand));
  const urbanShare = urbanShares(tables, regionShare);
  return {
    regions: rows.map((row) => ({ id: row.region, en: row.name_en, vi: row.name_vi })),
    regionShare,
    urbanShare,
    minorityShare: minorityShares(tables, parameters, regionShare, urbanShare),
    difficultShare: Float64Array.from(
      rows.flatMap((row) => [
        0,
        0,
        row.difficult_majority_rural_pct / 100,
        row.difficult_minority_rural_pct / 100,
      ]),
    ),
    wageZone: Uint8Array.from(rows.flatMap((row) => [row.wage_zone_urban, row.wage_zone_rural])),
  };
}
