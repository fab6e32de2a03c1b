import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { localRunner } from '../../src/service/local-runner.js';
import { ProcessRunner } from '../../src/service/process-runner.js';
import { type RunJob, RunnerDied, type RunnerOptions, RunOutdated } from '../../src/service/runner.js';
import { planOf, smallRun } from './queue-tools.js';
import { reform } from './reforms.js';

let folder: string;
let runner: ProcessRunner;

// One runner for all tests: each of its processes takes seconds to load the program from its sources.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-runner-'));
  runner = new ProcessRunner(5, 0);
});

afterAll(async () => {
  await runner.close();
  expect(simulating()).toEqual([]);
  rmSync(folder, { recursive: true });
});

function jobOf(seed: string, fields: Parameters<typeof smallRun>[1] = {}): RunJob {
  const request = smallRun(seed, fields);
  const { id } = planOf(request);
  return { id, request, file: join(folder, `${id}.arrow`), workers: 1 };
}

/** The same lives under a law with another lump sum for a birth. */
function designOf(months: number): RunJob {
  const value = `values: [{ from: 2016-01, value: ${months} }]`;
  const lumpSum = `parameters: { lump_sum_months: { mark: assumption, reference: a test, ${value} } }`;
  return jobOf('kept', { scenarios: [reform('mine', 'extends: current-law', lumpSum)], toYear: 2026 });
}

/** A runner of its own for a test, beside which that of all tests has a process that idles. */
function runnerThatKeeps(persons: number): ProcessRunner {
  const own = new ProcessRunner(5, persons);
  onTestFinished(() => own.close());
  return own;
}

function quietly(signal = new AbortController().signal): RunnerOptions {
  return { signal, onProgress: () => {}, onTrouble: () => {} };
}

/** Processes whose parent is this one and which simulate. */
function simulating(): { readonly pid: number; readonly niceness: number }[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim();
  return children.split(' ').flatMap((text) => {
    const pid = Number(text);
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('run-process')) return [];
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return [{ pid, niceness: Number(fields[16]) }];
    } catch {
      return [];
    }
  });
}

async function untilSimulating(): Promise<number> {
  for (;;) {
    const [one] = simulating();
    if (one?.niceness === 5) return one.pid;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const large = { persons: 1_000_000, toYear: 2045 };

describe('ProcessRunner', () => {
  it('simulates in a process of lower priority, with the results that this one has', async () => {
    const job = jobOf('a');
    const there = await runner.run(job, quietly());
    const bytes = readFileSync(job.file);
    expect(simulating()).toMatchObject([{ niceness: 5 }]);
    const here = await localRunner().run(job, quietly());
    const { created: _, seconds: __, ...record } = here.record;
    expect(there).toMatchObject({ sha256: here.sha256, bytes: bytes.length, facets: here.facets, record });
    expect(readFileSync(job.file).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual([`${job.id}.arrow`]);
    // The next run finds the same process.
    const [{ pid }] = simulating();
    await runner.run(jobOf('b'), quietly());
    expect(simulating()).toMatchObject([{ pid }]);
  });

  it('frees the cores within a second of being told to stop', async () => {
    const controller = new AbortController();
    let begun = () => {};
    const progress = new Promise<void>((resolve) => (begun = resolve));
    const options = { ...quietly(controller.signal), onProgress: () => begun() };
    const run = runner.run(jobOf('a', large), options);
    const refused = expect(run).rejects.toThrow('enough');
    await progress;
    const [{ pid }] = simulating();
    const stopped = performance.now();
    controller.abort(new Error('enough'));
    await refused;
    while (simulating().some((one) => one.pid === pid)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(performance.now() - stopped).toBeLessThan(1000);
  });

  it('says that the process died, and simulates the next run in a new one', async () => {
    const run = runner.run(jobOf('a', large), quietly());
    const died = expect(run).rejects.toThrow(RunnerDied);
    process.kill(await untilSimulating(), 'SIGKILL');
    await died;
  });

  it('survives that its idle process is killed', async () => {
    await runner.run(jobOf('a'), quietly());
    process.kill(simulating()[0].pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await runner.run(jobOf('b'), quietly())).record.results.rows).toBeGreaterThan(0);
  });

  it('tells failures as they were', async () => {
    const job = jobOf('a');
    await expect(runner.run({ ...job, id: 'another' }, quietly())).rejects.toThrow(RunOutdated);
    await expect(
      runner.run({ ...job, request: { scenarios: [{ text: 'extends: nothing' }] } }, quietly()),
    ).rejects.toThrow('nothing');
    await expect(runner.run({ ...job, file: join(folder, 'no', 'x.arrow') }, quietly())).rejects.toThrow(
      'ENOENT',
    );
  });

  it('answers further designs from the lives that it keeps, with the bytes of runs of their own', async () => {
    const keeping = runnerThatKeeps(1000);
    for (const [n, months] of [2, 4, 7].entries()) {
      const job = designOf(months);
      const { record, sha256 } = await keeping.run(job, quietly());
      const { personYears, keptPersonYears } = record.simulated;
      expect(keptPersonYears).toBe(n === 0 ? undefined : personYears);
      const bytes = readFileSync(job.file);
      const own = await localRunner().run(job, quietly());
      expect(sha256).toBe(own.sha256);
      expect(readFileSync(job.file).equals(bytes)).toBe(true);
      expect(record.results).toEqual(own.record.results);
      expect(record.simulated.personYears).toBe(own.record.simulated.personYears);
    }
  });

  it.each([0, 999])('keeps no lives of 1,000 persons where it may keep those of %d', async (most) => {
    const keeping = runnerThatKeeps(most);
    for (const months of [2, 4]) {
      const { record } = await keeping.run(designOf(months), quietly());
      expect(record.simulated).not.toHaveProperty('keptPersonYears');
    }
  });

  it('simulates anew when a run was cancelled in between, and keeps those lives', async () => {
    const keeping = runnerThatKeeps(1000);
    const first = designOf(2);
    await keeping.run(first, quietly());
    const controller = new AbortController();
    const begun = { ...quietly(controller.signal), onProgress: () => controller.abort(new Error('enough')) };
    await expect(keeping.run(jobOf('a', large), begun)).rejects.toThrow('enough');
    const kept: (number | undefined)[] = [];
    for (const months of [4, 7]) {
      const job = designOf(months);
      const { record, sha256 } = await keeping.run(job, quietly());
      kept.push(record.simulated.keptPersonYears);
      expect(sha256).toBe((await localRunner().run(job, quietly())).sha256);
    }
    expect(kept).toEqual([undefined, expect.any(Number)]);
  });
});
