import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findShipped, readScenario } from '../../scenarios/index.js';
import { SOUND } from '../support/sound-scenario.js';

describe('extends', () => {
  const reform = 'id: reform\nextends: probe\ntitle: { en: Reform, vi: Cải cách }\n';
  const find = (files: Record<string, string>) => (id: string) =>
    Object.hasOwn(files, id) ? { text: files[id], source: `${id}.yaml` } : undefined;
  const read = (body: string, files: Record<string, string> = { probe: SOUND }) =>
    readScenario(reform + body, { source: 'reform.yaml', find: find(files) });
  const documentOf = (body: string) => {
    const result = read(body);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.scenario.document as { tiers: Record<string, Record<string, unknown>>; parameters: object };
  };

  test('fields of a tier are replaced one by one, new tiers come last, `before` places them', () => {
    const body = `tiers:
  grant: { take_up: full }
  first:
    before: grant
    title: { en: First, vi: Đầu }
    branch: maternity
    kind: non-contributory
    unit: birth
    from: 2027-01
    eligibility: needy
    amount: 5
    take_up: 1
    financing: state-budget
    mark: assumption
    reference: none
`;
    const { tiers } = documentOf(body);
    expect(Object.keys(tiers)).toEqual(['first', 'grant', 'allowance']);
    expect(tiers.grant).toMatchObject({ take_up: 'full', amount: 'grant_amount' });
  });

  test('null and `remove` take a tier away', () => {
    expect(Object.keys(documentOf('tiers: { grant: null }\n').tiers)).toEqual(['allowance']);
    expect(Object.keys(documentOf('tiers: { grant: { remove: true } }\n').tiers)).toEqual(['allowance']);
    expect(read('tiers: { grnt: null }\n')).toMatchObject({
      problems: [{ code: 'unknown-tier', pointer: '/tiers/grnt', nearest: 'grant' }],
    });
  });

  test('a misspelt tier is not taken for a new one', () => {
    expect(read('tiers: { alowance: { take_up: 0.5 } }\n')).toMatchObject({
      problems: [
        { code: 'unknown-tier', pointer: '/tiers/alowance', nearest: 'allowance', line: 4, column: 10 },
      ],
    });
  });

  test('new values need their own mark and reference', () => {
    const values = 'values: [{ from: 2027-01, value: 7 }]';
    expect(read(`parameters: { grant_amount: { ${values} } }\n`)).toMatchObject({
      problems: [
        { code: 'missing-key', pointer: '/parameters/grant_amount/mark' },
        { code: 'missing-key', pointer: '/parameters/grant_amount/reference' },
      ],
    });
    expect(read(`parameters: { grant_amount: { ${values}, mark: assumption, reference: mine } }\n`).ok).toBe(
      true,
    );
  });

  test('a change that breaks an inherited formula is told where the formula stands', () => {
    const result = read('parameters: { grant_amount: { unit: VND/month } }\n');
    expect(result).toMatchObject({
      problems: [{ code: 'formula-unit', source: 'probe.yaml', pointer: '/tiers/grant/amount' }],
    });
  });

  test('choices of projection are inherited one by one', () => {
    const result = read('projection: { fertility: low }\n', {
      probe: `${SOUND}projection: { macro: high }\n`,
    });
    expect(result).toMatchObject({
      ok: true,
      scenario: { projection: { fertility: 'low', coverage: 'trend', macro: 'high' }, ancestors: ['probe'] },
      chain: [{ id: 'probe', projection: { fertility: 'medium', macro: 'high' } }],
    });
  });

  test('cycles, long chains, wrong ids and unreadable files', () => {
    expect(read('', { probe: SOUND.replace('country: viet-nam', 'extends: reform') })).toMatchObject({
      problems: [{ code: 'extends-cycle', source: 'probe.yaml', pointer: '/extends', line: 3, column: 10 }],
    });
    expect(read('', { probe: SOUND.replace('id: probe', 'id: other') })).toMatchObject({
      problems: [{ code: 'wrong-id', source: 'probe.yaml' }],
    });
    const chain = (id: string) => {
      const next = Number(id.slice(1)) + 1;
      return { text: `id: ${id}\nextends: s${next}\ntitle: { en: S, vi: S }\n`, source: `${id}.yaml` };
    };
    expect(readScenario(chain('s0').text, { find: chain })).toMatchObject({
      problems: [{ code: 'extends-too-long' }],
    });
    const broken = () => {
      throw new Error('no such disk');
    };
    expect(readScenario(reform, { find: broken })).toMatchObject({
      problems: [{ code: 'unreadable-extends' }],
    });
  });

  test('mistakes of an ancestor are told with its name', () => {
    expect(read('', { probe: SOUND.replace('take_up: full', 'take_up: fool') })).toMatchObject({
      problems: [
        { code: 'formula-unknown-symbol', source: 'probe.yaml', pointer: '/tiers/allowance/take_up' },
      ],
    });
  });

  test('the order of tiers changes the hash, that of parameters does not', () => {
    const hashOf = (text: string) => {
      const result = readScenario(text, { find: findShipped });
      return result.ok ? result.scenario.hash : null;
    };
    const [before, tiers] = SOUND.split('tiers:\n');
    const allowance = tiers.indexOf('  allowance:');
    const swapped = `${before}tiers:\n${tiers.slice(allowance)}${tiers.slice(0, allowance)}`;
    expect(hashOf(swapped)).not.toBe(hashOf(SOUND));
    const [top, parameters] = before.split('parameters:\n');
    const second = parameters.indexOf('  monthly_amount:');
    const end = parameters.indexOf('definitions:');
    const reordered = `${top}parameters:\n${parameters.slice(second, end)}${parameters.slice(0, second)}${parameters.slice(end)}tiers:\n${tiers}`;
    expect(hashOf(reordered)).toBe(hashOf(SOUND));
  });

  test('a file beside the reform goes before the shipped one of that id, a path is never followed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scenarios-'));
    try {
      writeFileSync(join(folder, 'probe.yml'), SOUND);
      const source = join(folder, 'reform.yaml');
      expect(readScenario(reform, { source, find: findShipped })).toMatchObject({
        ok: true,
        chain: [{ id: 'probe' }],
      });
      expect(readScenario(reform, { find: findShipped })).toMatchObject({
        problems: [{ code: 'unknown-extends' }],
      });
      expect(findShipped('current-law', source)?.source).toBe('viet-nam/current-law.yaml');
      expect(findShipped('../probe', join(folder, 'sub', 'reform.yaml'))).toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
