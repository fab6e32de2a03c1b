import { monthIndex } from '../../engine/inputs/time.js';
import { CHILD_BELOW_MONTHS } from '../../engine/labour/households.js';
import type { Model } from '../../engine/projection/model.js';
import { type Measurer, Ratio, stayers } from './measurer.js';

const BASE_YEAR = 2025;
const MILLION = 1e6;
const POOR = 2;
/** Years of the counts that the same figure is held against. */
const COUNTS = [2023, 2024];

/** Incomes of persons in rising order, for the plots. */
export interface IncomeTally {
  readonly sorted: () => Float64Array;
}

/** Household income per head and poverty at the end of the base year. */
export function measureIncome({ country }: Model): Measurer & { readonly tally: IncomeTally } {
  const regions = country.residence.regions.map(({ id }) => id);
  const incomes: number[] = [];
  /** Incomes of persons by region and area. */
  const local = new Map<string, number[]>();
  const means = new Map<string, Ratio>();
  const poverty = new Map<string, Ratio>();
  const add = (table: Map<string, Ratio>, id: string, value: number) => {
    const ratio = table.get(id) ?? new Ratio();
    table.set(id, ratio);
    ratio.add(value);
  };
  let sorted: Float64Array | undefined;

  const look: Measurer['look'] = ({ people, year }) => {
    if (year !== BASE_YEAR) return;
    const heads = new Set<number>();
    const lastAdult = monthIndex(year, 12) - CHILD_BELOW_MONTHS;
    for (const i of stayers(people)) {
      const head = people.household[i];
      // Who has no household has no income per head; the gate on households without a head counts them.
      if (people.household[head] !== head) continue;
      const income = people.incomePerHead[head] / MILLION;
      incomes.push(income);
      heads.add(head);
      add(means, 'mean', income);
      for (const id of [regions[people.region[i]], people.area[i] === 0 ? 'urban' : 'rural']) {
        add(means, id, income);
        const there = local.get(id);
        if (there) there.push(income);
        else local.set(id, [income]);
      }
      const below = Number(people.poverty[head] > 0);
      add(poverty, 'persons', below);
      if (people.birthMonth[i] > lastAdult) add(poverty, 'children', below);
    }
    for (const head of heads) {
      const status = people.poverty[head];
      const ids = [
        '',
        `-${regions[people.region[head]]}`,
        ...(people.ethnicity[head] === 1 ? ['-minority'] : []),
      ];
      for (const id of ids) {
        add(poverty, `poor-near-poor${id}`, Number(status > 0));
        add(poverty, `poor${id}`, Number(status === POOR));
      }
    }
  };

  const inOrder = () => {
    sorted ??= Float64Array.from(incomes).sort();
    return sorted;
  };

  const report: Measurer['report'] = (figures) => {
    const all = inOrder();
    const mean = means.get('mean')?.value ?? Number.NaN;
    for (const [id, ratio] of means) figures.set(`income-${id}`, id === 'mean' ? mean : ratio.value / mean);
    const fifth = (n: number) =>
      meanOf(all, Math.round((n * all.length) / 5), Math.round(((n + 1) * all.length) / 5));
    figures.set('income-poorest-fifth', fifth(0) / mean);
    figures.set('income-richest-fifth', fifth(4) / mean);
    figures.set('income-fifths-ratio', fifth(4) / fifth(0));
    figures.set('gini', gini(all));
    figures.set('income-sigma', logDeviation(all));
    for (let cut = 1; cut < 5; cut++)
      figures.set(`income-cut-${cut}`, all[Math.floor((cut * all.length) / 5)]);
    for (const [id, values] of local) figures.set(`gini-${id}`, gini(Float64Array.from(values).sort()));
    for (const [id, ratio] of poverty) {
      figures.set(id, ratio.value);
      for (const count of COUNTS) figures.set(`${id}-${count}`, ratio.value);
    }
    figures.set(
      'child-poverty',
      (poverty.get('children')?.value ?? 0) / (poverty.get('persons')?.value ?? 0),
    );
    const minority = figures.get('poor-near-poor-minority') ?? Number.NaN;
    figures.set('poor-near-poor-minority', minority / (figures.get('poor-near-poor') ?? Number.NaN));
  };

  return { look, report, tally: { sorted: inOrder } };
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  return sum / (to - from);
}

/** Gini coefficient of values in rising order. */
export function gini(sorted: Float64Array): number {
  let sum = 0;
  let weighted = 0;
  sorted.forEach((value, i) => {
    sum += value;
    weighted += (i + 1) * value;
  });
  const n = sorted.length;
  return (2 * weighted) / (n * sum) - (n + 1) / n;
}

function logDeviation(values: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    const log = Math.log(value);
    sum += log;
    squares += log * log;
  }
  const mean = sum / values.length;
  return Math.sqrt(squares / values.length - mean * mean);
}
