import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { countryPack } from '../../countries/index.js';
import { formatReport } from '../../src/commands/report.js';
import { prepareRun } from '../../src/plan.js';
import { executeRun } from '../../src/run.js';
import { cli, ended, startCli } from './cli-process.js';
import { reform } from './reforms.js';

let folder: string;
const path = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-watch-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const { attribution } = countryPack('viet-nam')!;
const OPTIONS = { persons: 2000, toYear: 2027 };
const FLAGS = ['--population', '2000', '--to', '2027', '--workers', '1'];

function base(level: number | string, ...lines: readonly string[]): string {
  const parameter = `{ mark: assumption, reference: a test, values: [{ from: 2027-01, value: ${level} }] }`;
  const parameters = `parameters: { child_benefit_basic_level: ${parameter} }`;
  return reform('mine', 'extends: multi-tier-child-benefit', parameters, ...lines).text;
}

/** Puts another file in the place of one, as editors do. */
function save(name: string, text: string): void {
  writeFileSync(path(`${name}.new`), text);
  renameSync(path(`${name}.new`), path(name));
}

/** Report of a run of its own, without what tells of time and of kept lives. */
async function reportOf(name: string): Promise<string> {
  const text = readFileSync(path(name), 'utf8');
  const prepared = prepareRun({ scenarios: [{ text, source: path(name) }], ...OPTIONS }, { files: true });
  if (!prepared.ok) throw new Error('the scenario does not read');
  return timeless(formatReport(await executeRun(prepared.plan, { workers: 0 })));
}

function timeless(report: string): string {
  return report.replace(/person-years.* in [\d.]+ s;/g, 'person-years;');
}

/** Starts a watch whose output can be waited for. */
function startWatch(...words: readonly string[]) {
  const child = startCli('run', ...words, '--watch', ...FLAGS);
  onTestFinished(() => void child.kill('SIGKILL'));
  let told = '';
  let report = '';
  let read = { told: 0, report: 0 };
  child.stderr.on('data', (data) => (told += data));
  child.stdout.on('data', (data) => (report += data));
  const end = ended(child);
  return {
    /** Waits until this is told; answers what was told and reported since the last time. */
    async until(text: string, reported = true): Promise<{ told: string; report: string }> {
      // The two come through pipes of their own, in any order; a report ends with the attribution.
      const come = () =>
        told.slice(read.told).includes(text) &&
        (!reported || report.slice(read.report).includes(attribution));
      while (!come()) {
        if (child.exitCode !== null) throw new Error(`the watch has ended: ${told}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const since = { told: told.slice(read.told), report: report.slice(read.report) };
      read = { told: told.length, report: report.length };
      return since;
    },
    async interrupt() {
      child.kill('SIGINT');
      return end;
    },
  };
}

describe('--watch', () => {
  it('reports each design that is saved as a run of its own does, and lists mistakes meanwhile', {
    timeout: 60_000,
  }, async () => {
    save('mine.yaml', base(0.5));
    save('child.yaml', reform('child', 'extends: mine').text);
    const watch = startWatch(path('child.yaml'));
    const first = await watch.until('Ctrl-C ends');
    expect(first.told).toContain('watching ');
    for (const name of ['child.yaml', 'mine.yaml']) expect(first.told).toContain(path(name));
    expect(timeless(first.report)).toBe(await reportOf('child.yaml'));
    expect(first.report).not.toContain('kept');

    // The file that is extended, not the one that was named.
    save('mine.yaml', base(0.9));
    const second = await watch.until('new report in');
    expect(second.told).toMatch(/mine\.yaml changed\nnew report in \d+\.\d\d s\n$/);
    expect(timeless(second.report)).toBe(await reportOf('child.yaml'));
    expect(second.report).toContain('person-years (kept from an earlier run) in');
    expect(timeless(second.report)).not.toBe(timeless(first.report));

    save('mine.yaml', base('"much"'));
    const mistake = await watch.until('expected: a number', false);
    expect(mistake.told).toContain(`${path('mine.yaml')}:`);
    expect(mistake.told).toContain('/parameters/child_benefit_basic_level/values/0/value');
    expect(mistake.report).toBe('');

    // Another projection, and a response, which are said.
    save('mine.yaml', base(0.9, 'projection: { macro: low }', 'behaviour: { joining_elasticity: 1 }'));
    const third = await watch.until('new report in');
    expect(third.told).toContain('another projection asks for lives of its own');
    expect(third.told).toContain('voluntary membership responds');
    expect(timeless(third.report)).toBe(await reportOf('child.yaml'));
    expect(third.report).toContain('membership responding');

    writeFileSync(path('mine.yaml'), `${readFileSync(path('mine.yaml'), 'utf8')}# a remark\n`);
    expect((await watch.until('those of the last report', false)).report).toBe('');

    const { status } = await watch.interrupt();
    expect(status).toBe(0);
  });

  it('writes the result files anew', { timeout: 60_000 }, async () => {
    save('files.yaml', base(0.5));
    const out = path('out');
    const watch = startWatch(path('files.yaml'), '--out', out, '--format', 'csv');
    await watch.until('Ctrl-C ends');
    const before = readFileSync(join(out, 'results.csv'), 'utf8');
    save('files.yaml', base(0.6));
    expect((await watch.until('new report in')).told).toContain('wrote');
    const after = readFileSync(join(out, 'results.csv'), 'utf8');
    expect(after).not.toBe(before);
    const { id, simulated } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
    expect(simulated.keptPersonYears).toBe(simulated.personYears);
    expect((await watch.interrupt()).status).toBe(0);

    const again = path('again');
    const { status } = await cli('run', path('files.yaml'), '--out', again, '--format', 'csv', ...FLAGS);
    expect(status).toBe(0);
    expect(readFileSync(join(again, 'results.csv'), 'utf8')).toBe(after);
    expect(JSON.parse(readFileSync(join(again, 'run.json'), 'utf8')).id).toBe(id);
  });

  it.each([
    ['scenarios that ship', ['multi-tier-child-benefit'], 'nothing to watch'],
    ['files without a folder', ['mine.yaml', '--format', 'csv'], '--out'],
    ['a file with mistakes', ['wrong.yaml'], 'wrong.yaml:'],
  ])('refuses %s', async (_, [file, ...words], message) => {
    writeFileSync(path('mine.yaml'), base(0.5));
    writeFileSync(path('wrong.yaml'), base('"much"'));
    const named = existsSync(path(file)) ? path(file) : file;
    const { status, stdout, stderr } = await cli('run', named, '--watch', '--workers', '0', ...words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
