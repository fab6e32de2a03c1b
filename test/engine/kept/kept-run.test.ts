import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ResolvedScenario } from '../../../engine/inputs/scenario.js';
import { type EngineRequest, keepRun, runEngine } from '../../../engine/run.js';
import { Threads } from '../../../engine/workers/threads.js';
import { findShipped, readScenario, resolveScenario } from '../../../scenarios/index.js';
import { childTier, number, parameter, read, scenario, step, vietNam } from '../../support/engine.js';

const { baseYear: firstYear, macro } = vietNam;
const indices = { firstYear, price: macro.priceIndex, wage: macro.wageIndex };

function shipped(id: string): ResolvedScenario {
  const text = findShipped(id, null);
  const found = text && readScenario(text.text, { source: text.source, find: findShipped });
  if (!found?.ok) throw new Error(`scenario ${id} does not read`);
  return resolveScenario(found.scenario, indices);
}

const law = shipped('current-law');
const request: EngineRequest = {
  country: vietNam,
  scenarios: [law],
  seed: 'kept',
  persons: 40_000,
  toYear: 2032,
};

describe('a run that is kept', () => {
  let threads: Threads;
  let kept: Awaited<ReturnType<typeof keepRun>>;
  beforeAll(async () => {
    threads = new Threads(2);
    kept = await keepRun(request, { workers: 2, threads });
  });
  afterAll(() => threads.stop());

  test('gives the result of a run that is not', async () => {
    expect(kept.result).toEqual(await runEngine(request, { workers: 2, threads }));
    expect(kept.bytes).toBeGreaterThan(0);
  });

  // Among them new contributions, other tiers of birth, and a lump sum for adoption and loss as the law has them.
  test.each([
    ['the law against a reform', ['current-law', 'multi-tier-child-benefit']],
    [
      'four designs',
      [
        'current-law',
        'universal-child-benefit',
        'multi-tier-maternity-six-months',
        'affluence-tested-child-benefit',
      ],
    ],
    ['a design alone', ['multi-tier-child-benefit-top-up']],
  ])('answers %s as a run of its own does', async (_, ids) => {
    const scenarios = ids.map(shipped);
    const own = await runEngine({ ...request, scenarios }, { workers: 2, threads });
    expect(await kept.evaluate(scenarios, { workers: 2, threads })).toEqual(own);
    expect(await kept.evaluate(scenarios, { workers: 0 })).toEqual(own);
  });

  test('computes contributions that the base has not seen', async () => {
    const dearer: ResolvedScenario = {
      ...law,
      id: 'dearer',
      contributions: law.contributions.map((one) => ({
        ...one,
        amount: { kind: 'operation', operator: 'multiply', operands: [number(1.5), one.amount] },
      })),
    };
    const scenarios = [law, dearer];
    const own = await runEngine({ ...request, scenarios }, { workers: 0 });
    expect(await kept.evaluate(scenarios, { workers: 0 })).toEqual(own);
    const total = (id: string) =>
      own.rows
        .filter(
          ({ scenario: of, indicator, dimension }) =>
            of === id && indicator === 'contributions' && dimension === 'total',
        )
        .reduce((sum, { value }) => sum + value, 0);
    expect(total('dearer')).toBeGreaterThan(total('current-law'));
  });

  test('knows children of every age that a tier may reach', async () => {
    const old = childTier('old', {
      ageFrom: 200,
      ageBelow: 264,
      amount: parameter(0),
      eligibility: read('student'),
    });
    const scenarios = [law, scenario('students', [old], [step(100_000, firstYear * 12 + 20, 150_000)])];
    const own = await runEngine({ ...request, scenarios }, { workers: 0 });
    expect(await kept.evaluate(scenarios, { workers: 0 })).toEqual(own);
  });

  test('ends with the mistake of a scenario, and is of use afterwards', async () => {
    const wrong = scenario('wrong', [childTier('gold', { amount: number(1e12) })]);
    await expect(kept.evaluate([wrong], { workers: 0 })).rejects.toThrow(/tier gold/);
    expect(await kept.evaluate([law], { workers: 0 })).toEqual(kept.result);
  });
});
