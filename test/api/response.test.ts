import { expect, it } from 'vitest';
import { responseId } from '../../src/response.js';
import { reform } from '../src/reforms.js';
import { finishedRun, startServer } from './server.js';

it('gives the rows of a response beside the static ones, and its elasticity in the record', async () => {
  const { app, fake } = await startServer();
  const { text } = reform('mine', 'extends: current-law', 'behaviour: { joining_elasticity: 0.5 }');
  const address = await finishedRun(app, { scenario: text });
  expect(fake.requests.map(({ scenarios }) => scenarios.map(({ id }) => id))).toEqual([
    ['current-law', 'mine'],
    ['mine+response'],
  ]);
  const { record, values } = (await app.inject(address)).json();
  expect(record.scenarios[1]).toMatchObject({ id: 'mine', joiningElasticity: 0.5 });
  expect(values.scenario).toEqual(['current-law', 'mine', 'mine+response']);
  const url = `${address}/results?indicator=joining_factor&scenario=${encodeURIComponent(responseId('mine'))}`;
  const { rows } = (await app.inject(url)).json();
  expect(rows.map(({ year, value }: Record<string, unknown>) => [year, value])).toEqual([
    [2025, 1],
    [2026, 1],
  ]);
});
