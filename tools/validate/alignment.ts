import { type Model, makeModel } from '../../engine/projection/model.js';
import { makeSimulator } from '../../engine/projection/simulator.js';
import type { Measures } from './judge.js';
import { measureDemography } from './measure-demography.js';

/** Both sexes by single age to 100, as the expected population has them. */
const CELLS = 202;
/** ASFRs of ages 15 to 49. */
const YOUNGEST = 15;
const FERTILE_AGES = 35;
const YEARS = [2025, 2030, 2035, 2040, 2045];

/** What is held against the rates; `id` with the year is the figure that `measureDemography` writes. */
const ALIGNED_MEASURES = [
  { id: 'population', name: 'population, 1 July', unit: 'persons' },
  { id: 'births', name: 'births', unit: 'persons' },
  { id: 'deaths', name: 'deaths', unit: 'persons' },
  { id: 'tfr', name: 'total fertility rate', unit: 'children per woman' },
  { id: 'childbearing-age', name: 'mean age at childbearing, years', unit: 'age' },
] as const;
export type AlignedMeasure = (typeof ALIGNED_MEASURES)[number];

/** One figure of one year with and without alignment, and what the rates give. */
export interface AlignmentRow {
  readonly measure: AlignedMeasure;
  readonly year: number;
  readonly target: number;
  readonly aligned: number;
  readonly unaligned: number;
}

/** Simulates the sample of an aligned model once more without alignment and without benefits, and compares the two. */
export function compareAlignment(model: Model, { figures: aligned }: Measures, seed: string): AlignmentRow[] {
  const { country, plan, toYear } = model;
  const unaligned = demographyOf(makeModel(country, [], seed, plan.persons, toYear, false));
  return ALIGNED_MEASURES.flatMap((measure) =>
    YEARS.map((year) => {
      const id = `${measure.id}-${year}`;
      const figure = (figures: ReadonlyMap<string, number>) => figures.get(id) ?? Number.NaN;
      return {
        measure,
        year,
        target: targetOf(model, measure.id, year),
        aligned: figure(aligned),
        unaligned: figure(unaligned),
      };
    }),
  );
}

function demographyOf(model: Model): ReadonlyMap<string, number> {
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  const measurer = measureDemography(model);
  for (let block = 0; block < model.plan.blocks; block++) {
    simulator.run(block, sums, {
      onYear: (people, year, deliveries) => measurer.look({ people, year, deliveries }),
    });
  }
  const figures = new Map<string, number>();
  measurer.report(figures, new Map());
  return figures;
}

/** What the rates give: totals of their cohort-component projection, TFR and mean age of the ASFRs themselves. */
export function targetOf({ country, expected }: Model, id: AlignedMeasure['id'], year: number): number {
  const y = year - country.baseYear;
  if (id === 'births') return expected.births[y];
  if (id === 'deaths') return expected.deaths[y];
  if (id === 'population') {
    return expected.midYear
      .subarray(y * CELLS, (y + 1) * CELLS)
      .reduce((sum, residents) => sum + residents, 0);
  }
  const { asfr, firstFertilityYear } = country.demography;
  const from = (year - firstFertilityYear) * FERTILE_AGES;
  const rates = asfr.subarray(from, from + FERTILE_AGES);
  const tfr = rates.reduce((sum, rate) => sum + rate, 0);
  // A birth at completed age x falls half a year after the birthday on average.
  return id === 'tfr' ? tfr : rates.reduce((sum, rate, i) => sum + rate * (YOUNGEST + 0.5 + i), 0) / tfr;
}
