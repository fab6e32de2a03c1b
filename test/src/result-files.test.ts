import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resultChunks, writeResultFiles } from '../../src/commands/result-files.js';
import { prepareRun } from '../../src/plan.js';
import { executeRun, type RunOutcome } from '../../src/run.js';
import { shippedInput } from '../../src/scenario-input.js';
import { fakeEngine } from './fake-engine.js';

let folder: string;
let outcome: RunOutcome;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-files-'));
  const prepared = prepareRun({ scenarios: [shippedInput('current-law')!], persons: 1000, toYear: 2026 });
  if (!prepared.ok) throw new Error('not valid');
  outcome = await executeRun(prepared.plan, { engine: fakeEngine().engine });
});

afterEach(() => rmSync(folder, { recursive: true }));

const untouched = new AbortController().signal;

describe('writeResultFiles', () => {
  it('writes the formats and the record into a new folder, and says where', async () => {
    const out = join(folder, 'a', 'b');
    const paths = await writeResultFiles(out, outcome, ['csv', 'json'], untouched);
    expect(paths).toEqual(['results.csv', 'results.json', 'run.json'].map((name) => join(out, name)));
    expect(readdirSync(out)).toHaveLength(3);
    let csv = '';
    for await (const chunk of resultChunks(outcome, 'csv')) csv += chunk;
    expect(readFileSync(paths[0], 'utf8')).toBe(csv);
    expect(JSON.parse(readFileSync(paths[2], 'utf8'))).toEqual(outcome.record);
  });

  it('replaces the files of an earlier run', async () => {
    await writeResultFiles(folder, { ...outcome, rows: [] }, ['csv'], untouched);
    await writeResultFiles(folder, outcome, ['csv'], untouched);
    expect(readFileSync(join(folder, 'results.csv'), 'utf8').split('\n')).toHaveLength(12);
  });

  it('leaves what was there when it is interrupted', async () => {
    await writeResultFiles(folder, { ...outcome, rows: [] }, ['csv'], untouched);
    const before = readFileSync(join(folder, 'results.csv'), 'utf8');
    const write = writeResultFiles(folder, outcome, ['csv', 'json'], AbortSignal.abort());
    await expect(write).rejects.toThrow();
    expect(readdirSync(folder).sort()).toEqual(['results.csv', 'run.json']);
    expect(readFileSync(join(folder, 'results.csv'), 'utf8')).toBe(before);
  });
});
