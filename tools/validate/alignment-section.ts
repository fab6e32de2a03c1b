import type { AlignedMeasure, AlignmentRow } from './alignment.js';
import { formatFigure } from './format.js';

/** Up to here a difference may be chance: some three standard errors of a year's births or deaths in a sample of a million. */
const SMALL = 0.03;

/** The section of docs/validation.md on what alignment does. The same rows give the same text. */
export function alignmentSection(rows: readonly AlignmentRow[]): string[] {
  return [
    '## Alignment',
    '',
    'The sample of the run above once more with the same seed and `--no-alignment`. Two steps are aligned',
    '(see [methodology](methodology.md), section 12):',
    '',
    '- deaths and emigration of the base population: lifelong exit ranks are evenly spaced within each cell of sex and single',
    '  age, so that each cohort loses as many as the rates say;',
    '- births: in each block and single age of women the number that the ASFRs expect is delivered, by the women with the',
    '  lowest scores; without it every woman whose draw is below her own chance delivers.',
    '',
    'Target: population, births and deaths of the cohort-component projection of the WPP 2024 rates; TFR and mean age of its',
    'ASFRs. *Moved* is aligned less unaligned, and that in per cent of unaligned.',
    '',
    '| figure | year | aligned | unaligned | target | aligned off | unaligned off | moved | moved, % |',
    '|---|---|---:|---:|---:|---:|---:|---:|---:|',
    ...rows.map(rowText),
    '',
    ...reading(rows),
    '',
  ];
}

function rowText({ measure, year, target, aligned, unaligned }: AlignmentRow): string {
  const { name, unit } = measure;
  const figure = (value: number) => formatFigure(value, unit);
  const moved = aligned - unaligned;
  const cells = [
    name,
    String(year),
    figure(aligned),
    figure(unaligned),
    figure(target),
    percent(aligned / target - 1),
    percent(unaligned / target - 1),
    `${moved > 0 ? '+' : ''}${figure(moved)}`,
    percent(aligned / unaligned - 1),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The table in words, each figure taken from it. */
function reading(rows: readonly AlignmentRow[]): string[] {
  const of = (id: AlignedMeasure['id']) => rows.filter(({ measure }) => measure.id === id);
  const farthest = (id: AlignedMeasure['id'], which: 'aligned' | 'unaligned') =>
    largest(of(id).map((row) => row[which] / row.target - 1));
  const moved = (id: AlignedMeasure['id']) =>
    largest(of(id).map(({ aligned, unaligned }) => aligned / unaligned - 1));
  const [births, deaths] = [farthest('births', 'unaligned'), farthest('deaths', 'unaligned')];
  const [population] = of('population').slice(-1);
  const tfrs = of('tfr').map(
    ({ year, unaligned, target }) => `${unaligned.toFixed(2)} against ${target.toFixed(2)} in ${year}`,
  );
  const ages = of('childbearing-age').map(({ aligned, unaligned }) => aligned - unaligned);
  return [
    `In these years aligned births are at most ${unsigned(farthest('births', 'aligned'))} off the target, deaths`,
    `${unsigned(farthest('deaths', 'aligned'))}. Without alignment the largest distances are ${percent(births)} of births and ${percent(deaths)} of deaths.`,
    '',
    Math.abs(moved('births')) > SMALL
      ? `- **Births** are moved by up to ${percent(moved('births'))}, more than chance: the relative risks (union, parity, time since the last birth, residence, education) say which women have the children and are no scale of their own, so the level of fertility comes from the ASFRs through alignment (TFR of the risks alone: ${tfrs.join(', ')}). Births by group depend on the risks; their total does not.`
      : `- **Births** are moved by at most ${percent(moved('births'))}: the relative risks alone nearly give the level of the ASFRs.`,
    Math.abs(moved('deaths')) > SMALL
      ? `- **Deaths** are moved by up to ${percent(moved('deaths'))}: their chances are the rates themselves, so what is moved is the chance of a sample and, later, the deaths of those who are born or not.`
      : `- **Deaths** are moved by at most ${percent(moved('deaths'))}: their chances are the rates themselves, and alignment takes away chance only.`,
    `- **Population** of ${population.year} is moved by ${percent(population.aligned / population.unaligned - 1)}, the sum of the births of all years before.`,
    `- **Mean age at childbearing** is moved by ${signed(largest(ages))} years at most: alignment is by single age, so it also sets the ages at which children are born.`,
  ];
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
}

function unsigned(share: number): string {
  return `${(Math.abs(share) * 100).toFixed(2)} %`;
}

function percent(share: number): string {
  return `${signed(share * 100, 2)} %`;
}

function signed(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  if (Number(text) === 0) return text.replace('-', '');
  return value > 0 ? `+${text}` : text;
}
