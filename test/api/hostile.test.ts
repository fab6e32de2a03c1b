import { describe, expect, it } from 'vitest';
import { ProblemSchema } from '../../api/schemas.js';
import { HOSTILE_SCENARIOS } from '../support/hostile-scenarios.js';
import { startServer } from './server.js';

/** Milliseconds that no hostile text may take; a sound one takes some tens. */
const PATIENCE = 2_000;

describe.each(['/v1/runs', '/v1/scenarios/validate'])('hostile texts at %s', (url) => {
  it.each(HOSTILE_SCENARIOS.map(({ name, text, format }) => [name, text, format] as const))(
    '%s',
    async (_name, text, format) => {
      const { app, store } = await startServer();
      const started = performance.now();
      const answer = await app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': `application/${format}` },
        payload: text,
      });
      expect(performance.now() - started).toBeLessThan(PATIENCE);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      const { detail, problems = [] } = ProblemSchema.parse(answer.json());
      expect([detail, ...problems.map(({ message }) => message)].join(' ').length).toBeGreaterThan(20);
      expect(store.runs.count()).toBe(0);
      expect((await app.inject('/healthz')).statusCode).toBe(200);
    },
  );
});
