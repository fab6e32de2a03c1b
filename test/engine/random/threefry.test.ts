import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runKey } from '../../../engine/random/streams.js';
import { threefry, threefryRounds } from '../../../engine/random/threefry.js';

// Known answers of Random123 (kat_vectors): counter, key, answer.
const KNOWN = [
  [13, [0, 0], [0, 0], [0x9d1c5ec6, 0x8bd50731]],
  [13, [0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0xfd36d048, 0x2d17272c]],
  [13, [0x243f6a88, 0x85a308d3], [0x13198a2e, 0x03707344], [0xba3e4725, 0xf27d669e]],
  [20, [0, 0], [0, 0], [0x6b200159, 0x99ba4efe]],
  [20, [0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x1cb996fc, 0xbb002be7]],
  [20, [0x243f6a88, 0x85a308d3], [0x13198a2e, 0x03707344], [0xc4923a9c, 0x483df7a0]],
] as const;

function unrolled(key: readonly [number, number], counter: readonly [number, number]): [number, number] {
  const out = new Int32Array(2);
  threefry(key[0], key[1], counter[0], counter[1], out);
  return [out[0] >>> 0, out[1] >>> 0];
}

describe('Threefry-2x32', () => {
  test.each(KNOWN)('%i rounds, counter %j, key %j', (rounds, counter, key, answer) => {
    expect(threefryRounds(rounds, key, counter)).toEqual(answer);
    if (rounds === 13) expect(unrolled(key, counter)).toEqual(answer);
  });

  test('the unrolled form equals the reference for any key and counter', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(fc.tuple(word, word), fc.tuple(word, word), (key, counter) => {
        expect(unrolled(key, counter)).toEqual(threefryRounds(13, key, counter));
      }),
      { numRuns: 2000 },
    );
  });

  test('words are even: 16 equal slices of 160,000 draws, chi-square under its 99.9 % point (37.7, 15 degrees)', () => {
    const counts = new Float64Array(16);
    const out = new Int32Array(2);
    for (let i = 0; i < 80_000; i++) {
      threefry(17, 42, i, 3, out);
      counts[out[0] >>> 28]++;
      counts[out[1] >>> 28]++;
    }
    const chi = counts.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
    expect(chi).toBeLessThan(37.7);
  });
});

test('the run key depends on the whole seed text and on nothing else', () => {
  expect(runKey('a')).toEqual(runKey('a'));
  expect(runKey('a')).not.toEqual(runKey('b'));
  expect(runKey('viet-nam-2025')).not.toEqual(runKey('viet-nam-2026'));
});
