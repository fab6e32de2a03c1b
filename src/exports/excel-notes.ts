import { citationOf, MODEL_NAME } from '../results/citation.js';
import type { RunRecord } from '../run.js';

/** A line of the notes: a heading alone, or what it is with its text. */
export type Note = readonly [label: string, text?: string];

/** What a reader must know who has only the workbook. Nothing of the time of day: equal runs have equal workbooks. */
export function notesOf(record: RunRecord, rows: number): Note[] {
  const { id, engineVersion, country, scenarios, seed, persons, toYear, alignment, simulated, results } =
    record;
  const marks = Object.entries(country.marks).map(([mark, count]) => `${count} ${mark}`);
  return [
    [MODEL_NAME],
    [
      'What this is',
      'Figures of one simulated run, one sheet a topic. The figures are those of the CSV file.',
    ],
    ['Rows', `${rows} figures of the ${results.rows} of the run`],
    [''],
    ['Run'],
    ['Run', id],
    ['Engine version', engineVersion],
    ['Country', country.id],
    ['SHA-256 of the country pack', country.hash],
    ['Simulated persons', persons === 'whole' ? 'whole (every resident)' : String(persons)],
    ['Persons in the base year', `${simulated.persons}, each standing for ${simulated.weight} residents`],
    ['Last year', String(toYear)],
    ['Seed', JSON.stringify(seed)],
    ['Alignment', alignment ? 'births and deaths aligned to the rates' : 'none'],
    ['SHA-256 of the whole table as CSV', results.csv],
    ['SHA-256 of the whole table as JSON', results.json],
    [''],
    ['Scenarios'],
    ...scenarios.flatMap(({ id: scenario, title, role, hash, projection }): Note[] => {
      const { fertility, coverage, macro } = projection;
      return [
        [scenario, `${title.en} / ${title.vi}`],
        ['', `${role}; fertility ${fertility}, coverage ${coverage}, macro ${macro}; SHA-256 ${hash}`],
      ];
    }),
    [''],
    ['Sources'],
    ['Attribution', country.attribution],
    ['Marks of the figures behind the run', marks.join(', ')],
    [''],
    ['How to read it'],
    ['Rows', 'Figures of the same scenario, year, branch, tier, dimension and group share a row.'],
    [
      'Columns',
      'Each column of figures names its indicator and, in brackets, its unit. Shares are fractions of 1.',
    ],
    ['Low and high', 'Bounds of the interval of the figure before them, where one was computed.'],
    ['Empty cell', 'The figure does not exist for the row, or is not defined there. It is not zero.'],
    [''],
    ['How to cite'],
    ['', citationOf(record)],
  ];
}
