/**
 * Whether copies of the data folder can be restored: `node dist/benchmarks/service/backup.js [--copies 10]`.
 *
 * A server simulates and accepts small runs all the time. Copies are made with `cp -a`: while the server and its
 * processes are paused (what `docker pause`, `systemctl freeze` or a snapshot of the file system see), while it works,
 * and once after it was stopped. A server is started on each copy: everything that was accepted before the copy began
 * must be there, end, and have the bytes that the first server gives. Exit status 1 when a paused or a stopped copy
 * fails; copies of a working server are only counted.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { exitOnSignals, Service, temporaryFolder } from './service.js';
import { accepted, csvHash, postingOf, stateOf, until } from './trouble.js';

exitOnSignals();
const { values } = parseArgs({ options: { copies: { type: 'string', default: '10' } } });
const folder = temporaryFolder('backup');
const data = join(folder, 'data');
const environment = { MTB_LOG_LEVEL: 'error', MTB_QUEUE: '1000' };
const ids: string[] = [];

function copyTo(name: string): string {
  const copy = join(folder, name);
  const { status, stderr } = spawnSync('cp', ['-a', data, copy], { encoding: 'utf8' });
  // A file that goes while it is copied is a mistake of the copy, told apart from those of the store.
  if (status !== 0) throw new Error(stderr.trim());
  return copy;
}

function signal(server: Service, name: NodeJS.Signals): void {
  for (const pid of [server.pid, ...server.runners()]) process.kill(pid, name);
}

/** What is wrong with a copy; undefined for nothing. */
async function mistakeOf(
  copy: string,
  expected: readonly string[],
  hashes: Map<string, string>,
): Promise<string | undefined> {
  let restored: Service | undefined;
  try {
    restored = await Service.start({ data: copy, environment });
    const { address } = restored;
    for (const id of expected) {
      await until(`run ${id} ends`, 120, async () => (await stateOf({ address }, id)) === 'succeeded');
      const hash = await csvHash({ address }, id);
      if (hash !== hashes.get(id)) return `run ${id}: ${hash}`;
    }
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    await restored?.stop();
  }
}

const copies: { readonly way: string; readonly path: string; readonly expected: readonly string[] }[] = [];
const failed = { paused: 0, working: 0, stopped: 0 };
const server = await Service.start({ data, environment });
for (let number = 0; number < Number(values.copies); number++) {
  for (const way of ['paused', 'working'] as const) {
    for (let one = 0; one < 2; one++) {
      ids.push(await accepted(server, postingOf(2000, 2027, `${way}-${number}-${one}`)));
    }
    await sleep(100 + 37 * number);
    const expected = [...ids];
    if (way === 'paused') signal(server, 'SIGSTOP');
    try {
      copies.push({ way, path: copyTo(`${way}-${number}`), expected });
    } catch (error) {
      failed[way]++;
      console.log(`${way} copy ${number}: ${error}`);
    } finally {
      if (way === 'paused') signal(server, 'SIGCONT');
    }
  }
}
const hashes = new Map<string, string>();
for (const id of ids) {
  await until(`run ${id} ends`, 120, async () => (await stateOf(server, id)) === 'succeeded');
  hashes.set(id, await csvHash(server, id));
}
await server.stop();
copies.push({ way: 'stopped', path: copyTo('stopped'), expected: ids });
for (const { way, path, expected } of copies) {
  const mistake = await mistakeOf(path, expected, hashes);
  if (mistake === undefined) continue;
  failed[way as keyof typeof failed]++;
  console.log(`${way} copy: ${mistake}`);
}
for (const [way, count] of Object.entries(failed)) {
  const made = way === 'stopped' ? 1 : values.copies;
  console.log(`copies of the ${way} server: ${made} made, ${count} failed`);
}
if (failed.paused + failed.stopped > 0) process.exitCode = 1;
