import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENGINE_VERSION } from '../../engine/version.js';
import { type PrepareResult, prepareRun, type RunInput, validateScenario } from '../../src/plan.js';
import { shippedInput } from '../../src/scenario-input.js';
import { reform } from './reforms.js';

const law = shippedInput('current-law')!;
const mtcb = shippedInput('multi-tier-child-benefit')!;

function idsOf(result: PrepareResult): string[] {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.plan.scenarios.map((scenario) => scenario.id);
}

function mistakesOf(input: RunInput): string[] {
  const result = prepareRun(input);
  return result.ok ? [] : result.problems.map(({ code, pointer }) => `${code} ${pointer}`);
}

describe('prepareRun', () => {
  it('sets a scenario beside the root that it extends', () => {
    expect(idsOf(prepareRun({ scenarios: [mtcb] }))).toEqual(['current-law', 'multi-tier-child-benefit']);
  });

  it('takes the last ancestor, not the nearest', () => {
    const result = prepareRun({ scenarios: [reform('mine', 'extends: multi-tier-child-benefit')] });
    expect(idsOf(result)).toEqual(['current-law', 'mine']);
  });

  it('runs a root alone', () => {
    expect(idsOf(prepareRun({ scenarios: [law] }))).toEqual(['current-law']);
  });

  it('compares with the baseline that is named', () => {
    const result = prepareRun({ baseline: mtcb, scenarios: [law] });
    expect(idsOf(result)).toEqual(['multi-tier-child-benefit', 'current-law']);
  });

  it('lets a scenario extend one that was given before it', () => {
    const first = reform('first', 'extends: current-law');
    const second = reform('second', 'extends: first');
    expect(idsOf(prepareRun({ scenarios: [first, second] }))).toEqual(['current-law', 'first', 'second']);
    expect(mistakesOf({ scenarios: [second] })).toEqual(['unknown-extends /extends']);
  });

  it('builds reforms on an edited copy of the baseline, and shipped scenarios on the shipped one', () => {
    const copy = { text: law.text, source: 'copy.yaml' };
    const edited = { ...copy, text: copy.text.replace(/^ {2}en: .*$/m, '  en: Edited') };
    expect(edited.text).not.toBe(law.text);
    const mine = reform('mine', 'extends: current-law');
    const hashes = (input: RunInput) => {
      const result = prepareRun(input);
      return result.ok ? result.plan.scenarios.map((scenario) => scenario.hash) : [];
    };
    expect(hashes({ baseline: edited, scenarios: [mine] })).toHaveLength(2);
    expect(hashes({ baseline: edited, scenarios: [mtcb] })[1]).toBe(hashes({ scenarios: [mtcb] })[1]);
  });

  it('gives equal inputs one identity and others another', () => {
    const idOf = (input: RunInput) => {
      const result = prepareRun(input);
      return result.ok ? result.plan.id : '';
    };
    const id = idOf({ scenarios: [mtcb] });
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(idOf({ scenarios: [mtcb], persons: 100_000, toYear: 2045, seed: 'viet-nam-2025' })).toBe(id);
    expect(idOf({ baseline: law, scenarios: [{ ...mtcb, source: 'elsewhere.yaml' }] })).toBe(id);
    expect(idOf({ scenarios: [mtcb], alignment: true })).toBe(id);
    expect(idOf({ scenarios: [mtcb], seed: 'other' })).not.toBe(id);
    expect(idOf({ scenarios: [mtcb], alignment: false })).not.toBe(id);
  });

  it('carries every input in the identity', () => {
    const options = { persons: 'whole', toYear: 2050, seed: 'x', alignment: false } as const;
    const result = prepareRun({ scenarios: [mtcb], ...options });
    if (!result.ok) throw new Error('not valid');
    const { identity, country, scenarios } = result.plan;
    expect(identity).toEqual({
      engineVersion: ENGINE_VERSION,
      country: { id: 'viet-nam', hash: country.hash },
      scenarios: scenarios.map(({ id, hash }) => ({ id, hash })),
      ...options,
    });
  });

  it('answers mistakes of all scenarios and options at once', () => {
    const broken = { text: 'id: [', source: 'broken.yaml' };
    const result = prepareRun({
      baseline: law,
      scenarios: [broken, law],
      persons: 1,
      toYear: 2051,
      seed: '',
    });
    expect(result.ok).toBe(false);
    const problems = result.ok ? [] : result.problems;
    expect(problems.some((problem) => problem.source === 'broken.yaml')).toBe(true);
    expect(problems.map((problem) => `${problem.code} ${problem.pointer}`)).toEqual(
      expect.arrayContaining([
        'duplicate-scenario /id',
        'out-of-range /persons',
        'out-of-range /toYear',
        'out-of-range /seed',
      ]),
    );
  });

  it('needs a scenario', () => {
    expect(mistakesOf({ scenarios: [] })).toEqual(['no-scenario ']);
  });

  it.each([
    [{ persons: 999 }, '/persons'],
    [{ persons: 1000.5 }, '/persons'],
    [{ persons: Number.NaN }, '/persons'],
    [{ persons: 2e8 }, '/persons'],
    [{ toYear: 2024 }, '/toYear'],
    [{ toYear: 2030.5 }, '/toYear'],
    [{ seed: 'x'.repeat(201) }, '/seed'],
    [{ seed: '\ud800' }, '/seed'],
    [{ alignment: 'false' as unknown as boolean }, '/alignment'],
  ])('refuses %o', (options, pointer) => {
    expect(mistakesOf({ scenarios: [law], ...options })).toEqual([`out-of-range ${pointer}`]);
  });

  it('opens files beside a scenario only when it is told so', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mtb-plan-'));
    try {
      const parent = reform('my-parent', 'extends: current-law');
      writeFileSync(join(folder, 'my-parent.yaml'), parent.text);
      const child = { ...reform('my-child', 'extends: my-parent'), source: join(folder, 'my-child.yaml') };
      expect(idsOf(prepareRun({ scenarios: [child] }, { files: true }))).toEqual(['current-law', 'my-child']);
      expect(mistakesOf({ scenarios: [child] })).toEqual(['unknown-extends /extends']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('validateScenario', () => {
  it('gives the scenario with its ancestors, or its mistakes', () => {
    const good = validateScenario(reform('mine', 'extends: current-law'));
    expect(good.ok && good.scenario.ancestors).toEqual(['current-law']);
    expect(validateScenario({ text: 'id: 3' }).ok).toBe(false);
  });
});
