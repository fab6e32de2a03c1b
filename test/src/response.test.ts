import { describe, expect, it } from 'vitest';
import { monthIndex } from '../../engine/inputs/time.js';
import type { ResultRow } from '../../engine/results.js';
import { formatReport } from '../../src/commands/report.js';
import { prepareRun } from '../../src/plan.js';
import { joiningFactors, MOST_JOINING, responseId, withJoining } from '../../src/response.js';
import { executeRun } from '../../src/run.js';
import { atLeast, childTier, figureOf, number, read, scenario, vietNam } from '../support/engine.js';
import { fakeRow } from './fake-engine.js';
import { reform } from './reforms.js';

const paysIn = (id: string, payer: string) => ({
  id,
  title: { en: id, vi: id },
  fund: 'pension-and-survivor-fund',
  scheme: 'voluntary' as const,
  payer,
  from: monthIndex(2018, 1),
  until: null,
  eligibility: number(1),
  amount: number(1),
  counted: true,
});
const contributions = [paysIn('own', 'member'), paysIn('subsidy', 'state-budget')];

/** Rows of one scenario in 2027: a million voluntary members who pay 4,000 bn, of which the state 1,000. */
function rowsOf(
  id: string,
  rows: readonly (readonly [string, string, 'total' | 'voluntary' | 'none', number])[],
): ResultRow[] {
  const common = [
    ['insured_persons', 'all', 'voluntary', 1_000_000],
    ['contributions', 'own', 'total', 3_000],
    ['contributions', 'subsidy', 'total', 1_000],
  ] as const;
  return [...common, ...rows].map(([indicator, tier, group, value]) =>
    fakeRow({
      ...{ scenario: id, year: 2027, indicator, tier, group, value },
      dimension: group === 'total' ? 'total' : 'insurance',
    }),
  );
}

const baseline = scenario('base', [], [], contributions);
const insured = childTier('insured', { kind: 'contributory', eligibility: read('parent_insured') });
const others = childTier('others', { meets: { how: 'exclusive', after: [0] } });
const factorOf = (
  tiers: Parameters<typeof scenario>[1],
  rows: Parameters<typeof rowsOf>[1],
  elasticity: number,
) =>
  joiningFactors(
    [...rowsOf('base', []), ...rowsOf('new', rows)],
    baseline,
    scenario('new', tiers, [], contributions),
    elasticity,
    2027,
    2027,
  )[0];

describe('joiningFactors', () => {
  it('1 + elasticity x the gain of a member-year over the contributions for one', () => {
    // 2,000 bn for a million members is 2 m each; 4 m are contributed for each: the gain is a half.
    const rows = [['benefit_cost', 'insured', 'voluntary', 2_000]] as const;
    expect(factorOf([insured], rows, 1)).toBe(1.5);
    expect(factorOf([insured], rows, 0.5)).toBe(1.25);
    expect(factorOf([insured], rows, 0)).toBe(1);
  });

  it('takes off what members forgo: the mean of a tier that is closed to them', () => {
    // 500,000 children of members draw 2,000 bn; outside, 1,500 bn go to 1,000,000 children: 0.5 m x 1.5 m = 750 bn.
    const rows = [
      ['benefit_cost', 'insured', 'voluntary', 2_000],
      ['eligible', 'insured', 'voluntary', 500_000],
      ['benefit_cost', 'others', 'none', 1_500],
      ['eligible', 'others', 'none', 1_000_000],
    ] as const;
    expect(factorOf([insured, others], rows, 1)).toBeCloseTo(1 + 1_250 / 4_000, 12);
    // Topping up, the tier gives members 2,000 - 750 bn more than others too, and never takes more than they draw.
    const topUp = childTier('others', { meets: { how: 'top-up', after: [0] } });
    expect(factorOf([insured, topUp], rows, 1)).toBeCloseTo(1 + 1_250 / 4_000, 12);
    expect(
      factorOf(
        [insured, topUp],
        [...rows.slice(0, 2), ['benefit_cost', 'others', 'none', 9_000], rows[3]],
        1,
      ),
    ).toBe(1);
    // A tier that stacks is no loss.
    expect(factorOf([insured, childTier('others')], rows, 1)).toBe(1.5);
  });

  it('counts only contributory tiers that ask for months of voluntary insurance', () => {
    const rows = [['benefit_cost', 'insured', 'voluntary', 2_000]] as const;
    const compulsory = { ...insured, eligibility: atLeast('months_compulsory_12', 6) };
    expect(factorOf([compulsory], rows, 1)).toBe(1);
    expect(factorOf([{ ...insured, kind: 'non-contributory' }], rows, 1)).toBe(1);
  });

  it('a subsidy counts as gain, a dearer contribution as loss', () => {
    const rows = (own: number) =>
      joiningFactors(
        [
          ...rowsOf('base', []),
          ...rowsOf('new', []).map((row) => (row.tier === 'own' ? { ...row, value: own } : row)),
        ],
        baseline,
        { ...baseline, id: 'new' },
        2,
        2027,
        2027,
      )[0];
    expect(rows(2_000)).toBe(1.5);
    expect(rows(4_000)).toBe(0.5);
    // What the state pays in addition is nothing to the member.
    const dearer = rowsOf('new', []).map((row) => (row.tier === 'subsidy' ? { ...row, value: 2_000 } : row));
    const all = [...rowsOf('base', []), ...dearer];
    expect(joiningFactors(all, baseline, { ...baseline, id: 'new' }, 2, 2027, 2027)).toEqual([1]);
  });

  it(`stays between 0 and ${MOST_JOINING}`, () => {
    expect(factorOf([insured], [['benefit_cost', 'insured', 'voluntary', 9e6]], 10)).toBe(MOST_JOINING);
    expect(factorOf([insured], [['benefit_cost', 'insured', 'voluntary', -9e6]], 10)).toBe(0);
  });

  it('is 1 where nobody is a member or nothing is contributed', () => {
    expect(joiningFactors([], baseline, baseline, 1, 2025, 2027)).toEqual([1, 1, 1]);
  });
});

describe('withJoining', () => {
  it('scales the path from the base year on, never below 0 and never beyond the labour force', () => {
    const { compulsoryRate, voluntaryRate } = vietNam.labour;
    const scaled = withJoining(vietNam, [1, 0, 2, 1e9]).labour.voluntaryRate;
    expect(scaled[0]).toBe(voluntaryRate[0]);
    expect(scaled[1]).toBe(voluntaryRate[1]);
    expect(scaled[2]).toBe(0);
    expect(scaled[3]).toBe(2 * voluntaryRate[3]);
    expect(scaled[4]).toBe(1 - compulsoryRate[4]);
    expect(scaled[5]).toBe(voluntaryRate[5]);
    expect(vietNam.labour.voluntaryRate).toBe(voluntaryRate);
  });
});

const design = (id: string, ...lines: string[]) => reform(id, 'extends: multi-tier-child-benefit', ...lines);

async function run(scenarios: ReturnType<typeof design>[], workers = 0, persons = 10_000) {
  const prepared = prepareRun({ scenarios, persons, toYear: 2028 });
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems));
  const fractions: number[] = [];
  const outcome = await executeRun(prepared.plan, {
    workers,
    onProgress: ({ fraction }) => fractions.push(fraction),
  });
  return { ...outcome, plan: prepared.plan, fractions };
}

describe('a run with a response', () => {
  const responding = design('mine', 'behaviour: { joining_elasticity: 1 }');

  it('has the same bytes without the key and with an elasticity of 0', async () => {
    const [without, zero] = await Promise.all([
      run([design('mine')]),
      run([design('mine', 'behaviour: { joining_elasticity: 0 }')]),
    ]);
    expect(zero.record.results).toEqual(without.record.results);
    expect(zero.rows.some((row) => row.scenario.includes('+'))).toBe(false);
  });

  it('shows the response beside the static result, and changes nothing of that', async () => {
    const { rows, plan, record, fractions } = await run([responding], 0, 50_000);
    const still = await run([design('mine')], 0, 50_000);
    expect(plan.id).not.toBe(still.plan.id);
    const shown = rows.filter(({ scenario: id }) => id !== responseId('mine'));
    expect(shown).toEqual(still.rows);
    expect(rows.slice(shown.length).every(({ scenario: id }) => id === 'mine+response')).toBe(true);
    expect(record.scenarios.map(({ joiningElasticity }) => joiningElasticity)).toEqual([0, 1]);
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    const of = (id: string, year: number, indicator: string, group = 'total') =>
      figureOf(rows, {
        ...{ scenario: id, year, indicator, branch: 'all', group },
        dimension: group === 'total' ? 'total' : 'insurance',
      });
    for (const year of [2025, 2026]) expect(of('mine+response', year, 'joining_factor')).toBe(1);
    for (const year of [2027, 2028]) {
      const factor = of('mine+response', year, 'joining_factor');
      expect(factor).toBeGreaterThan(1.01);
      const [members, before] = ['mine+response', 'mine'].map((id) =>
        of(id, year, 'insured_persons', 'voluntary'),
      );
      // Some 1,800 members in the sample: the ratio has a standard error of 0.6 %.
      expect(Math.abs(members / before - factor)).toBeLessThan(0.03);
      // Draws are those of the static run: compulsory members stay.
      expect(of('mine+response', year, 'insured_persons', 'compulsory')).toBe(
        of('mine', year, 'insured_persons', 'compulsory'),
      );
    }
    const report = formatReport({ record, rows });
    expect(report).toContain('(mine+response)');
    expect(report).toContain('(mine+response) against mine');
  });

  it('depends neither on workers nor on the order of the scenarios', async () => {
    const other = design('other', 'behaviour: { joining_elasticity: 0.3 }');
    const [a, b] = [await run([responding, other]), await run([other, responding], 2)];
    const sorted = ({ rows }: typeof a) =>
      ['current-law', 'mine', 'mine+response', 'other', 'other+response'].map((id) =>
        rows.filter((row) => row.scenario === id),
      );
    expect(sorted(a).every((rows) => rows.length > 0)).toBe(true);
    expect(sorted(b)).toEqual(sorted(a));
  });

  it('is inherited, and refused where it is no elasticity', () => {
    const child = (line: string) =>
      prepareRun({ scenarios: [reform('mine', 'extends: current-law', line)], persons: 1_000, toYear: 2026 });
    expect(child('behaviour: { joining_elasticity: -1 }').ok).toBe(false);
    expect(child('behaviour: { joining_elasticity: 11 }').ok).toBe(false);
    expect(child('behaviour: { fertility_elasticity: 1 }').ok).toBe(false);
    const result = child('behaviour: { joining_elasticity: 0.5 }');
    expect(result.ok && result.plan.scenarios[1].joiningElasticity).toBe(0.5);
  });
});
