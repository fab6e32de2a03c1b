import type { MacroInputs } from '../../engine/inputs/country.js';
import type { MacroPath } from '../../engine/inputs/projection.js';
import { interpolate } from './curves.js';
import type { Parameters } from './parameters.js';
import type { Tables } from './tables.js';
import { BASE_YEAR, byYear } from './years.js';

/**
 * GDP, the budget, prices, wages and incomes along a growth path. Real wages and real income per head grow by fixed
 * gaps more slowly than real GDP; the GDP deflator moves with consumer prices; the budget keeps its share of GDP.
 */
export function macro(tables: Tables, { macro: figures }: Parameters, path: MacroPath): MacroInputs {
  const points = tables['growth-paths']
    .filter((row) => row.path === path)
    .map((row) => ({ at: row.year, value: row.real_growth_pct / 100 }));
  const index = (growth: (year: number) => number) => {
    let level = 1;
    return byYear(1, (year) => {
      if (year > BASE_YEAR) level *= (1 + growth(year)) * (1 + figures.priceGrowth);
      return level;
    });
  };
  const nominal = index((year) => interpolate(points, year));
  return {
    gdp: nominal.map((level) => level * figures.gdp2025VndBillion),
    governmentExpenditure: nominal.map((level) => level * figures.governmentExpenditure2025VndBillion),
    priceIndex: index(() => 0),
    wageIndex: index((year) => interpolate(points, year) - figures.wageGrowthGap),
    incomeIndex: index((year) => interpolate(points, year) - figures.incomeGrowthGap),
  };
}
