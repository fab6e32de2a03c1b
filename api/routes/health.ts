import { VERSION } from '../../src/index.js';
import { StoreUnavailable } from '../../src/store/unavailable.js';
import type { App, Context } from '../context.js';
import { ApiError } from '../errors.js';
import { answers } from '../openapi.js';
import { HealthSchema } from '../schemas.js';

/** Whether the process lives, and whether it can take a run. */
export function healthRoutes(app: App, { store, queue }: Context): void {
  const tags = ['service'];
  app.get('/healthz', { schema: { tags, response: answers({ 200: HealthSchema }) } }, () => ({
    status: 'ok',
    version: VERSION,
  }));

  app.get('/readyz', { schema: { tags, response: answers({ 200: HealthSchema }) } }, () => {
    if (queue.trouble) throw new StoreUnavailable(queue.trouble, undefined);
    if (!queue.accepting) throw new ApiError('unavailable');
    store.runs.count('queued');
    return { status: 'ready', version: VERSION };
  });
}
