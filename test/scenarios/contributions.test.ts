import { describe, expect, test } from 'vitest';
import { monthIndex } from '../../engine/inputs/time.js';
import { readScenario, resolveScenario } from '../../scenarios/index.js';
import { SOUND } from '../support/sound-scenario.js';

const reform = 'id: reform\nextends: probe\ntitle: { en: Reform, vi: Cải cách }\n';
const FLAT = { firstYear: 2025, price: Float64Array.of(1), wage: Float64Array.of(1) };

function read(body: string) {
  const find = (id: string) => (id === 'probe' ? { text: SOUND, source: 'probe.yaml' } : undefined);
  return readScenario(reform + body, { source: 'reform.yaml', find });
}
function resolved(body: string) {
  const result = read(body);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return resolveScenario(result.scenario, FLAT).contributions;
}

describe('contributions of a scenario', () => {
  test('an entry comes out with its dates and formulas', () => {
    expect(resolved('')).toEqual([
      {
        id: 'levy',
        title: { en: 'Levy', vi: 'Đóng góp' },
        fund: 'levy-fund',
        scheme: 'compulsory',
        payer: 'employer',
        from: monthIndex(2027, 1),
        until: null,
        counted: true,
        eligibility: {
          kind: 'operation',
          operator: 'not',
          operands: [{ kind: 'variable', name: 'own_account' }],
        },
        amount: {
          kind: 'operation',
          operator: 'multiply',
          operands: [
            { kind: 'number', value: 0.03 },
            { kind: 'variable', name: 'declared_wage' },
          ],
        },
      },
    ]);
  });

  test('one key of an inherited entry can change', () => {
    expect(resolved('contributions: { levy: { until: 2028-07, payer: member } }\n')).toMatchObject([
      { id: 'levy', payer: 'member', fund: 'levy-fund', until: monthIndex(2028, 7) },
    ]);
  });

  test('`remove` and null take an entry away; a new one without eligibility is for every member', () => {
    expect(resolved('contributions: { levy: null }\n')).toEqual([]);
    expect(resolved('contributions: { levy: { remove: true } }\n')).toEqual([]);
    const state = `contributions:
  state-share: { title: { en: S, vi: S }, fund: levy-fund, scheme: voluntary, payer: state-budget, from: 2027-01, amount: monthly_amount, mark: assumption, reference: r }
`;
    expect(resolved(state)).toMatchObject([
      { id: 'levy' },
      { id: 'state-share', scheme: 'voluntary', eligibility: { kind: 'number', value: 1 } },
    ]);
  });

  test('a misspelt entry is neither removed nor taken for a new one', () => {
    expect(read('contributions: { levi: null }\n')).toMatchObject({
      problems: [{ code: 'unknown-contribution', pointer: '/contributions/levi', nearest: 'levy', line: 4 }],
    });
    expect(read('contributions: { levi: { payer: member } }\n')).toMatchObject({
      problems: [{ code: 'unknown-contribution', pointer: '/contributions/levi', nearest: 'levy', line: 4 }],
    });
  });

  test('every mistake is told at once', () => {
    const text = SOUND.replace('scheme: compulsory', 'scheme: both')
      .replace('fund: levy-fund', 'fund: Levy fund')
      .replace('eligibility: not own_account', 'eligibility: not own_acount')
      .replace('0.03 * declared_wage', '0.03 * age_months');
    const result = readScenario(text, { source: 'probe.yaml', find: () => undefined });
    expect(result.ok ? [] : result.problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'wrong-name /contributions/levy/fund',
      'unknown-value /contributions/levy/scheme',
      'formula-unknown-symbol /contributions/levy/eligibility',
      'formula-scope /contributions/levy/amount',
    ]);
  });

  test('a definition that reads a birth is told by the variable, not by its name', () => {
    const text = SOUND.replace('needy: poor or near_poor', 'needy: children_born > 1').replace(
      'eligibility: not own_account',
      'eligibility: needy',
    );
    const result = readScenario(text, { source: 'probe.yaml', find: () => undefined });
    expect(result).toMatchObject({
      problems: [
        {
          code: 'formula-scope',
          pointer: '/contributions/levy/eligibility',
          message: expect.stringContaining(
            '`needy` reads `children_born`, which is not known in a contribution',
          ),
        },
      ],
    });
  });
});
