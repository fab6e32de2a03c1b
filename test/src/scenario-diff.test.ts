import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../scenarios/index.js';
import { type Change, diffScenarios } from '../../src/library/diff.js';
import { diffCsv, diffText } from '../../src/library/diff-text.js';
import { validateScenario } from '../../src/plan.js';
import { type ScenarioInput, shippedInput } from '../../src/scenario-input.js';
import { reform } from './reforms.js';

function read(input: ScenarioInput): Scenario {
  const result = validateScenario(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.scenario;
}
const shipped = (id: string) => read(shippedInput(id)!);
const told = (changes: readonly Change[]) =>
  changes.map(({ path, change, before, after }) => [path, change, before, after]);
const dated = (changes: readonly Change[]) =>
  changes.map(({ path, from, until, before, after }) => [path, from, until, before, after]);

const MTCB = 'multi-tier-child-benefit';

describe('diffScenarios', () => {
  it('finds nothing between a scenario and itself', () => {
    expect(diffScenarios(shipped(MTCB), shipped(MTCB))).toEqual([]);
  });

  it('tells what the file of the universal variant says', () => {
    const changes = diffScenarios(shipped('under-three-targeted'), shipped('under-three-universal'));
    expect(told(changes)).toEqual([
      ['/definitions/under_three_target', 'changed', 'poor_or_near_poor or ethnic_minority', true],
      [
        '/tiers/benefit-under-three/reference',
        'changed',
        'MPSARD, draft of 2016-20, targeted variant',
        'MPSARD, draft of 2016-20, universal variant',
      ],
    ]);
    expect(changes[1]).toMatchObject({
      title: 'Benefit under 36 months',
      section: 'tiers',
      field: 'reference',
    });
  });

  it('tells a new order of tiers and how they meet', () => {
    const [basic, insured] = ['child-benefit-basic', 'child-benefit-contributory'];
    expect(told(diffScenarios(shipped(MTCB), shipped(`${MTCB}-top-up`)))).toEqual([
      [`/tiers/${insured}/meets`, 'changed', null, { how: 'top-up', after: [basic] }],
      [`/tiers/${basic}/meets`, 'changed', { how: 'exclusive', after: [insured] }, { how: 'stacking' }],
      ['/tiers', 'changed', [insured, basic], [basic, insured]],
    ]);
  });

  it('tells what a root and its reform differ in, both ways', () => {
    const [law, design] = [shipped('current-law'), shipped('under-three-targeted')];
    const there = diffScenarios(law, design);
    expect(new Set(there.map(({ section, name, change }) => `${change} ${section} ${name}`))).toEqual(
      new Set([
        'added parameters under_three_age_limit',
        'added parameters under_three_amount',
        'added parameters take_up_under_three',
        'added definitions under_three_target',
        'added tiers benefit-under-three',
      ]),
    );
    const takeUp = there.filter(({ name, field }) => name === 'take_up_under_three' && field === 'value');
    expect(dated(takeUp)).toEqual([
      ['/parameters/take_up_under_three/value', '2027-01', '2028-01', null, 0.6],
      ['/parameters/take_up_under_three/value', '2028-01', null, null, 0.8],
    ]);
    expect(takeUp[0]).toMatchObject({
      unit: 'share',
      title: 'share of entitled children for whom the benefit is drawn',
    });
    const back = diffScenarios(design, law);
    expect(back.map(({ path, from, before, after }) => [path, from, after, before]).sort()).toEqual(
      there.map(({ path, from, before, after }) => [path, from, before, after]).sort(),
    );
    expect(new Set(back.map(({ change }) => change))).toEqual(new Set(['removed']));
  });

  it('tells values of a parameter by the months in which they differ', () => {
    const design = read(
      reform(
        'mine',
        `extends: ${MTCB}`,
        'parameters:',
        '  take_up_child_benefit_basic:',
        '    mark: assumption',
        '    reference: phased in over three years; no published figure',
        // 0.6 from 2027-01, 0.75 from 2028-01, 0.9 from 2029-01 before.
        '    values: [{ from: 2027-01-01, value: 0.6 }, { from: 2028-07, value: 0.9 }, { from: 2030-01, value: 0.95 }]',
      ),
    );
    expect(dated(diffScenarios(shipped(MTCB), design))).toEqual([
      ['/parameters/take_up_child_benefit_basic/value', '2028-01', '2028-07', 0.75, 0.6],
      ['/parameters/take_up_child_benefit_basic/value', '2028-07', '2029-01', 0.75, 0.9],
      ['/parameters/take_up_child_benefit_basic/value', '2030-01', null, 0.9, 0.95],
    ]);
  });

  it('tells source, uprating, projection, behaviour and what is taken away', () => {
    const design = read(
      reform(
        'mine',
        `extends: ${MTCB}`,
        'projection: { fertility: low }',
        'behaviour: { joining_elasticity: 0.5 }',
        'parameters:',
        '  child_benefit_age_limit:',
        '    mark: reported',
        '    reference: a draft law',
        '    values: [{ from: 2027-01, value: 6 }]',
        '  child_benefit_basic_level: { uprating: { with: prices, from: 2028-01 } }',
        'tiers:',
        '  child-benefit-contributory: { remove: true }',
        '  child-benefit-basic: { meets: { how: stacking } }',
      ),
    );
    const changes = diffScenarios(shipped(MTCB), design);
    const short = told(changes).filter(
      ([path]) => !String(path).startsWith('/tiers/child-benefit-contributory'),
    );
    expect(short).toEqual([
      ['/projection/fertility', 'changed', 'medium', 'low'],
      ['/behaviour/joining_elasticity', 'changed', 0, 0.5],
      ['/parameters/child_benefit_age_limit/mark', 'changed', 'assumption', 'reported'],
      [
        '/parameters/child_benefit_age_limit/reference',
        'changed',
        'chosen here; designs of 3, 6 and 16 years are compared',
        'a draft law',
      ],
      [
        '/parameters/child_benefit_basic_level/uprating',
        'changed',
        null,
        { with: 'prices', from: '2028-01' },
      ],
      [
        '/tiers/child-benefit-basic/meets',
        'changed',
        { how: 'exclusive', after: ['child-benefit-contributory'] },
        { how: 'stacking' },
      ],
    ]);
    const gone = changes.filter(({ name }) => name === 'child-benefit-contributory');
    expect(gone.every(({ change, after }) => change === 'removed' && after === null)).toBe(true);
    expect(gone.find(({ field }) => field === 'amount')?.before).toBe(
      'child_benefit_insured_level * social_assistance_standard + child_benefit_insured_lines * poverty_line',
    );
  });
});

describe('diffText and diffCsv', () => {
  const before = shipped(MTCB);
  const after = read(
    reform(
      'mine',
      `extends: ${MTCB}`,
      'parameters:',
      '  child_benefit_age_limit:',
      '    mark: assumption',
      '    reference: chosen here; designs of 3, 6 and 16 years are compared',
      '    values: [{ from: 2027-01, value: 6 }, { from: 2030-01, value: 16 }]',
      'tiers:',
      '  child-benefit-basic: { meets: { how: top-up, after: [child-benefit-contributory] } }',
    ),
  );
  const changes = diffScenarios(before, after);

  it('can be read', () => {
    expect(diffText(before, { ...after, version: 2 }, changes)).toBe(
      [
        '- multi-tier-child-benefit: Multi-tiered child benefit',
        '+ mine (version 2): mine',
        '',
        'PARAMETERS',
        '  child_benefit_age_limit - age below which the benefit is paid, 16 at most',
        '    value (year) from 2030-01',
        '      - 6',
        '      + 16',
        '',
        'TIERS',
        '  child-benefit-basic - Tax-financed child benefit',
        '    meets',
        '      - how: exclusive, after: (child-benefit-contributory)',
        '      + how: top-up, after: (child-benefit-contributory)',
        '',
      ].join('\n'),
    );
    expect(diffText(before, before, [])).toContain('The rules are the same.');
  });

  it('is a table', () => {
    expect(diffCsv(changes)).toBe(
      [
        'section,name,field,change,title,unit,from,until,before,after,path',
        'parameters,child_benefit_age_limit,value,changed,"age below which the benefit is paid, 16 at most",year,2030-01,,6,16,/parameters/child_benefit_age_limit/value',
        'tiers,child-benefit-basic,meets,changed,Tax-financed child benefit,,,,"how: exclusive, after: (child-benefit-contributory)","how: top-up, after: (child-benefit-contributory)",/tiers/child-benefit-basic/meets',
        '',
      ].join('\n'),
    );
  });
});
