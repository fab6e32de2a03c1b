import { describe, expect, test } from 'vitest';
import { findShipped, readScenario } from '../../scenarios/index.js';
import { HOSTILE_SCENARIOS } from '../support/hostile-scenarios.js';

// The first formula that is read pays for loading the parser; that is no part of what a text can cost.
readScenario('id: warm-up\n', { find: findShipped });

describe('hostile texts', () => {
  test.each(HOSTILE_SCENARIOS)('$name', ({ text, format }) => {
    let elapsed = Number.POSITIVE_INFINITY;
    let result = readScenario('', { find: findShipped });
    // The better of two: a machine that is busy with something else says nothing about the text.
    for (let i = 0; i < 2 && elapsed > 500; i++) {
      const started = performance.now();
      result = readScenario(text, { format, find: findShipped });
      elapsed = Math.min(elapsed, performance.now() - started);
    }
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.problems.length).toBeGreaterThan(0);
    expect(result.problems.length).toBeLessThanOrEqual(201);
    for (const problem of result.problems) {
      expect(problem.code).toMatch(/^[a-z][a-z-]+$/);
      expect(problem.message).toMatch(/[.?]$/);
      expect(problem.message.length).toBeLessThan(600);
    }
    expect(elapsed).toBeLessThan(1_000);
  });

  test('nothing was added to what every object inherits', () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
