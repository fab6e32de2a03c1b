import { describe, expect, it } from 'vitest';
import { tableLines } from '../../src/lives/columns.js';
import { wrapped } from '../../src/lives/wrap.js';

describe('tableLines', () => {
  it('sets numbers to the right and leaves out columns without entries', () => {
    const rows = [
      ['2025', 'x', '–', '5'],
      ['2026', 'longer', '–', '–'],
    ];
    expect(tableLines(['year', 'name', 'none', 'n'], rows, new Set(['n']), '–')).toEqual([
      'year  name    n',
      '────  ──────  ─',
      '2025  x       5',
      '2026  longer  –',
    ]);
  });
});

describe('wrapped', () => {
  it('breaks at spaces and hangs what goes over', () => {
    expect(wrapped('  one two three', 9)).toEqual(['  one two', '      three']);
    expect(wrapped('  one two three', 15)).toEqual(['  one two three']);
    expect(wrapped('  one two three', 14)).toEqual(['  one two', '      three']);
  });

  it('loses no word, and leaves one that is too long whole', () => {
    expect(wrapped('a incomprehensibilities b', 5)).toEqual(['a', '    incomprehensibilities', '    b']);
    expect(wrapped('', 5)).toEqual(['']);
  });
});
