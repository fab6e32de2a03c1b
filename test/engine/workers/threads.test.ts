import { afterEach, describe, expect, test } from 'vitest';
import { resultRows } from '../../../engine/indicators/rows.js';
import { makeModel } from '../../../engine/projection/model.js';
import { DIMENSIONS, type Dimension } from '../../../engine/results.js';
import { runEngine } from '../../../engine/run.js';
import { runBlocks } from '../../../engine/workers/pool.js';
import { planTasks, usefulThreads } from '../../../engine/workers/task.js';
import { Threads } from '../../../engine/workers/threads.js';
import { birthTier, childTier, number, scenario, vietNam } from '../../support/engine.js';

const law = [scenario('law', [birthTier('grant'), childTier('child')])];
const threads: Threads[] = [];

function started(count: number): Threads {
  const made = new Threads(count);
  threads.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(threads.splice(0).map((one) => one.stop()));
});

describe('threads that are kept', () => {
  test('serve one run after the other, each with its own sums', async () => {
    const kept = started(2);
    for (const seed of ['s', 't', 's']) {
      const request = { country: vietNam, scenarios: law, seed, persons: 40_000, toYear: 2026 };
      const here = await runEngine(request, { workers: 0 });
      const there = await runEngine(request, { workers: 2, threads: kept });
      expect(JSON.stringify(there)).toBe(JSON.stringify(here));
    }
  });

  test('may be more than the tasks', async () => {
    const request = { country: vietNam, scenarios: law, seed: 's', persons: 5_000, toYear: 2025 };
    const { blocks } = await runEngine(request, { workers: 3, threads: started(3) });
    expect(blocks).toBe(1);
  });

  test('end with the first error, and tell of it again', async () => {
    const kept = started(1);
    const wrong = [scenario('wrong', [childTier('gold', { amount: number(1e12) })])];
    const model = makeModel(vietNam, wrong, 's', 5_000, 2026);
    await expect(runBlocks({ kind: 'simulate', model, keep: false }, { threads: kept })).rejects.toThrow(
      /tier gold/,
    );
    await expect(runBlocks({ kind: 'simulate', model, keep: false }, { threads: kept })).rejects.toThrow(
      /tier gold/,
    );
  });

  test('fail a run when they are stopped, however early', async () => {
    const model = makeModel(vietNam, law, 's', 100_000, 2045);
    const kept = started(1);
    const run = expect(
      kept.run({ kind: 'simulate', model, keep: false }, planTasks(model.plan.blocks), () => undefined),
    ).rejects.toThrow(/ended/);
    await kept.stop();
    await run;
  });

  test('hand on what the caller throws between two tasks', async () => {
    const model = makeModel(vietNam, law, 's', 40_000, 2025);
    const onTask = () => {
      throw new Error('enough');
    };
    await expect(
      runBlocks({ kind: 'simulate', model, keep: false }, { threads: started(1), onTask }),
    ).rejects.toThrow('enough');
  });
});

test('no more threads are started than a run has tasks', () => {
  expect(usefulThreads(8, 1_000)).toBe(1);
  expect(usefulThreads(8, 100_000)).toBe(6);
  expect(usefulThreads(2, 100_000)).toBe(2);
  expect(usefulThreads(500, 'whole')).toBe(96);
});

test('rows of some dimensions are those of the whole table', async () => {
  // Tenths of income are shown for who gains and loses by a reform.
  const reform = scenario('reform', [childTier('more', { amount: number(700_000) })]);
  const model = makeModel(vietNam, [...law, reform], 's', 20_000, 2027);
  const { sums } = await runBlocks({ kind: 'simulate', model, keep: false }, {});
  const all = resultRows(model, sums);
  expect(new Set(all.map(({ dimension }) => dimension)).size).toBe(DIMENSIONS.length);
  for (const some of [['total'], ['age'], ['total', 'insurance'], ['decile', 'sex']] as Dimension[][]) {
    const asked = new Set(some);
    expect(resultRows(model, sums, asked)).toEqual(all.filter(({ dimension }) => asked.has(dimension)));
  }
});
