import { expect, it } from 'vitest';
import type { Dimension } from '../../engine/results.js';
import { formatReport } from '../../src/commands/report.js';
import { prepareRun } from '../../src/plan.js';
import { executeRun, simulateRun } from '../../src/run.js';
import { reform } from './reforms.js';

const prepared = prepareRun({
  scenarios: [
    reform('mine', 'extends: multi-tier-child-benefit', 'behaviour: { joining_elasticity: 1 }'),
    reform('high', 'extends: current-law', 'projection: { fertility: high }'),
  ],
  persons: 5_000,
  toYear: 2027,
});
if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems));
const { plan } = prepared;

// With a response and with two projections, so that every pass is made of the same rows.
it('gives the report that the whole table gives, out of national rows alone', async () => {
  const whole = await executeRun(plan, { workers: 0 });
  const { rows, seconds, simulated } = await simulateRun(plan, { workers: 0 }, new Set<Dimension>(['total']));
  expect(rows).toEqual(whole.rows.filter(({ dimension }) => dimension === 'total'));
  expect(simulated).toEqual(whole.record.simulated);
  const { id, options, scenarios, country } = plan;
  const told = formatReport({ record: { id, ...options, scenarios, country, seconds, simulated }, rows });
  const withSeconds = { ...whole.record, seconds };
  expect(told).toBe(formatReport({ record: withSeconds, rows: whole.rows }));
  expect(told).toContain('membership responding');
});
