import type { EarningsInputs, IncomeInputs, ResidenceInputs } from '../../engine/inputs/country.js';
import { solveRising, weightedMean } from './curves.js';
import { giniOfMixture, sigmaOfGini } from './log-normal.js';
import type { Parameters } from './parameters.js';
import type { Tables } from './tables.js';
import { BASE_YEAR, byYear } from './years.js';

const URBAN = 0;
/** Least deviation of log income within an area and people of a region. */
const NARROWEST_SIGMA = 0.01;

/** Population share of each region and area in the base year: [region * 2 + area]. */
function areaWeights({ regions, regionShare, urbanShare }: ResidenceInputs): number[] {
  return regions.flatMap((_, r) => [regionShare[r] * urbanShare[r], regionShare[r] * (1 - urbanShare[r])]);
}

/**
 * Mean income per head by region and area in 2024 prices. Regions without a figure for 2024 grow from 2023 as the
 * country does; one ratio of urban to rural income, the same in all regions, reproduces the national ratio; the whole
 * is scaled to the national mean.
 */
function meansOf2024(tables: Tables, { income }: Parameters, place: ResidenceInputs): number[] {
  const weights = areaWeights(place);
  const growth = income.perHead2024VndPerMonth / income.perHead2023VndPerMonth;
  const regional = tables['regional-figures'].map(
    (row) => row.income_2024_vnd ?? row.income_2023_vnd * growth,
  );
  const split = (ratio: number) =>
    regional.flatMap((mean, r) => {
      const rural = mean / (1 - place.urbanShare[r] + place.urbanShare[r] * ratio);
      return [rural * ratio, rural];
    });
  const areaMean = (means: readonly number[], area: number) =>
    weightedMean(
      means,
      weights.map((weight, i) => (i % 2 === area ? weight : 0)),
    );
  const nationalRatio = income.urbanPerHead2024VndPerMonth / income.ruralPerHead2024VndPerMonth;
  const ratio = solveRising(
    (x) => areaMean(split(x), URBAN) / areaMean(split(x), 1 - URBAN),
    nationalRatio,
    [0.5, 5],
  );
  const means = split(ratio);
  const scale = income.perHead2024VndPerMonth / weightedMean(means, weights);
  return means.map((mean) => mean * scale);
}

/**
 * Deviation of log income within region, area and ethnicity, by region: that at which the region, a mixture of its areas
 * and peoples, has its published Gini coefficient.
 */
function sigmaWithin(
  tables: Tables,
  { income }: Parameters,
  place: ResidenceInputs,
  means: readonly number[],
): Float64Array {
  const weights = areaWeights(place);
  return Float64Array.from(tables['regional-figures'], ({ income_gini }, r) => {
    const cells = [2 * r, 2 * r + 1].flatMap((i) => {
      const minority = place.minorityShare[i];
      const mean = means[i] / (1 - minority + minority * income.minorityRatio);
      return [
        { weight: weights[i] * (1 - minority), mean },
        { weight: weights[i] * minority, mean: mean * income.minorityRatio },
      ];
    });
    const gini = (sigma: number) => giniOfMixture(cells.map((cell) => ({ ...cell, sigma })));
    return solveRising(gini, income_gini, [NARROWEST_SIGMA, sigmaOfGini(income_gini)]);
  });
}

/**
 * Share of the households below the income criterion that count as poor, by region: that of 2022, the last count with
 * both figures for every region, moved as the national share has moved to 2024.
 */
function deprivedShares(tables: Tables, { income }: Parameters): Float64Array {
  const moved =
    income.poorShare2024 /
    income.poorNearPoorShare2024 /
    (income.poorShare2022 / income.poorNearPoorShare2022);
  return Float64Array.from(
    tables['regional-figures'],
    ({ poor_2022_pct, poor_near_poor_2022_pct }) => (poor_2022_pct / poor_near_poor_2022_pct) * moved,
  );
}

/** Income criterion by year and area: nominal steps as decided, then from `upratedFrom` on uprated with prices. */
function povertyLines(tables: Tables, priceIndex: Float64Array, upratedFrom: number): Float64Array {
  const rows = tables['poverty-lines'].toSorted((a, b) => a.first_year - b.first_year);
  return byYear(2, (year, area) => {
    const row = rows.findLast(({ first_year }) => first_year <= year) ?? rows[0];
    const uprating =
      year < upratedFrom ? 1 : priceIndex[year - BASE_YEAR] / priceIndex[upratedFrom - 1 - BASE_YEAR];
    return (area === URBAN ? row.urban_vnd : row.rural_vnd) * uprating;
  });
}

/** Household income per head, its spread, and the poverty criterion. */
export function income(
  tables: Tables,
  parameters: Parameters,
  place: ResidenceInputs,
  priceIndex: Float64Array,
): IncomeInputs {
  const figures = parameters.income;
  const means = meansOf2024(tables, parameters, place);
  const growthToBase = figures.perHead2024VndPerMonth / figures.perHead2023VndPerMonth;
  return {
    meanPerHead: Float64Array.from(means, (mean) => mean * growthToBase),
    minorityRatio: figures.minorityRatio,
    sigma: sigmaWithin(tables, parameters, place, means),
    childEffect: figures.childEffect,
    earningsCorrelation: figures.earningsCorrelation,
    step: figures.rankStep,
    povertyLine: povertyLines(tables, priceIndex, figures.povertyLineUpratedFrom),
    deprivedShare: deprivedShares(tables, parameters),
  };
}

/** Earnings of workers and what is declared of them to social insurance. */
export function earnings(tables: Tables, { earnings: figures }: Parameters): EarningsInputs {
  const { male, female, urban, rural } = figures.meanVndPerMonth;
  return {
    meanBySex: Float64Array.of(male, female),
    meanByArea: Float64Array.of(urban, rural),
    educationRatio: Float64Array.from(figures.educationRatio),
    regionRatio: Float64Array.from(tables['regional-figures'], (row) => row.earnings_ratio),
    informalRatio: figures.informalRatio,
    ownAccountRatio: figures.ownAccountRatio,
    sigmaPersistent: figures.sigmaPersistent,
    sigmaTransitory: figures.sigmaTransitory,
    declaredShare: figures.declaredShare,
  };
}
