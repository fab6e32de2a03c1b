import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { csvChunks } from '../../src/exports/csv.js';
import { jsonChunks } from '../../src/exports/json.js';
import { prepareRun, type RunInput } from '../../src/plan.js';
import { executeRun } from '../../src/run.js';
import { shippedInput } from '../../src/scenario-input.js';
import { fakeEngine } from './fake-engine.js';
import { reform } from './reforms.js';

function planOf(input: RunInput) {
  const prepared = prepareRun({ persons: 1000, toYear: 2026, ...input });
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems));
  return prepared.plan;
}

const high = reform('high-fertility', 'extends: current-law', 'projection: { fertility: high }');
const mtcb = shippedInput('multi-tier-child-benefit')!;

async function digest(chunks: AsyncIterable<string>) {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

describe('executeRun', () => {
  it('applies scenarios of one projection in one pass, others in a pass of their own', async () => {
    const { engine, requests } = fakeEngine();
    await executeRun(planOf({ scenarios: [high, mtcb] }), { engine });
    expect(requests.map(({ scenarios }) => scenarios.map(({ id }) => id))).toEqual([
      ['current-law', 'multi-tier-child-benefit'],
      ['high-fertility'],
    ]);
    expect(requests[0].country.hash).not.toBe(requests[1].country.hash);
    expect(requests.map(({ seed, persons, toYear }) => [seed, persons, toYear])).toEqual([
      ['viet-nam-2025', 1000, 2026],
      ['viet-nam-2025', 1000, 2026],
    ]);
  });

  it('orders rows by scenario as given, whatever the passes were', async () => {
    const { engine } = fakeEngine();
    const { rows } = await executeRun(planOf({ scenarios: [high, mtcb] }), { engine });
    const order = rows.map((row) => row.scenario).filter((id, position, ids) => id !== ids[position - 1]);
    expect(order).toEqual(['current-law', 'high-fertility', 'multi-tier-child-benefit']);
    expect(rows.slice(0, 6).map((row) => row.year)).toEqual([2025, 2025, 2025, 2025, 2025, 2026]);
  });

  it('tells how far it is over all passes', async () => {
    const { engine } = fakeEngine();
    const seen: number[] = [];
    await executeRun(planOf({ scenarios: [high] }), {
      engine,
      onProgress: ({ fraction, personYears }) => seen.push(fraction, personYears),
    });
    expect(seen).toEqual([0.125, 10, 0.625, 2010]);
  });

  it('records what it was and where the figures come from', async () => {
    const { engine } = fakeEngine();
    const plan = planOf({ scenarios: [high] });
    const { record, rows } = await executeRun(plan, { engine });
    expect(record).toMatchObject({
      id: plan.id,
      ...plan.identity,
      country: { id: 'viet-nam', hash: plan.country.hash, attribution: plan.country.attribution },
      simulated: { persons: 1000, weight: 10, personYears: 4000 },
      results: { rows: rows.length },
    });
    expect(record.scenarios.map(({ id, role, ancestors }) => [id, role, ancestors])).toEqual([
      ['current-law', 'baseline', []],
      ['high-fertility', 'reform', ['current-law']],
    ]);
    const marks = Object.values(record.country.marks).reduce((sum, count) => sum + count, 0);
    expect(marks).toBe(plan.country.provenance.length);
    expect(Number.isNaN(Date.parse(record.created))).toBe(false);
    expect(record.results.csv).toBe(await digest(csvChunks(rows)));
    expect(record.results.json).toBe(await digest(jsonChunks(record, rows)));
  });

  it('tells the engine and the record whether births and deaths are aligned', async () => {
    for (const alignment of [true, false]) {
      const { engine, requests } = fakeEngine();
      const { record, rows } = await executeRun(planOf({ scenarios: [high], alignment }), { engine });
      expect(requests.map(({ aligned }) => aligned)).toEqual([alignment, alignment]);
      expect(record.alignment).toBe(alignment);
      let json = '';
      for await (const chunk of jsonChunks(record, rows)) json += chunk;
      expect(JSON.parse(json).record.alignment).toBe(alignment);
    }
  });

  it('ends with an AbortError', async () => {
    const { engine } = fakeEngine({ held: true });
    const controller = new AbortController();
    const run = executeRun(planOf({ scenarios: [high] }), { engine, signal: controller.signal });
    controller.abort();
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });
});
