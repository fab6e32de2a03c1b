import { describe, expect, it } from 'vitest';
import type { ResultRow } from '../../engine/results.js';
import { KeptLives } from '../../src/kept-lives.js';
import { executeRun, simulateRun } from '../../src/run.js';
import { planOf, smallRun } from './queue-tools.js';
import { reform } from './reforms.js';

const YEARS = { toYear: 2027, persons: 2000 };

/** A design that pays a lump sum of so many base salaries for a birth, with further lines of its own. */
function design(months: number, ...lines: readonly string[]) {
  const value = `{ from: 2016-01, value: ${months} }`;
  const parameter = `{ mark: assumption, reference: a test, values: [${value}] }`;
  return reform('mine', 'extends: current-law', `parameters: { lump_sum_months: ${parameter} }`, ...lines);
}

function planWith(months: number, fields: Parameters<typeof smallRun>[1] = {}, ...lines: readonly string[]) {
  return planOf(smallRun('kept', { ...YEARS, scenarios: [design(months, ...lines)], ...fields }));
}

const cost = (rows: readonly ResultRow[], id: string) =>
  rows
    .filter((row) => row.scenario === id && row.indicator === 'benefit_cost' && row.dimension === 'total')
    .reduce((sum, { value }) => sum + value, 0);

describe('lives that are kept', () => {
  it('give other designs the results of a run of their own, and the record says that they were kept', async () => {
    const lives = new KeptLives(2000);
    const first = await executeRun(planWith(2), { workers: 0, lives });
    expect(first.record.simulated).not.toHaveProperty('keptPersonYears');
    expect(lives.bytes).toBeGreaterThan(0);
    const plan = planWith(5);
    const own = await executeRun(plan, { workers: 0 });
    const kept = await executeRun(plan, { workers: 0, lives });
    expect(kept.rows).toEqual(own.rows);
    expect(kept.record.results).toEqual(own.record.results);
    expect(kept.record.id).toBe(own.record.id);
    const { personYears } = own.record.simulated;
    expect(kept.record.simulated).toEqual({ ...own.record.simulated, keptPersonYears: personYears });
    // They are another design's: the test could not fail if both were the first.
    expect(cost(kept.rows, 'mine')).toBeGreaterThan(cost(first.rows, 'mine'));
  });

  it.each([
    ['seed', { seed: 'another' }],
    ['persons', { persons: 1000 }],
    ['last year', { toYear: 2026 }],
    ['alignment', { alignment: false }],
  ])('are not those of another %s', async (_, fields) => {
    const lives = new KeptLives(3000);
    await simulateRun(planWith(2), { workers: 0, lives });
    const plan = planWith(2, fields);
    const { rows, simulated } = await simulateRun(plan, { workers: 0, lives });
    expect(simulated).not.toHaveProperty('keptPersonYears');
    expect(rows).toEqual((await simulateRun(plan, { workers: 0 })).rows);
  });

  it('are of one projection each, and those asked for longest ago make room', async () => {
    const lives = new KeptLives(4000);
    const medium = planWith(2);
    const both = planWith(2, {}, 'projection: { fertility: high }');
    const low = planWith(2, {}, 'projection: { fertility: low }');
    const keptOf = async (plan: typeof medium) => {
      const { rows, simulated } = await simulateRun(plan, { workers: 0, lives });
      expect(rows).toEqual((await simulateRun(plan, { workers: 0 })).rows);
      return (simulated.keptPersonYears ?? 0) / simulated.personYears;
    };
    expect(await keptOf(medium)).toBe(0);
    // The baseline's projection is kept, that of the reform is not.
    expect(await keptOf(both)).toBeCloseTo(0.5, 2);
    expect(await keptOf(both)).toBe(1);
    // The low one takes the place of the high one, of which nothing is known afterwards.
    await keptOf(medium);
    expect(await keptOf(low)).toBeCloseTo(0.5, 2);
    expect(await keptOf(both)).toBeCloseTo(0.5, 2);
  });

  it('are none where more persons are simulated than may be kept', async () => {
    for (const most of [0, 1999]) {
      const lives = new KeptLives(most);
      for (const months of [2, 3]) {
        const { simulated } = await simulateRun(planWith(months), { workers: 0, lives });
        expect(simulated).not.toHaveProperty('keptPersonYears');
      }
      expect(lives.bytes).toBe(0);
    }
  });

  it('are not those with a response, which are simulated each time', async () => {
    const lives = new KeptLives(2000);
    const responding = planWith(5, {}, 'behaviour: { joining_elasticity: 1 }');
    await simulateRun(planWith(2), { workers: 0, lives });
    const before = lives.bytes;
    const { rows, simulated } = await simulateRun(responding, { workers: 0, lives });
    expect(rows).toEqual((await simulateRun(responding, { workers: 0 })).rows);
    expect(rows.some(({ scenario }) => scenario === 'mine+response')).toBe(true);
    expect(simulated.keptPersonYears! / simulated.personYears).toBeCloseTo(0.5, 2);
    expect(lives.bytes).toBe(before);
  });
});
