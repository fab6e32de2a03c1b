import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../../src/version.js';
import { cli } from './cli-process.js';
import { reform } from './reforms.js';

let folder: string;
let broken: string;
let sound: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-cli-'));
  broken = join(folder, 'broken.yaml');
  sound = join(folder, 'sound.yaml');
  writeFileSync(broken, 'id: mine\ntitle: 3\nextends: current-law\nprojection: { macro: bse }\n');
  writeFileSync(sound, reform('sound', 'extends: current-law').text);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('mtb', () => {
  it('explains itself', async () => {
    const { status, stdout } = await cli('--help');
    expect(status).toBe(0);
    for (const verb of ['run', 'compare', 'explain', 'validate', 'serve']) expect(stdout).toContain(verb);
    expect((await cli('--version')).stdout).toBe(`${VERSION}\n`);
    for (const verb of ['run', 'compare']) {
      const help = (await cli(verb, '--help')).stdout;
      for (const option of ['--population <N|whole>', '--no-alignment']) expect(help).toContain(option);
    }
  });

  it.each([
    [['rnu', 'current-law'], 'Did you mean run?'],
    [['run'], "missing required argument 'file'"],
    [['run', 'current-law', '--poplation', '3'], 'Did you mean --population?'],
    [['run', 'current-law', '--to', 'soon'], 'not a whole number'],
    [['run', 'current-law', '--format', 'pdf'], 'csv, json'],
    [['run', 'current-law', '--format', 'csv,json'], 'one format'],
    [['run', 'current-law', '--population', '12'], '--population: '],
    [['run', 'current-law', '--to', '2060'], '--to: '],
    [['run', 'current-law', '--no-alignmnt'], 'Did you mean --no-alignment?'],
    [['run', 'curent-law'], 'nearest: current-law'],
    [['compare', 'current-law', 'current-law'], 'Two scenarios'],
    [['run', 'current-law', '--out', 'package.json/below'], 'no folder'],
    [['run', 'current-law', '--workers', '5000'], 'from 0 to 1024'],
    [['serve', '--log-level', 'loud'], 'expected one of fatal'],
    [['serve', '--port', '70000'], 'from 0 to 65535'],
  ])('refuses %j', async (words, message) => {
    const { status, stdout, stderr } = await cli(...words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('validates files, one line for each that is sound', async () => {
    const { status, stdout } = await cli('validate', sound, 'current-law');
    expect(status).toBe(0);
    expect(stdout).toBe(`${sound}: valid (sound, extends current-law)\ncurrent-law: valid (current-law)\n`);
  });

  it('prints every mistake with its place, and what was found and expected', async () => {
    const { status, stdout, stderr } = await cli('validate', broken, sound, join(folder, 'none.yaml'));
    expect(status).toBe(2);
    expect(stdout).toContain(`${sound}: valid`);
    expect(stderr).toContain(`${broken}:2:8 /title: `);
    expect(stderr).toContain(`${broken}:4:22 /projection/macro: `);
    expect(stderr).toContain('    nearest: base');
    expect(stderr).toContain('none.yaml: There is neither a file');
  });

  it('cannot serve where the run store cannot be', async () => {
    const { status, stderr } = await cli('serve', '--port', '0', '--data', join(sound, 'below-a-file'));
    expect(status).toBe(1);
    expect(stderr).toContain('the run store cannot be opened');
  });
});
