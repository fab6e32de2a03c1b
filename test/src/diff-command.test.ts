import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addDiffCommand } from '../../src/commands/diff.js';
import { CommandError } from '../../src/commands/exit.js';

async function printed(...words: readonly string[]): Promise<string> {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += piece;
    return true;
  });
  const program = new Command().exitOverride();
  addDiffCommand(program);
  await program.parseAsync(['diff', ...words], { from: 'user' });
  return text;
}

afterEach(() => vi.restoreAllMocks());

describe('mtb diff', () => {
  const pair = ['under-three-targeted', 'under-three-universal'] as const;

  it('prints what two scenarios differ in', async () => {
    expect(await printed(...pair)).toBe(
      [
        '- under-three-targeted: Targeted benefit under three',
        '+ under-three-universal: Universal benefit under three',
        '',
        'DEFINITIONS',
        '  under_three_target',
        '      - poor_or_near_poor or ethnic_minority',
        '      + true',
        '',
        'TIERS',
        '  benefit-under-three - Benefit under 36 months',
        '    reference',
        '      - MPSARD, draft of 2016-20, targeted variant',
        '      + MPSARD, draft of 2016-20, universal variant',
        '',
      ].join('\n'),
    );
  });

  it('prints the same as JSON and CSV', async () => {
    const json = JSON.parse(await printed(...pair, '--format', 'json'));
    expect(json.before.id).toBe('under-three-targeted');
    expect(json.changes.map(({ path }: { path: string }) => path)).toEqual([
      '/definitions/under_three_target',
      '/tiers/benefit-under-three/reference',
    ]);
    expect((await printed(...pair, '--format', 'csv')).split('\n')).toHaveLength(4);
  });

  it('tells the mistakes of both sides', async () => {
    const refused = await printed('curent-law', 'nothing-like-it').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CommandError);
    expect(String(refused)).toMatch(/current-law[\s\S]*nothing-like-it/);
  });
});
