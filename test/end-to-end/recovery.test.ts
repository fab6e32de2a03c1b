import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { killServers } from '../../benchmarks/service/service.js';
import { survive } from '../../benchmarks/service/survival.js';

// The short form of `benchmarks/service/kills.ts`, which kills 200 times.
it('loses, doubles and damages nothing when it is killed at random moments', {
  timeout: 300_000,
}, async () => {
  const data = mkdtempSync(join(tmpdir(), 'mtb-recovery-'));
  onTestFinished(() => {
    killServers();
    rmSync(data, { recursive: true, force: true });
  });
  const { seen, kills } = await survive({ kills: 6, seed: 'recovery', data, longRuns: false });
  expect(seen.breaches).toEqual([]);
  expect(kills.server + kills.both + kills.starting).toBeGreaterThan(0);
  expect(kills.run + kills.both).toBeGreaterThan(0);
  expect(seen.accepted.size).toBeGreaterThan(2);
  expect(seen.library.size).toBeGreaterThan(0);
});
