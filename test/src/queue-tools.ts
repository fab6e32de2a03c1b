import { onTestFinished } from 'vitest';
import { prepareRun, type RunInput } from '../../src/plan.js';
import { type QueueOptions, RunQueue } from '../../src/queue.js';
import type { Engine } from '../../src/run.js';
import { shippedInput } from '../../src/scenario-input.js';
import { localRunner } from '../../src/service/local-runner.js';
import { Store } from '../../src/store/store.js';

interface OpenOptions extends Partial<QueueOptions> {
  readonly engine?: Engine;
}

/** A small run of current law. */
export function smallRun(seed: string, fields: Partial<RunInput> = {}): RunInput {
  return { scenarios: [shippedInput('current-law')!], persons: 1000, toYear: 2025, seed, ...fields };
}

export function planOf(input: RunInput) {
  const prepared = prepareRun(input);
  if (!prepared.ok) throw new Error(prepared.problems.map(({ message }) => message).join('\n'));
  return prepared.plan;
}

/** A queue with one lane over a stand-in of the engine; closed at the end of the test. */
export function openQueue({ engine, ...options }: OpenOptions = {}) {
  const store = options.store ?? Store.open(':memory:');
  const lanes = options.lanes ?? [{ runner: localRunner(engine), most: Number.POSITIVE_INFINITY }];
  const queue = new RunQueue({ ...options, store, lanes });
  queue.start();
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await queue.close();
    if (!options.store) store.close();
  };
  onTestFinished(close);
  const submit = (seed: string, fields: Partial<RunInput> = {}) => {
    const input = smallRun(seed, fields);
    return queue.submit(planOf(input), input);
  };
  const state = (id: string) => store.runs.get(id)?.state;
  return { store, queue, submit, state, close };
}
