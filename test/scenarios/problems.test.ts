import { describe, expect, test } from 'vitest';
import { findShipped, readScenario } from '../../scenarios/index.js';
import type { Problem } from '../../scenarios/problems.js';
import { SCENARIO_MISTAKES } from '../support/scenario-mistakes.js';
import { SOUND } from '../support/sound-scenario.js';

function problemsOf(text: string, find: typeof findShipped = () => undefined): readonly Problem[] {
  const result = readScenario(text, { source: 'probe.yaml', find });
  return result.ok ? [] : result.problems;
}

/** Line and column (from 1) of the first place of `mark` in a text. */
function placeOf(text: string, mark: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(mark)).split('\n');
  return { line: before.length, column: before[before.length - 1].length + 1 };
}

describe('problems', () => {
  test('the text that the cases change is sound', () => {
    expect(problemsOf(SOUND)).toEqual([]);
  });

  test.each(SCENARIO_MISTAKES)('$code at $pointer: $at', ({ code, change, pointer, at, nearest }) => {
    const text = SOUND.replace(change[0], change[1]);
    expect(text).not.toBe(SOUND);
    const problems = problemsOf(text);
    const found = problems.find((problem) => problem.code === code && problem.pointer === pointer);
    expect(problems.map((problem) => `${problem.code} ${problem.pointer}`)).toContain(`${code} ${pointer}`);
    expect(found).toMatchObject({ source: 'probe.yaml', ...placeOf(text, at), nearest: nearest ?? null });
    if (code !== 'yaml-syntax') expect(problems).toHaveLength(1);
  });

  test('both units are named', () => {
    const [problem] = problemsOf(
      SOUND.replace('amount: grant_amount', 'amount: grant_amount + monthly_amount'),
    );
    expect(problem.message).toContain('VND and VND/month');
  });

  test('places inside a folded formula are found', () => {
    const text = SOUND.replace('amount: grant_amount', 'amount: >-\n      grant_amount\n      + grnt_amount');
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({ code: 'formula-unknown-symbol', ...placeOf(text, 'grnt_amount') });
  });

  test('one reading tells all mistakes', () => {
    const text = SOUND.replace('mark: assumption', 'mark: guess')
      .replace('unit: birth', 'unit: brith')
      .replace('amount: grant_amount', 'amount: grant_amuont')
      .replace('eligibility: true', 'eligibility: 3')
      .replace('monthly_amount\n', 'monthly_amount * age_month\n')
      .concat('extra: 1\n');
    expect(problemsOf(text).map(({ code }) => code)).toEqual([
      'unknown-key',
      'unknown-value',
      'unknown-value',
      'formula-unknown-symbol',
      'formula-unknown-symbol',
      'formula-type',
    ]);
  });

  test('JSON has the same places', () => {
    const text =
      '{\n\t"id": "a",\n\t"title": { "en": "A", "vi": "B" },\n\t"country": "viet-nam",\n\t"tirs": {}\n}';
    const result = readScenario(text, { format: 'json', find: findShipped });
    expect(result).toMatchObject({
      ok: false,
      problems: [
        { code: 'unknown-key', pointer: '/tirs', line: 5, column: 2, nearest: 'tiers', source: null },
      ],
    });
  });

  test('more problems than the limit are counted', () => {
    const many = Array.from({ length: 450 }, (_, i) => `x${i}: 1\n`).join('');
    const problems = problemsOf(SOUND + many);
    expect(problems).toHaveLength(201);
    expect(problems[200]).toMatchObject({
      code: 'more-problems',
      message: expect.stringContaining('250 more'),
    });
  });
});
