import { beforeAll, describe, expect, test } from 'vitest';
import { makeModel } from '../../engine/projection/model.js';
import { makeSimulator } from '../../engine/projection/simulator.js';
import { runEngine } from '../../engine/run.js';
import { type AlignmentRow, compareAlignment, targetOf } from '../../tools/validate/alignment.js';
import { alignmentSection } from '../../tools/validate/alignment-section.js';
import { measureDemography } from '../../tools/validate/measure-demography.js';
import { figureOf, scenario, vietNam } from '../support/engine.js';

const PERSONS = 20_000;
const SEED = 'compared';

describe('the comparison with a run without alignment', () => {
  let rows: AlignmentRow[];

  beforeAll(() => {
    const model = makeModel(vietNam, [], SEED, PERSONS, 2045);
    const simulator = makeSimulator(model);
    const measurer = measureDemography(model);
    const sums = simulator.emptySums();
    for (let block = 0; block < model.plan.blocks; block++) {
      simulator.run(block, sums, {
        onYear: (people, year, deliveries) => measurer.look({ people, year, deliveries }),
      });
    }
    const figures = new Map<string, number>();
    measurer.report(figures, new Map());
    rows = compareAlignment(model, { figures, targets: new Map() }, SEED);
  });

  test.each([true, false])(
    'has the births and deaths of a run of the engine, aligned: %s',
    async (aligned) => {
      const { rows: table } = await runEngine(
        {
          country: vietNam,
          scenarios: [scenario('s', [])],
          seed: SEED,
          persons: PERSONS,
          toYear: 2045,
          aligned,
        },
        { workers: 0 },
      );
      const compared = rows.filter(({ measure }) => ['births', 'deaths', 'population'].includes(measure.id));
      expect(compared).toHaveLength(15);
      for (const { measure, year, ...figures } of compared) {
        const counted = figureOf(table, { year, indicator: measure.id, dimension: 'total', tier: 'all' });
        expect(figures[aligned ? 'aligned' : 'unaligned'], `${measure.id} ${year}`).toBeCloseTo(counted, 3);
      }
    },
  );

  test('has the published fertility of WPP 2024 for its target', () => {
    const target = (id: string, year: number) =>
      rows.find((row) => row.measure.id === id && row.year === year)?.target;
    // WPP 2024, medium variant; its TFR also holds the few births below 15 and from 50, which the ASFRs leave out.
    expect(target('tfr', 2025)).toBeCloseTo(1.8783, 2);
    expect(target('tfr', 2045)).toBeCloseTo(1.7576, 2);
    expect(target('childbearing-age', 2025)).toBeCloseTo(27.21, 1);
    expect(target('childbearing-age', 2045)).toBeCloseTo(27.618, 1);
  });
});

test('the mean age of births at 20 and at 30 alone lies between, half a year after the birthdays', () => {
  const asfr = new Float64Array(vietNam.demography.asfr.length);
  const from = (2030 - vietNam.demography.firstFertilityYear) * 35;
  asfr[from + 5] = 0.3;
  asfr[from + 15] = 0.1;
  const model = makeModel(vietNam, [], SEED, PERSONS, 2025);
  const other = { ...model, country: { ...vietNam, demography: { ...vietNam.demography, asfr } } };
  expect(targetOf(other, 'tfr', 2030)).toBeCloseTo(0.4, 12);
  expect(targetOf(other, 'childbearing-age', 2030)).toBeCloseTo((3 * 20.5 + 30.5) / 4, 12);
});

describe('the section of the report', () => {
  const row = (id: string, name: string, year: number, aligned: number, unaligned: number, target: number) =>
    ({
      measure: { id, name, unit: id === 'tfr' ? 'births' : 'persons' },
      year,
      aligned,
      unaligned,
      target,
    }) as AlignmentRow;
  const text = (unalignedBirths: number) =>
    alignmentSection([
      row('population', 'population', 2045, 990, 900, 1000),
      row('births', 'births', 2025, 1_010, 1_010, 1_000),
      row('births', 'births', 2045, 2_000, unalignedBirths, 2_000),
      row('deaths', 'deaths', 2045, 500, 502, 500),
      row('tfr', 'TFR', 2045, 2, 1.5, 2),
      row('childbearing-age', 'age', 2045, 27, 26.5, 27),
    ]).join('\n');

  test('shows both, the target, how far off they are and what alignment moved', () => {
    expect(text(1_600)).toContain(
      '| births | 2045 | 2 000 | 1 600 | 2 000 | 0.00 % | -20.00 % | +400 | +25.00 % |',
    );
    expect(text(1_600)).toContain(
      '| population | 2045 | 990 | 900 | 1 000 | -1.00 % | -10.00 % | +90 | +10.00 % |',
    );
  });

  test('reads the table: the largest distances, and whether they are more than chance', () => {
    expect(text(1_600)).toContain('aligned births are at most 1.00 % off the target');
    expect(text(1_600)).toContain('largest distances are -20.00 % of births and +0.40 % of deaths');
    expect(text(1_600)).toContain('**Births** are moved by up to +25.00 %, more than chance');
    expect(text(1_600)).toContain('1.50 against 2.00 in 2045');
    expect(text(1_600)).toContain('**Deaths** are moved by at most -0.40 %');
    expect(text(1_600)).toContain('moved by +0.50 years at most');
    expect(text(1_990)).toContain('the relative risks alone nearly give the level');
  });
});
