import { describe, expect, test } from 'vitest';
import { vietNam } from '../../countries/viet-nam/index.js';
import { readPackFiles } from '../../countries/viet-nam/pack-files.js';
import { PackFileError } from '../../countries/viet-nam/read-table.js';
import { packWith } from './viet-nam.js';

/** Replaces line `line` (the heading is 1). */
function line(number: number, text: string | undefined) {
  return (content: string) => {
    const lines = content.split('\n');
    if (text === undefined) lines.splice(number - 1, 1);
    else lines[number - 1] = text;
    return lines.join('\n');
  };
}

const FERTILITY = 'tables/fertility.csv';

describe('a wrong file is named with the place of the mistake', () => {
  test.each<[string, string, (text: string) => string, RegExp]>([
    [
      'text for a number',
      FERTILITY,
      line(10, '2010,23,abc'),
      /^tables\/fertility\.csv, line 10, column asfr: a number .*"abc"/,
    ],
    ['an empty cell', FERTILITY, line(10, '2010,23,'), /line 10, column asfr: a number was expected/],
    [
      'a value out of range',
      FERTILITY,
      line(10, '2010,23,1.2'),
      /line 10, column asfr: 1\.2 lies outside 0\.\.1/,
    ],
    [
      'an age that is no whole number',
      FERTILITY,
      line(10, '2010,23.5,0.1'),
      /line 10, column age: a whole number/,
    ],
    ['a cell too few', FERTILITY, line(10, '2010,23'), /line 10, column asfr: 3 cells were expected, not 2/],
    [
      'a cell too many',
      FERTILITY,
      line(10, '2010,23,0.1,5'),
      /line 10, column asfr: 3 cells were expected, not 4/,
    ],
    [
      'a repeated row',
      FERTILITY,
      line(10, '2010,22,0.1'),
      /line 10, column year: repeats the row "2010 22" of line 9/,
    ],
    ['a missing row', FERTILITY, line(10, undefined), /^tables\/fertility\.csv: no row for 2010, age 23/],
    [
      'an open quote',
      FERTILITY,
      line(10, '2010,"23,0.1'),
      /^tables\/fertility\.csv, line \d+: Quote Not Closed/,
    ],
    [
      'a renamed column',
      FERTILITY,
      line(1, 'year,age,rate'),
      /line 1, column asfr: expected in place 3, found "rate"/,
    ],
    ['an unknown column', FERTILITY, line(1, 'year,age,asfr,more'), /line 1, column more: unknown column/],
    ['an empty file', FERTILITY, () => '', /^tables\/fertility\.csv, line 1, column year/],
    ['a heading alone', FERTILITY, () => 'year,age,asfr\n', /the table has no rows/],
    [
      'an unknown name',
      'tables/population.csv',
      line(2, '2024,man,0,1'),
      /line 2, column sex: one of male, female/,
    ],
    [
      'a gap in a grid',
      'tables/mortality.csv',
      (text) => text.replace(/^2030,female,7,.*\n/m, ''),
      /no row for 2030, female, age 7/,
    ],
    [
      'a missing year',
      'tables/demographic-indicators.csv',
      (text) => text.replace(/^1995,.*\n/m, ''),
      /column tfr: no value for 1995/,
    ],
    [
      'empty text',
      'tables/regional-figures.csv',
      (text) => text.replace('red-river-delta,', ','),
      /line 2, column region: text/,
    ],
    [
      'levels that miss 100',
      'tables/education-cohorts.csv',
      (text) => text.replace('1970,25', '1970,20'),
      /cohort 1970 sum to 95/,
    ],
    [
      'a missing parameter',
      'parameters.yaml',
      (text) => text.replace('  twinShare: 0.012\n', ''),
      /column fertility\.twinShare/,
    ],
    [
      'an unknown parameter',
      'parameters.yaml',
      (text) => text.replace('twinShare', 'more: 1\n  twinShare'),
      /column fertility\.more/,
    ],
    [
      'a share above 1',
      'parameters.yaml',
      (text) => text.replace('twinShare: 0.012', 'twinShare: 1.2'),
      /column fertility\.twinShare/,
    ],
    [
      'broken YAML',
      'parameters.yaml',
      (text) => text.replace('fertility:', 'fertility: ['),
      /^parameters\.yaml, line \d+/,
    ],
    [
      'an unknown mark',
      'provenance.yaml',
      (text) => text.replace('  mark: official', '  mark: sure'),
      /column \d+\.mark/,
    ],
  ])('%s', (_, file, change, message) => {
    expect(() => packWith(file, change)).toThrow(PackFileError);
    expect(() => packWith(file, change)).toThrow(message);
  });

  test('a missing file', () => {
    for (const name of readPackFiles().keys()) {
      const files = new Map(readPackFiles());
      files.delete(name);
      expect(() => vietNam(files)).toThrow(`${name}: the file is missing`);
    }
  });
});
