import { describe, expect, it } from 'vitest';
import { formatProblem, problemOf } from '../../src/problems.js';

describe('formatProblem', () => {
  it('gives place, pointer, sentence and details', () => {
    const problem = problemOf({
      code: 'wrong-type',
      message: 'It must be a number.',
      pointer: '/tiers/a/amount',
      source: 'a.yaml',
      line: 3,
      column: 5,
      found: 'x',
      expected: 'a number',
    });
    expect(formatProblem(problem)).toBe(
      'a.yaml:3:5 /tiers/a/amount: It must be a number.\n    found: x\n    expected: a number',
    );
  });

  it('leaves out what is not known', () => {
    expect(formatProblem(problemOf({ code: 'x', message: 'Name one.', pointer: '' }))).toBe(
      'input: Name one.',
    );
  });
});
