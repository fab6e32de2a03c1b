import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeAccumulators, merge } from '../../../engine/indicators/accumulators.js';
import { resultRows } from '../../../engine/indicators/rows.js';
import { makeModel } from '../../../engine/projection/model.js';
import { runEngine } from '../../../engine/run.js';
import { runBlocks } from '../../../engine/workers/pool.js';
import { planTasks } from '../../../engine/workers/task.js';
import { birthTier, childTier, number, read, scenario, vietNam } from '../../support/engine.js';

const baseline = scenario('baseline', [birthTier('grant', { eligibility: read('poor') })]);
const reform = scenario('reform', [
  birthTier('grant', { eligibility: read('poor') }),
  childTier('child', { takeUp: number(0.5) }),
]);
const request = {
  country: vietNam,
  scenarios: [baseline, reform],
  seed: 's',
  persons: 50_000,
  toYear: 2028,
} as const;

const text = (rows: unknown) => JSON.stringify(rows);

describe('same input, same bytes', () => {
  test('for the calling thread, one worker and two workers', async () => {
    const results = await Promise.all([0, 1, 2].map((workers) => runEngine(request, { workers })));
    expect(results[0].blocks).toBeGreaterThan(2);
    expect(text(results[1].rows)).toBe(text(results[0].rows));
    expect(text(results[2].rows)).toBe(text(results[0].rows));
  });

  test('for any order of blocks', async () => {
    const model = makeModel(vietNam, request.scenarios, 's', 50_000, 2027);
    const inOrder = await runBlocks({ kind: 'simulate', model, keep: false }, {});
    const backwards = await runBlocks(
      { kind: 'simulate', model, keep: false },
      { order: (tasks) => [...tasks].reverse() },
    );
    expect(text(resultRows(model, backwards.sums))).toBe(text(resultRows(model, inOrder.sums)));
  });

  test('another seed gives another result', async () => {
    const small = { ...request, persons: 5000, toYear: 2026 };
    const a = await runEngine(small, { workers: 0 });
    const b = await runEngine({ ...small, seed: 't' }, { workers: 0 });
    expect(text(b.rows)).not.toBe(text(a.rows));
  });

  test('a reform changes no row of the baseline', async () => {
    const small = { ...request, persons: 20_000, toYear: 2027 };
    const alone = await runEngine({ ...small, scenarios: [baseline] }, { workers: 0 });
    const both = await runEngine(small, { workers: 0 });
    expect(text(both.rows.filter((row) => row.scenario === 'baseline'))).toBe(text(alone.rows));
  });
});

describe('running', () => {
  test('tells its progress and stops when asked', async () => {
    const seen: number[] = [];
    const controller = new AbortController();
    const run = runEngine(
      { ...request, persons: 200_000, toYear: 2050 },
      {
        workers: 1,
        signal: controller.signal,
        onProgress: ({ blocksDone }) => {
          seen.push(blocksDone);
          controller.abort();
        },
      },
    );
    await expect(run).rejects.toThrow(/abort/i);
    expect(seen).toEqual([1]);
  });

  test('a scenario that cannot be paid fails the run with its name', async () => {
    const wrong = scenario('wrong', [childTier('gold', { amount: number(1e12) })]);
    await expect(
      runEngine({ ...request, scenarios: [wrong], persons: 5000 }, { workers: 1 }),
    ).rejects.toThrow(/tier gold/);
  });

  test('tasks hold every block once, in order', () => {
    for (const blocks of [1, 2, 95, 96, 97, 6183]) {
      const tasks = planTasks(blocks);
      expect(tasks[0].first).toBe(0);
      expect(tasks.at(-1)?.end).toBe(blocks);
      for (let i = 1; i < tasks.length; i++) expect(tasks[i].first).toBe(tasks[i - 1].end);
      expect(tasks.length).toBeLessThanOrEqual(96);
    }
  });
});

describe('merging sums', () => {
  test('any order and any grouping gives the same sums, to the dong', () => {
    // Whole dong near the largest that a block can hold.
    const dong = fc.integer({ min: 0, max: 400_000_000_000_000 });
    const part = (amounts: readonly number[]) => {
      const sums = makeAccumulators(1, 1, 1);
      amounts.forEach((amount, i) => {
        sums.tiers[4 * i + 3] = amount;
        sums.tiers[4 * i] = amount % 1000;
        sums.lives[i] = amount % 77;
      });
      return sums;
    };
    fc.assert(
      fc.property(
        fc.array(fc.array(dong, { minLength: 5, maxLength: 5 }), { minLength: 2, maxLength: 12 }),
        (parts) => {
          const forwards = makeAccumulators(1, 1, 1);
          for (const amounts of parts) merge(forwards, part(amounts));
          const backwards = makeAccumulators(1, 1, 1);
          for (const amounts of [...parts].reverse()) merge(backwards, part(amounts));
          expect(backwards).toEqual(forwards);
          for (let i = 0; i < 5; i++) {
            const exact = parts.reduce((sum, amounts) => sum + BigInt(amounts[i]), 0n);
            const { billions, tiers } = forwards;
            expect(BigInt(billions[i]) * 1_000_000_000n + BigInt(tiers[4 * i + 3])).toBe(exact);
          }
        },
      ),
    );
  });
});
