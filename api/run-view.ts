import type { StoredRun } from '../src/store/runs.js';
import type { Context } from './context.js';
import { ApiError } from './errors.js';
import type { RunView } from './schemas.js';

/** The run of an id; unknown ones are answered with 404. */
export function requireRun({ store }: Context, id: string): StoredRun {
  const run = store.runs.get(id);
  if (!run) throw new ApiError('unknown-run');
  return run;
}

/** What the interface shows of a run. */
export function viewOf({ store, queue }: Context, run: StoredRun): RunView {
  const { id, state, inputs, owner, size, created, started, finished, error, record } = run;
  const { scenarios, persons, toYear, seed, alignment, engineVersion, country } = inputs;
  const ended = state === 'succeeded' ? 1 : 0;
  return {
    id,
    state,
    progress: queue.progress(id)?.fraction ?? ended,
    waitingBefore: state === 'queued' ? store.runs.queued().findIndex((one) => one.id === id) : null,
    scenarios: [...scenarios],
    persons,
    toYear,
    seed,
    alignment,
    engineVersion,
    country,
    owner,
    expectedPersonYears: size,
    created,
    started,
    finished,
    error,
    record: record && { ...record },
    values: null,
    links: { self: `/v1/runs/${id}`, results: `/v1/runs/${id}/results`, events: `/v1/runs/${id}/events` },
  };
}
