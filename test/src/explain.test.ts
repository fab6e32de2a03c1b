import { describe, expect, it } from 'vitest';
import { parsePersonId } from '../../engine/explain/person-id.js';
import { explainPersons } from '../../src/explain.js';
import { prepareRun, shippedInput } from '../../src/index.js';
import { cli } from './cli-process.js';
import { reform } from './reforms.js';

const SMALL = ['--population', '5000', '--to', '2029'];

describe('mtb explain', () => {
  it('lists persons to choose from, and each of them has a life', async () => {
    const { status, stdout } = await cli('explain', '--list', '3', ...SMALL);
    expect(status).toBe(0);
    const ids = [...stdout.matchAll(/^ {2}([fm]\d+-\d+) /gm)].map(([, id]) => id);
    expect(ids).toHaveLength(3);
    expect(new Set(ids.map((id) => id[0]))).toEqual(new Set(['f', 'm']));
    const life = await cli('explain', '--person', ids[1], ...SMALL);
    expect(life.status).toBe(0);
    expect(life.stdout).toMatch(new RegExp(`^${ids[1]}: (fe)?male, born \\d{4}-\\d{2}`));
    expect(life.stdout).toContain('Current law (current-law)');
    expect(life.stdout).toContain('sample of 5,000 persons');
  });

  it('tells a child what each scenario pays and why not, the same every time', async () => {
    const words = ['explain', '--person', 'm3-2', '--scenario', 'current-law', ...SMALL];
    const first = await cli(...words, '--scenario', 'multi-tier-child-benefit');
    expect(first.status).toBe(0);
    expect(first.stdout).toContain('2025–2026: no, not yet in force (from 2027-01)');
    expect(first.stdout).toContain('what is not told is as under current-law');
    expect((await cli(...words, '--scenario', 'multi-tier-child-benefit')).stdout).toBe(first.stdout);
  });

  it('prints a life that begins abroad', async () => {
    const { status, stdout } = await cli('explain', '--person', 'i0-0', '--population', '20000');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^i0-0: (fe)?male, born \d{4}-\d{2}, from abroad in 20\d\d,/);
    expect(stdout).toContain('comes from abroad');
  });

  it('lists persons as JSON, each as many as the text says', async () => {
    const { stdout } = await cli('explain', '--list', '3', '--format', 'json', ...SMALL);
    const { list, persons, alignment } = JSON.parse(stdout);
    expect([persons, alignment, list.length]).toEqual([5000, true, 3]);
    const text = (await cli('explain', '--list', '3', ...SMALL)).stdout;
    for (const { id, sex, age, alike } of list) {
      expect(id).toMatch(new RegExp(`^${sex}${age}-`));
      expect(text).toContain(`${id} `);
      expect(text).toContain(` to ${sex}${age}-${alike - 1}`);
    }
  });

  it('shows the lives of a run without alignment', async () => {
    const words = ['explain', '--person', 'm60-1', '--population', '5000', '--to', '2045'];
    const lives = [(await cli(...words)).stdout, (await cli(...words, '--no-alignment')).stdout];
    expect(lives[0]).not.toContain('not aligned');
    expect(lives[1]).toContain('births and deaths not aligned');
  });

  it('prints the same as JSON', async () => {
    const { status, stdout } = await cli('explain', '--person', 'f27-1', '--format', 'json', ...SMALL);
    expect(status).toBe(0);
    const { seed, persons, toYear, passes } = JSON.parse(stdout);
    expect({ seed, persons, toYear }).toEqual({ seed: 'viet-nam-2025', persons: 5000, toYear: 2029 });
    expect(passes[0].life).toMatchObject({ id: 'f27-1', sex: 'f' });
    expect(passes[0].life.years[0]).toMatchObject({ year: 2025, age: expect.any(Number) });
  });

  it.each([
    [['--person', 'x1'], 'such as f30-17'],
    [['--person', 'f101-1'], 'an age from 0 to 100'],
    [['--person', 'f30-99999'], 'expected: f30-0 to f30-'],
    [['--person', 'f85-0.9'], 'Nobody of this id'],
    [['--person', 'i0-9999'], 'comes from abroad into block 0'],
    [['--person', 'i77-0'], 'a block from 0 to 0'],
    [['--person', 'f30-1', '--list', '3'], 'cannot be used with'],
    [['--list', '0'], 'from 1 to'],
    [['--scenario', 'curent-law'], 'nearest: current-law'],
    [['--person', 'f30-1', '--format', 'pdf'], 'text, json'],
  ])('refuses %j', async (words, message) => {
    const { status, stdout, stderr } = await cli('explain', ...words, ...SMALL);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('explains itself', async () => {
    const { stdout } = await cli('explain', '--help');
    for (const word of ['--person', '--list', '--scenario', '--no-alignment', 'f30-17.2', 'i3-0'])
      expect(stdout).toContain(word);
  });
});

describe('scenarios of different projections', () => {
  it('have lives of their own', () => {
    const baseline = shippedInput('current-law');
    const high = reform('high', 'extends: current-law', 'projection: { macro: high }');
    const prepared = prepareRun({ baseline, scenarios: [high], persons: 2_000, toYear: 2030 });
    if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems));
    const passes = explainPersons(prepared.plan, [parsePersonId('m40-1')]);
    expect(passes.map(({ scenarios }) => scenarios.map(({ id }) => id))).toEqual([['current-law'], ['high']]);
    const [one, other] = passes.map(({ lives }) => lives[0].years.at(-1));
    expect(one?.year).toBe(other?.year);
    expect(one?.incomePerHead).not.toBe(other?.incomePerHead);
  });
});
