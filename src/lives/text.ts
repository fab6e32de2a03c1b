import type { Life, LifeYear } from '../../engine/explain/recorder.js';
import { amount } from '../commands/figures.js';
import type { ExplainedPass } from '../explain.js';
import { benefitLines } from './benefit-lines.js';
import { tableLines } from './columns.js';
import { eventsOf, nameOf } from './events.js';

const NONE = '–';
const HEAD = [
  'year',
  'age',
  'area',
  'partner (age)',
  'children',
  'household (persons)',
  'activity',
  'insurance',
  'months',
  'earns',
  'declared',
  'per head',
  'fifth',
  'poverty',
];
const NUMBERS = new Set(['year', 'age', 'children', 'months', 'earns', 'declared', 'per head', 'fifth']);

/** How the table of a life is read. */
export const LEGEND = [
  'months: with compulsory + voluntary contributions in the year; earns, declared (wage) and (household income) per head:',
  'million VND a month, nominal; household: its reference person; fifth: of income per head, 1 poorest; * extremely',
  'difficult commune. Age on 1 July, partner and household as at the end of the year.',
].join('\n');

/** One life for people: who it is, the years, the events, and what each scenario paid and why not. */
export function lifeText({ scenarios, regions }: ExplainedPass, life: Life): string {
  const sections = [
    [headline(life, regions), parentsLine(life), childrenLine(life)].filter(Boolean).join('\n'),
  ];
  sections.push(
    [
      ...tableLines(HEAD, life.years.map(rowOf), NUMBERS),
      ...life.years.filter(({ left }) => left).map(({ left }) => `      ${left?.how} in ${left?.month}`),
    ].join('\n'),
  );
  const events = eventsOf(life, regions);
  if (events.length > 0)
    sections.push(['Events', ...events.map(({ when, what }) => `  ${when.padEnd(7)}  ${what}`)].join('\n'));
  scenarios.forEach(({ id, title }, position) => {
    const first = position === 0 ? undefined : scenarios[0];
    const lines = benefitLines(life, id, first?.id);
    const rest = first ? `; what is not told is as under ${first.id}` : '';
    const told =
      lines.length > 0
        ? lines
        : [first ? 'nothing else' : 'no delivery, and never of an age for a child tier'];
    sections.push([`${title.en} (${id})${rest}`, ...told.map((line) => `  ${line}`)].join('\n'));
  });
  return sections.join('\n\n');
}

function headline({ id, sex, born, years }: Life, regions: ReadonlyMap<string, string>): string {
  const [first] = years;
  const last = years[years.length - 1];
  const adult = last.age >= 22 ? `, ${last.education} education` : '';
  const where = `${regions.get(first.region)}, ${first.area}`;
  return `${id}: ${sex === 'f' ? 'female' : 'male'}, born ${born}, ethnic ${first.ethnicity}${adult}; ${where} in ${first.year}`;
}

function parentsLine({ years }: Life): string | null {
  const [{ mother, father }] = years;
  const parents = [mother && `mother ${nameOf(mother)}`, father && `father ${nameOf(father)}`].filter(
    Boolean,
  );
  return parents.length > 0 ? parents.join(', ') : null;
}

function childrenLine({ years }: Life): string | null {
  const { children } = years[years.length - 1];
  const all = children.map(
    (child) => `${nameOf(child)} (${child.sex === 'f' ? 'girl' : 'boy'}, ${child.born})`,
  );
  return all.length > 0 ? `children ${all.join(', ')}` : null;
}

function rowOf(one: LifeYear): string[] {
  const { year, age, area, difficultCommune, partner, children, work, left } = one;
  const million = (dong: number | undefined) => (dong ? (dong / 1e6).toFixed(2) : NONE);
  const here = children.filter((child) => child.left === null).length;
  return [
    String(year),
    String(age),
    area + (difficultCommune ? '*' : ''),
    partner ? `${partner.id ?? 'from abroad'} (${partner.age})` : NONE,
    here === 0 ? NONE : String(here),
    left ? NONE : `${one.household ?? 'from abroad'} (${one.householdMembers})`,
    work?.activity ?? NONE,
    work && work.insurance !== 'none' ? work.insurance : NONE,
    work && work.compulsoryMonths + work.voluntaryMonths > 0
      ? `${work.compulsoryMonths}+${work.voluntaryMonths}`
      : NONE,
    million(work?.earnings),
    million(work?.declaredWage),
    left ? NONE : million(one.incomePerHead),
    left ? NONE : String(one.fifth),
    left || one.poverty === 'neither' ? NONE : one.poverty,
  ];
}

/** The sample from which lives come. */
export function sampleText(persons: number | 'whole', weight: number, seed: string): string {
  const sample = persons === 'whole' ? 'every resident' : `${amount(persons)} persons`;
  const each = weight.toLocaleString('en', { maximumFractionDigits: 2 });
  return `sample of ${sample}, each standing for ${each} residents; seed "${seed}"`;
}
