import { describe, expect, it } from 'vitest';
import { livesOf, makeRoom } from '../../src/commands/lives-room.js';
import { KeptLives } from '../../src/kept-lives.js';
import { nationOf } from '../../src/options.js';
import { planOf, smallRun } from './queue-tools.js';
import { reform } from './reforms.js';

const oneProjection = planOf(smallRun('room', { persons: 100_000, toYear: 2044 }));
const two = planOf(
  smallRun('room', {
    scenarios: [reform('high', 'extends: current-law', 'projection: { fertility: high }')],
    persons: 'whole',
    toYear: 2044,
  }),
);

describe('room for lives', () => {
  it('is made for one life of each person and projection', () => {
    const lives = new KeptLives(0);
    makeRoom(lives, livesOf(oneProjection), 1e9);
    expect(lives.most).toBe(100_000);
    expect(livesOf(oneProjection).map((one) => lives.knows(one))).toEqual([false]);
    makeRoom(lives, livesOf(two), Number.POSITIVE_INFINITY);
    expect(lives.most).toBe(2 * nationOf(two.country));
  });

  it('is refused where memory has none', () => {
    const lives = new KeptLives(7);
    // 100,000 persons in the 20 years from 2025 to 2044, of 25 bytes each.
    makeRoom(lives, livesOf(oneProjection), 50_000_000);
    expect(() => makeRoom(lives, livesOf(oneProjection), 49_999_999)).toThrow('name a smaller --population');
    // 101.3 million persons twice: 101.3 GB of a thousand million bytes.
    expect(() => makeRoom(lives, livesOf(two), 24e9)).toThrow(/about 94\.\d GB, and 22\.4 GB are free/);
    expect(lives.most).toBe(100_000);
  });
});
