import type { Store } from '../store/store.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days for which a key makes the same request harmless. */
const KEY_DAYS = 7;

/** Told of what was deleted, and of what kept it from being deleted; the next hour tries again. */
interface Keeper {
  deleted(runs: number): void;
  failed(error: unknown): void;
}

/**
 * Deletes what has been kept long enough: at once, then every hour. Gives a function that ends it.
 *
 * @param keepDays days for which an ended run is kept; 0 for ever
 */
export function keepInOrder(store: Store, keepDays: number, keeper: Keeper): () => void {
  const work = async () => {
    try {
      const deleted = await deleteOld(store, keepDays, Date.now());
      if (deleted > 0) keeper.deleted(deleted);
    } catch (error) {
      keeper.failed(error);
    }
  };
  void work();
  const timer = setInterval(() => void work(), HOUR);
  timer.unref();
  return () => clearInterval(timer);
}

/** Deletes runs that ended too long ago, and keys of requests of more than a week. Tells how many runs. */
export async function deleteOld(store: Store, keepDays: number, now: number): Promise<number> {
  store.runs.keys.forget(new Date(now - KEY_DAYS * DAY).toISOString());
  if (keepDays === 0) return 0;
  let deleted = 0;
  for (const id of store.runs.endedBefore(new Date(now - keepDays * DAY).toISOString())) {
    if (await store.remove(id)) deleted++;
  }
  return deleted;
}
