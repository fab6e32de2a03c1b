import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ask } from '../../benchmarks/service/ask.js';
import { limitedFolder, lockableFolder, smallDisk } from '../../benchmarks/service/scarce-disk.js';
import { Service, type ServiceOptions } from '../../benchmarks/service/service.js';
import {
  accepted,
  codeOf,
  csvHash,
  post,
  postingOf,
  stateOf,
  undisturbedHash,
  until,
} from '../../benchmarks/service/trouble.js';

const SMALL = postingOf(1000, 2026, 'before');
/** Some seconds of simulation: there is time to take the disk away. */
const RUNNING = postingOf(150_000, 2035, 'running');

async function start(options: ServiceOptions): Promise<Service> {
  const server = await Service.start({ ...options, environment: { MTB_LOG_LEVEL: 'warn' } });
  onTestFinished(async () => {
    await server.kill();
  });
  return server;
}

async function finished(server: Service, posting: typeof SMALL): Promise<string> {
  const id = await accepted(server, posting);
  await until('the run succeeds', 90, async () => (await stateOf(server, id)) === 'succeeded');
  return id;
}

/** Trouble of the disk under a running run: what was kept is served, nothing is accepted, and all goes on afterwards. */
async function expectRecovery(
  server: Service,
  code: 'store-full' | 'store-read-only',
  take: () => void,
  giveBack: () => void,
): Promise<void> {
  const before = await finished(server, SMALL);
  const hash = await csvHash(server, before);
  const running = await accepted(server, RUNNING);
  await until('the run is begun', 60, async () => (await stateOf(server, running)) === 'running');
  take();

  // A disk may have room for a last small entry: whoever is accepted by it must be served later like any other.
  const late = postingOf(1000, 2026, 'late');
  const lateStatus = (await post(server, late)).status;
  expect([202, 503]).toContain(lateStatus);
  await until(`the server says ${code}`, 90, async () => {
    const ready = await ask(`${server.address}/readyz`);
    if (ready.status === 200) return false;
    expect({ status: ready.status, code: codeOf(ready) }).toEqual({ status: 503, code });
    return true;
  });
  // Again and again, while the server looks whether there is room.
  for (let attempt = 0; attempt < 5; attempt++) {
    const answer = await post(server, postingOf(1000, 2026, `refused ${attempt}`));
    expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: 503, code });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect((await ask(`${server.address}/healthz`)).status).toBe(200);
  expect(await csvHash(server, before)).toBe(hash);
  expect((await ask(`${server.address}/v1/runs`)).status).toBe(200);
  expect(['queued', 'running']).toContain(await stateOf(server, running));

  giveBack();
  const after = postingOf(1000, 2026, 'after');
  await until('runs are accepted again', 10, async () => (await post(server, after)).status === 202);
  for (const posting of [RUNNING, after, ...(lateStatus === 202 ? [late] : [])]) {
    expect(await csvHash(server, await finished(server, posting))).toBe(await undisturbedHash(posting));
  }
  expect((await ask(`${server.address}/readyz`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
}

it('refuses runs while the disk is full, and goes on when it is not', { timeout: 240_000 }, async () => {
  // Where mounting is not permitted, the limit of file sizes stands in for the full disk.
  const disk = smallDisk() ?? limitedFolder();
  onTestFinished(disk.close);
  const server = await start({ data: disk.folder });
  await expectRecovery(
    server,
    'store-full',
    () => disk.fill(server),
    () => disk.free(server),
  );
});

it('refuses runs while the folder cannot be written, and goes on when it can', {
  timeout: 240_000,
}, async () => {
  const { folder, prefix, lock, unlock, close } = lockableFolder();
  onTestFinished(close);
  const server = await start({ data: folder, prefix });
  await expectRecovery(server, 'store-read-only', lock, unlock);
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mtb-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('sweeps what was half-written when it starts', { timeout: 120_000 }, async () => {
  const data = temporaryFolder();
  const results = join(data, 'results');
  mkdirSync(results);
  const left = [`.${'a'.repeat(64)}.arrow.17.part`, `${'b'.repeat(64)}.arrow`, '.probe.17.part'];
  for (const name of left) writeFileSync(join(results, name), 'half');
  const server = await start({ data });
  expect(left.filter((name) => existsSync(join(results, name)))).toEqual([]);
  const id = await finished(server, SMALL);
  expect(readdirSync(results)).toEqual([`${id}.arrow`]);
});

it('notices a flipped byte, says so once and simulates the run anew', { timeout: 120_000 }, async () => {
  const data = temporaryFolder();
  const first = await start({ data });
  const id = await finished(first, SMALL);
  const hash = await csvHash(first, id);
  await first.stop();
  const path = join(data, 'results', `${id}.arrow`);
  const bytes = readFileSync(path);
  bytes[Math.floor(bytes.length / 2)] ^= 1;
  writeFileSync(path, bytes);

  const second = await start({ data });
  const answer = await ask(`${second.address}/v1/runs/${id}/results`);
  expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: 409, code: 'results-damaged' });
  const line = second.log.find((one) => one.includes(id));
  expect(line).toMatch(/damaged/);
  await until('the run succeeds again', 90, async () => (await stateOf(second, id)) === 'succeeded');
  expect(await csvHash(second, id)).toBe(hash);
});

it('simulates anew a run whose file is gone when it starts', { timeout: 120_000 }, async () => {
  const data = temporaryFolder();
  const first = await start({ data });
  const id = await finished(first, SMALL);
  const hash = await csvHash(first, id);
  await first.stop();
  rmSync(join(data, 'results', `${id}.arrow`));
  const second = await start({ data });
  await until('the run succeeds again', 90, async () => (await stateOf(second, id)) === 'succeeded');
  expect(await csvHash(second, id)).toBe(hash);
});
