/**
 * What a service loses to crashes: `node dist/benchmarks/service/kills.js [--kills 200] [--seed S]`.
 *
 * A server on the loopback interface with a data folder of its own, clients that keep posting runs and comparisons
 * (1,000 to 20,000 persons to 2026-2030, one in thirty long; a fifth posted before, some with Idempotency-Key), reading,
 * listening, listing and keeping scenarios, and SIGKILL at random moments of a seed: to the server, to the process of a
 * run, to both, to a server that is still starting. MTB_RUN_ATTEMPTS is raised so that no run fails for being killed
 * often. At the end every accepted run must be there once, with the bytes of an undisturbed simulation of the same
 * request in this process. Exit status 1 on any breach.
 */
import { parseArgs } from 'node:util';
import { exitOnSignals, temporaryFolder } from './service.js';
import { survive } from './survival.js';

exitOnSignals();
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: 'kills' } },
});
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1) throw new Error('--kills takes a whole number from 1');
const report = await survive({
  kills,
  seed: values.seed,
  data: temporaryFolder('kills'),
  longRuns: true,
  onKill: (kill, what) => {
    if (kill % 10 === 0) process.stderr.write(`kill ${kill} of ${kills} (${what})\n`);
  },
});
const { seen } = report;
const counts = Object.entries(report.kills).map(([victim, count]) => `${count} ${victim}`);
console.log(`kills: ${counts.join(', ')}; seed ${values.seed}; ${report.seconds.toFixed(0)} s`);
console.log(`runs accepted: ${seen.accepted.size}, of ${seen.postings.length} distinct postings`);
console.log(`scenarios kept: ${seen.library.size}; slowest start ${report.slowestStart.toFixed(1)} s`);
console.log(
  `answers: ${[...seen.answers]
    .sort()
    .map(([kind, count]) => `${kind} x ${count}`)
    .join(', ')}`,
);
console.log(`breaches: ${seen.breaches.length}`);
for (const breach of seen.breaches) console.log(`  ${breach}`);
if (seen.breaches.length > 0) process.exitCode = 1;
