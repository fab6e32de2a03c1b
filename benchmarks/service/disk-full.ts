/**
 * A disk that is full and has room again, ten times: `node dist/benchmarks/service/disk-full.js [--rounds 10] [--limit]`.
 *
 * Clients keep posting small runs, some fill the disk, some free it. A full disk must be answered with 503 store-full
 * and never with another error, every accepted run must end with the bytes of an undisturbed simulation. Printed are
 * the seconds from the full disk to the first refusal and from the free disk to the first run that is accepted again.
 * The disk is a memory disk; where mounting is not permitted, or with `--limit`, the operating system's limit of file
 * sizes stands in for it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { jsonOf } from './ask.js';
import { limitedFolder, smallDisk } from './scarce-disk.js';
import { exitOnSignals, Service } from './service.js';
import { codeOf, csvHash, post, postingOf, stateOf, undisturbedHash, until } from './trouble.js';
import { type Posting, randomOf } from './workload.js';

exitOnSignals();
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, limit: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
const disk = (values.limit ? undefined : smallDisk()) ?? limitedFolder();
const accepted = new Map<string, Posting>();
const breaches: string[] = [];
let posted = 0;
const random = randomOf('disk full');

/** Posts a run of its own; gives the status. */
async function postOne(server: Service): Promise<number> {
  const posting = postingOf(1000 + 1000 * (posted % 5), 2026, `round-${posted++}`);
  const answer = await post(server, posting);
  if (answer.status === 202) accepted.set(jsonOf<{ id: string }>(answer).id, posting);
  else if (answer.status === 503 && codeOf(answer) !== 'store-full') breaches.push(`503 ${codeOf(answer)}`);
  else if (answer.status !== 503 && answer.status !== 429)
    breaches.push(`a run was answered ${answer.status}`);
  return answer.status;
}

function summary(name: string, seconds: readonly number[]): string {
  const sorted = [...seconds].sort((a, b) => a - b);
  return `${name}: median ${sorted[Math.floor(sorted.length / 2)].toFixed(2)} s, longest ${sorted.at(-1)?.toFixed(2)} s`;
}

let server: Service | undefined;
try {
  server = await Service.start({ data: disk.folder, environment: { MTB_LOG_LEVEL: 'error' } });
  const running = server;
  const refusals: number[] = [];
  const recoveries: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (let one = 0; one < 4; one++) await postOne(running);
    await sleep(1000 * random());
    disk.fill(running);
    refusals.push(await until('a refusal', 30, async () => (await postOne(running)) === 503));
    await sleep(1000);
    disk.free(running);
    recoveries.push(await until('an acceptance', 30, async () => (await postOne(running)) === 202));
  }
  for (const [id, posting] of accepted) {
    await until(`run ${id} ends`, 120, async () => (await stateOf(running, id)) === 'succeeded');
    if ((await csvHash(running, id)) !== (await undisturbedHash(posting)))
      breaches.push(`run ${id} has other bytes`);
  }
  console.log(`${disk.mechanism}; ${rounds} rounds, ${posted} posts, ${accepted.size} accepted`);
  console.log(summary('from the full disk to the first refusal', refusals));
  console.log(summary('from the free disk to the first acceptance', recoveries));
  console.log(`breaches: ${breaches.length}`);
  for (const breach of breaches) console.log(`  ${breach}`);
  if (breaches.length > 0) process.exitCode = 1;
} finally {
  await server?.kill();
  disk.close();
}
