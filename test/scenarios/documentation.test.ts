import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { monthIndex } from '../../engine/inputs/time.js';
import { CATEGORIES } from '../../engine/inputs/variables.js';
import { findShipped, readScenario, resolveScenario, scenarioJsonSchema } from '../../scenarios/index.js';
import { formatProblem } from '../../src/problems.js';
import { variablesSection } from '../../tools/variables-table.js';
import { entitlement } from '../support/evaluate.js';

const doc = readFileSync(new URL('../../docs/scenario-language.md', import.meta.url), 'utf8');

describe('docs/scenario-language.md', () => {
  test('the reform of the tutorial is valid and pays what the text says', () => {
    const [, yaml] = /```yaml\n([\s\S]*?)```/.exec(doc)!;
    const result = readScenario(yaml, { source: 'my-reform.yaml', find: (id) => findShipped(id, null) });
    if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
    const flat = { firstYear: 2025, price: Float64Array.of(1), wage: Float64Array.of(1) };
    const reform = resolveScenario(result.scenario, flat);
    expect(entitlement(reform, 'benefit-under-two', { poor: false }, 2027, 1)).toBe(270_000);
    expect(entitlement(reform, 'benefit-under-two', { poor: true }, 2027, 1)).toBe(540_000);
    const birth = {
      birth_day: 20,
      compulsory_member: true,
      ordered_rest: false,
      months_compulsory_12: 12,
      months_compulsory_12_with_birth_month: 12,
      months_compulsory_total: 12,
      living_children: 0,
      children_born: 1,
      wage_zone: 1,
      declared_wage: 10_000_000,
    };
    expect(entitlement(reform, 'compulsory-maternity', birth, 2027, 1)).toBe(60_000_000 + 3 * 2_530_000);
  });

  test('the second step is valid, pays what the text says, and its mistakes are answered as shown', () => {
    const [first, second] = [...doc.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml);
    const find = (id: string) =>
      id === 'my-reform' ? { text: first, source: 'my-reform.yaml' } : findShipped(id, null);
    const result = readScenario(second, { source: 'my-cohorts.yaml', find });
    if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
    const flat = { firstYear: 2025, price: Float64Array.of(1), wage: Float64Array.of(1) };
    const reform = resolveScenario(result.scenario, flat);
    const position = (id: string) => reform.tiers.findIndex((tier) => tier.id === id);
    const added = reform.tiers[position('benefit-for-new-cohorts')];
    expect(added.bornFrom).toBe(monthIndex(2028, 1));
    expect(added.meets).toEqual({ how: 'top-up', after: [position('benefit-under-two')] });
    // 0.8 and, from 2030, 1 of 540,000, above 0.5 of it.
    expect(entitlement(reform, added.id, {}, 2027, 12)).toBe(0);
    expect(entitlement(reform, added.id, {}, 2028, 1)).toBe(432_000);
    expect(entitlement(reform, added.id, {}, 2030, 1)).toBe(540_000);
    expect(entitlement(reform, 'benefit-under-two', { poor: false }, 2028, 1)).toBe(270_000);
    const wrong = second
      .replace('cohort_level * social', 'cohort_level + social')
      .replace('after: [benefit-under-two]', 'after: [benefit-under-too]');
    const answer = readScenario(wrong, { source: 'my-cohorts.yaml', find });
    if (answer.ok) throw new Error('the mistakes were not found');
    expect(doc).toContain(`\n${answer.problems.map(formatProblem).join('\n')}\n\`\`\``);
  });

  test('the table of variables is that of the engine', () => {
    expect(doc).toContain(variablesSection());
  });

  test('every region is named', () => {
    for (const region of CATEGORIES.region) expect(doc).toContain(`\`${region}\``);
  });

  test('every problem code of the reader is listed', () => {
    const folder = new URL('../../scenarios/', import.meta.url).pathname;
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    const codes = new Set(
      [
        ...sources.matchAll(
          /(?:mistake|complain|say|refuse|add)\(\s*'([a-z]+(?:-[a-z]+)*)',|code: '([a-z-]+)'/g,
        ),
      ].map(([, called, written]) => called ?? written),
    );
    expect(codes.size).toBeGreaterThan(30);
    for (const code of codes) expect(doc, code).toContain(`\`${code}\``);
  });
});

test('the JSON Schema is of 2020-12 and closed', () => {
  expect(scenarioJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['id', 'title'],
    additionalProperties: false,
  });
});
