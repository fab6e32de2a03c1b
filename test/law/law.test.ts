import { describe, expect, test } from 'vitest';
import { entitlementsOf, shippedInput, validateScenario } from '../../src/index.js';
import { foundFor, householdOf, type LawCase, lawCases } from './cases.js';

// The cases are the law as a lawyer reads it, their amounts worked out by hand. They are held against the public
// calculator to the dong.

const cases = lawCases();
const byFile = new Map(cases.map(({ file }) => [file, cases.filter((one) => one.file === file)] as const));

function answerTo(one: LawCase) {
  const scenario = shippedInput(one.scenario);
  if (!scenario) throw new Error(`there is no scenario ${one.scenario}`);
  const result = entitlementsOf({ value: householdOf(one) }, scenario);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.answer;
}

/** Ids of the tiers and contributions of a shipped scenario. */
function rulesOf(id: string): { tiers: string[]; contributions: string[] } {
  const result = validateScenario(shippedInput(id)!);
  if (!result.ok) throw new Error(id);
  const { tiers, contributions } = result.scenario.document as Record<string, object>;
  return { tiers: Object.keys(tiers), contributions: Object.keys(contributions) };
}

describe.each([...byFile])('%s', (_, ofFile) => {
  test.each(ofFile.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const answer = answerTo(one);
    expect(one.expect.map((expected) => foundFor(expected, answer))).toEqual(one.expect);
  });
});

describe('the cases themselves', () => {
  test('are many, and none has the name of another of its file', () => {
    expect(cases.length).toBeGreaterThanOrEqual(110);
    for (const ofFile of byFile.values())
      expect(new Set(ofFile.map(({ name }) => name)).size).toBe(ofFile.length);
  });

  test('say how each amount is worked out', () => {
    const silent = cases.flatMap(({ file, name, expect: expectations, computed }) =>
      expectations
        .map((expected) => ('amount' in expected ? expected.amount : 0))
        .filter((amount) => amount > 0 && !computed.includes(`= ${amount.toLocaleString('en-GB')}`))
        .map((amount) => `${file}: ${name}: ${amount}`),
    );
    expect(silent).toEqual([]);
  });

  test.each([...new Set(cases.map(({ scenario }) => scenario))])(
    'speak of what %s has, and of all of it',
    (id) => {
      const { tiers, contributions } = rulesOf(id);
      const expectations = cases.flatMap((one) => (one.scenario === id ? one.expect : []));
      const named = (key: 'tier' | 'contribution') =>
        new Set(expectations.flatMap((one) => (key in one ? [Reflect.get(one, key) as string] : [])));
      expect([...named('tier')].filter((tier) => !tiers.includes(tier))).toEqual([]);
      expect([...named('contribution')].filter((one) => !contributions.includes(one))).toEqual([]);
      if (id !== 'current-law') return;
      for (const tier of tiers) {
        const said = expectations.filter((one) => 'tier' in one && one.tier === tier);
        expect(new Set(said.map((one) => 'entitled' in one && one.entitled)), tier).toEqual(
          new Set([true, false]),
        );
      }
      expect(contributions.filter((one) => !named('contribution').has(one))).toEqual([]);
    },
  );
});
