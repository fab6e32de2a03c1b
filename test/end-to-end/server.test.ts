import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createClient,
  type MtbClient,
  type Run,
  type RunEvent,
  type RunRequest,
} from '../../client/index.js';
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

/** Starts the real server, on a free port unless told; its log is read so that it never blocks. */
async function startServer(port = '0') {
  const child = startCli('serve', '--port', port, '--data', join(folder, 'data'));
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
  return { address, client: createClient({ baseUrl: address }), stop };
}

async function post({ api }: MtbClient, body: RunRequest) {
  const { data, response } = await api.POST('/v1/runs', { body });
  return { status: response.status, run: data! };
}

async function stateOf({ api }: MtbClient, id: string): Promise<Run['state']> {
  return (await api.GET('/v1/runs/{id}', { params: { path: { id } } })).data!.state;
}

async function cancel({ api }: MtbClient, id: string): Promise<void> {
  await api.POST('/v1/runs/{id}/cancel', { params: { path: { id } } });
}

async function untilState(client: MtbClient, id: string, wanted: Run['state']): Promise<void> {
  for (;;) {
    const state = await stateOf(client, id);
    if (state === wanted) return;
    if (state === 'failed') throw new Error('the run failed');
    await pause(50);
  }
}

const large = { scenario: 'current-law', persons: 1_000_000, toYear: 2045 };

describe('the server', () => {
  it.each([
    { title: 'aligned', alignment: true, flags: [] },
    { title: 'not aligned', alignment: false, flags: ['--no-alignment'] },
  ])('gives the same bytes over HTTP as the command writes, $title', async ({ alignment, flags }) => {
    const server = await startServer();
    const { client } = server;
    const request = { scenario: 'multi-tier-child-benefit', persons: 5000, toYear: 2030, alignment };
    const { status, run } = await post(client, request);
    expect(status).toBe(202);
    const out = join(folder, 'out');
    const options = ['--population', '5000', '--to', '2030', '--workers', '1', '--out', out, ...flags];
    expect((await cli('run', 'multi-tier-child-benefit', ...options)).status).toBe(0);
    expect(JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))).toMatchObject({ id: run.id, alignment });
    await untilState(client, run.id, 'succeeded');
    for (const [file, accept] of [
      ['results.csv', 'text/csv'],
      ['results.json', 'application/json'],
    ]) {
      const { data } = await client.api.GET('/v1/runs/{id}/results', {
        params: { path: { id: run.id } },
        headers: { accept },
        parseAs: 'arrayBuffer',
      });
      const bytes = Buffer.from(data!);
      expect(bytes.length).toBeGreaterThan(100_000);
      expect(bytes.equals(readFileSync(join(out, file)))).toBe(true);
    }
    expect(readdirSync(out).sort()).toEqual(['results.csv', 'results.json', 'run.json']);
    expect((await post(client, request)).status).toBe(200);
    const { status: exit, stdout } = await server.stop();
    expect(exit).toBe(0);
    expect(stdout).toBe(`listening on ${server.address}\n`);
  });

  it('answers at once while a large run uses every core', async () => {
    const { client, stop } = await startServer();
    const { run } = await post(client, large);
    await untilState(client, run.id, 'running');
    let slowest = 0;
    for (let call = 0; call < 40; call++) {
      const started = performance.now();
      expect((await client.api.GET('/healthz')).response.status).toBe(200);
      slowest = Math.max(slowest, performance.now() - started);
      await pause(25);
    }
    expect(await stateOf(client, run.id)).toBe('running');
    expect(slowest).toBeLessThan(1000);
    await cancel(client, run.id);
    expect(await stateOf(client, run.id)).toBe('cancelled');
    await expect(client.runAndWait({ ...large, scenario: 'no-such-law' })).rejects.toMatchObject({
      name: 'ProblemError',
      code: 'invalid-run',
      status: 422,
      problems: [{ code: 'no-such-scenario', pointer: '/scenario' }],
    });
    expect((await stop('SIGINT')).status).toBe(0);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('takes up after %s what it had accepted', async (signal) => {
    const first = await startServer();
    const { run } = await post(first.client, large);
    const waiting = await post(first.client, { ...large, persons: 1000, toYear: 2025 });
    await untilState(first.client, run.id, 'running');
    const { status } = await first.stop(signal);
    expect(status).toBe(signal === 'SIGTERM' ? 0 : null);
    const { client, stop } = await startServer();
    expect(['queued', 'running']).toContain(await stateOf(client, run.id));
    await cancel(client, run.id);
    await untilState(client, waiting.run.id, 'succeeded');
    await stop();
  });

  it('is followed by a client over a restart to the end of the run, and its results read', {
    timeout: 120_000,
  }, async () => {
    const first = await startServer();
    const { client } = first;
    const events: RunEvent[] = [];
    let begun = () => {};
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const finished = client.runAndWait(
      { scenario: 'under-three-universal', persons: 30_000, toYear: 2030 },
      {
        onProgress: (event) => {
          events.push(event);
          if (event.state === 'running') begun();
        },
      },
    );
    await running;
    await first.stop('SIGKILL');
    const second = await startServer(new URL(first.address).port);
    const run = await finished;
    expect(run.state).toBe('succeeded');
    const told = events.filter(({ event }) => event === 'state').map(({ id, state }) => `${id} ${state}`);
    expect(told).toEqual(['1 queued', '2 running', '3 queued', '4 running', '5 succeeded']);
    const places = events.map(({ id }) => id);
    expect(new Set(places).size).toBe(places.length);
    const filters = { year: '2030', indicator: 'population', dimension: 'total' };
    const { record, rows } = await client.results(run.id, { filters });
    expect(record.id).toBe(run.id);
    expect(rows.map(({ scenario }) => scenario)).toEqual(['current-law', 'under-three-universal']);
    const csv = await (await client.results(run.id, { format: 'csv', filters })).text();
    expect(csv.trim().split(/\r?\n/)).toHaveLength(rows.length + 1);
    await second.stop();
  });
});

describe('mtb run', () => {
  it('leaves nothing behind after Ctrl-C', async () => {
    const interruptAfter = async (milliseconds: number) => {
      const child = startCli('run', 'current-law', '--population', '10000000', '--out', join(folder, 'out'));
      children.push(child);
      const done = ended(child);
      await pause(milliseconds);
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
