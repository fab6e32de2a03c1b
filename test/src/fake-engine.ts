import type { ResultRow } from '../../engine/results.js';
import type { EngineOptions, EngineRequest } from '../../engine/run.js';
import type { Engine } from '../../src/run.js';

export interface FakeEngine {
  readonly engine: Engine;
  /** What it was asked, in order. */
  readonly requests: EngineRequest[];
  /** Lets every waiting and later call go on. */
  release(): void;
  /** Fails with this error from now on. */
  fail(error: Error): void;
}

export function fakeRow(fields: Partial<ResultRow> & Pick<ResultRow, 'scenario' | 'year'>): ResultRow {
  return {
    indicator: 'population',
    branch: 'all',
    tier: 'all',
    dimension: 'total',
    group: 'total',
    value: 1,
    low: null,
    high: null,
    unit: 'persons',
    ...fields,
  };
}

function rowsOf({ scenarios, country, toYear, persons }: EngineRequest): ResultRow[] {
  const rows: ResultRow[] = [];
  for (let year = country.baseYear; year <= toYear; year++) {
    for (const [position, { id }] of scenarios.entries()) {
      rows.push(fakeRow({ scenario: id, year, value: Number(persons) + year / 7 }));
      for (const group of ['female', 'male'])
        rows.push(fakeRow({ scenario: id, year, dimension: 'sex', group }));
      for (const branch of ['maternity', 'child']) {
        const tier = `${branch}-tier`;
        rows.push(
          fakeRow({ scenario: id, year, branch, tier, indicator: 'benefit_cost', value: position + 0.1 }),
        );
      }
    }
  }
  return rows;
}

/** Stands in for the simulation: answers at once, or waits (`held`) until it is released or aborted. */
export function fakeEngine({ held = false } = {}): FakeEngine {
  const requests: EngineRequest[] = [];
  let failure: Error | undefined;
  let release = () => {};
  const gate = held ? new Promise<void>((resolve) => (release = resolve)) : Promise.resolve();
  const engine = async (request: EngineRequest, { signal, onProgress }: EngineOptions) => {
    requests.push(request);
    onProgress?.({ blocksDone: 1, blocks: 4, personYears: 10 });
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
    await Promise.race([gate, aborted]);
    if (failure) throw failure;
    const persons = request.persons === 'whole' ? 100_000_000 : request.persons;
    return { rows: rowsOf(request), persons, weight: 10, blocks: 4, personYears: persons * 2 };
  };
  return { engine, requests, release: () => release(), fail: (error) => (failure = error) };
}

/** Waits until a condition holds; fails after five seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition did not come true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
