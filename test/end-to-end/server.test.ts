import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cli, ended, startCli } from '../src/cli-process.js';

let folder: string;
const children: ChildProcessWithoutNullStreams[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-end-to-end-'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Starts the real server on a free port; its log is read so that it never blocks. */
async function startServer() {
  const child = startCli('serve', '--port', '0', '--data', join(folder, 'data'));
  children.push(child);
  const done = ended(child);
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      const found = /^listening on (http:\S+)$/m.exec(text);
      if (found) resolve(found[1]);
    });
    done.then(({ stderr }) => reject(new Error(stderr)));
  });
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return done;
  };
  return { address, stop };
}

async function post(address: string, body: object) {
  const answer = await fetch(`${address}/v1/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, run: (await answer.json()) as { id: string; state: string } };
}

async function stateOf(address: string, id: string): Promise<string> {
  return ((await (await fetch(`${address}/v1/runs/${id}`)).json()) as { state: string }).state;
}

async function untilState(address: string, id: string, wanted: string): Promise<void> {
  for (;;) {
    const state = await stateOf(address, id);
    if (state === wanted) return;
    if (state === 'failed') throw new Error('the run failed');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const large = { scenario: 'current-law', persons: 1_000_000, toYear: 2045 };

describe('the server', () => {
  it.each([
    { title: 'aligned', alignment: true, flags: [] },
    { title: 'not aligned', alignment: false, flags: ['--no-alignment'] },
  ])('gives the same bytes over HTTP as the command writes, $title', async ({ alignment, flags }) => {
    const server = await startServer();
    const request = { scenario: 'multi-tier-child-benefit', persons: 5000, toYear: 2030, alignment };
    const { status, run } = await post(server.address, request);
    expect(status).toBe(202);
    const out = join(folder, 'out');
    const options = ['--population', '5000', '--to', '2030', '--workers', '1', '--out', out, ...flags];
    expect((await cli('run', 'multi-tier-child-benefit', ...options)).status).toBe(0);
    expect(JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))).toMatchObject({ id: run.id, alignment });
    await untilState(server.address, run.id, 'succeeded');
    for (const [file, accept] of [
      ['results.csv', 'text/csv'],
      ['results.json', 'application/json'],
    ]) {
      const answer = await fetch(`${server.address}/v1/runs/${run.id}/results`, { headers: { accept } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.length).toBeGreaterThan(100_000);
      expect(bytes.equals(readFileSync(join(out, file)))).toBe(true);
    }
    expect(readdirSync(out).sort()).toEqual(['results.csv', 'results.json', 'run.json']);
    expect((await post(server.address, request)).status).toBe(200);
    const { status: exit, stdout } = await server.stop();
    expect(exit).toBe(0);
    expect(stdout).toBe(`listening on ${server.address}\n`);
  });

  it('answers at once while a large run uses every core', async () => {
    const server = await startServer();
    const { run } = await post(server.address, large);
    await untilState(server.address, run.id, 'running');
    let slowest = 0;
    for (let call = 0; call < 40; call++) {
      const started = performance.now();
      expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
      slowest = Math.max(slowest, performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(await stateOf(server.address, run.id)).toBe('running');
    expect(slowest).toBeLessThan(1000);
    const cancelled = await fetch(`${server.address}/v1/runs/${run.id}`, { method: 'DELETE' });
    expect(cancelled.status).toBe(204);
    expect(await stateOf(server.address, run.id)).toBe('cancelled');
    expect((await server.stop('SIGINT')).status).toBe(0);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('takes up after %s what it had accepted', async (signal) => {
    const first = await startServer();
    const { run } = await post(first.address, large);
    const waiting = await post(first.address, { ...large, persons: 1000, toYear: 2025 });
    await untilState(first.address, run.id, 'running');
    const { status } = await first.stop(signal);
    expect(status).toBe(signal === 'SIGTERM' ? 0 : null);
    const second = await startServer();
    expect(['queued', 'running']).toContain(await stateOf(second.address, run.id));
    await fetch(`${second.address}/v1/runs/${run.id}`, { method: 'DELETE' });
    await untilState(second.address, waiting.run.id, 'succeeded');
    await second.stop();
  });
});

describe('mtb run', () => {
  it('leaves nothing behind after Ctrl-C', async () => {
    const interruptAfter = async (milliseconds: number) => {
      const child = startCli('run', 'current-law', '--population', '10000000', '--out', join(folder, 'out'));
      children.push(child);
      const done = ended(child);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      child.kill('SIGINT');
      return done;
    };
    let result = await interruptAfter(3000);
    // A busy machine may still have been loading the program: then the signal ended it at once.
    if (result.status === null) result = await interruptAfter(20_000);
    expect(result).toEqual({ status: 130, stdout: '', stderr: 'interrupted\n' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('prints one format to standard output for other programs', async () => {
    const options = ['--population', '1000', '--to', '2025', '--format', 'csv'];
    const { status, stdout } = await cli('run', 'current-law', ...options);
    expect(status).toBe(0);
    expect(stdout.startsWith('scenario,year,indicator,')).toBe(true);
  });
});
