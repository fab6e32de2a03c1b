import { monthIndex } from '../../engine/inputs/time.js';
import type { ResultRow } from '../../engine/results.js';
import { monthsBefore } from '../../engine/tiers/records.js';
import type { MakeMeasurer, Measurer } from './measurer.js';

const BASE_YEAR = 2025;
const QUALIFYING_MONTHS = 6;
const VOLUNTARY = ['voluntary-maternity-allowance', 'voluntary-father-allowance'];

/** Current law with everybody claiming, the extra month for a second child given or not from the start. */
export const EXTRA_MONTH_SCENARIOS = [0, 1].map(
  (months) => `id: extra-month-${months}
extends: current-law
title: { en: 'Second child: ${months} months more', vi: 'Con thứ hai: thêm ${months} tháng' }
parameters:
  second_child_extra_leave:
    mark: assumption
    reference: variant for measuring
    values: [{ from: 2016-01, value: ${months} }]
  take_up_compulsory:
    mark: assumption
    reference: variant for measuring
    values: [{ from: 2024-01, value: 1 }]
`,
);

/** Counts the insured mothers of the base year who have their second child. */
export const measureSecondChildren: MakeMeasurer = ({ plan }) => {
  let mothers = 0;
  return {
    look({ people, year, deliveries }) {
      if (year !== BASE_YEAR) return;
      for (const { mother, month, livingBefore } of deliveries) {
        const months = monthsBefore(people.compulsoryMonths[mother], month - monthIndex(year, 1));
        if (livingBefore === 1 && months >= QUALIFYING_MONTHS) mothers += plan.weight;
      }
    },
    report(figures) {
      // Divided into the cost of the month once the result table is there.
      figures.set('second-children', mothers);
    },
  } satisfies Measurer;
};

/** Figures that stand in the result table: benefits under current law, and the path of coverage. */
export function benefitFigures(rows: readonly ResultRow[], figures: Map<string, number>): void {
  const value = (scenario: string, year: number, indicator: string, branch: string, tier: string) =>
    rows.find(
      (row) =>
        row.scenario === scenario &&
        row.year === year &&
        row.indicator === indicator &&
        row.branch === branch &&
        row.tier === tier &&
        row.dimension === 'total',
    )?.value ?? Number.NaN;
  const law = (year: number, indicator: string, tier: string) =>
    value('current-law', year, indicator, 'maternity', tier);
  const voluntary = (year: number, indicator: string) =>
    VOLUNTARY.reduce((sum, tier) => sum + law(year, indicator, tier), 0);
  const years = [2026, 2027, 2028, 2029, 2030];

  figures.set('mothers-with-benefit', law(BASE_YEAR, 'effective_coverage', 'all'));
  figures.set('voluntary-allowance', mean(years.map((year) => voluntary(year, 'beneficiaries'))));
  figures.set(
    'voluntary-allowance-cost',
    [BASE_YEAR, ...years].reduce((sum, year) => sum + voluntary(year, 'benefit_cost'), 0),
  );
  const cost = (months: number) =>
    value(`extra-month-${months}`, BASE_YEAR, 'benefit_cost', 'maternity', 'compulsory-maternity');
  const billions = cost(1) - cost(0);
  figures.set('extra-month', (billions * 1000) / (figures.get('second-children') ?? Number.NaN));
  for (const year of [2030, 2045])
    figures.set(`member-rate-${year}`, value('current-law', year, 'insured_rate', 'all', 'all'));
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
