import type { Life, LifeYear } from '../../engine/explain/recorder.js';
import { amount } from '../commands/figures.js';
import type { ExplainedPass } from '../explain.js';
import type { RunOptions } from '../options.js';
import { benefitLines } from './benefit-lines.js';
import { tableLines } from './columns.js';
import { eventsOf, GRADES } from './events.js';
import { wrapped } from './wrap.js';

const NONE = '–';
const HEAD = [
  'year',
  'age',
  'area',
  'partner (age)',
  'children',
  'household',
  'activity',
  'insured Dec',
  'months',
  'earns',
  'declared',
  'per head',
  'fifth',
  'poverty',
];
const NUMBERS = new Set([
  'year',
  'age',
  'children',
  'household',
  'months',
  'earns',
  'declared',
  'per head',
  'fifth',
]);

/** How the table of a life is read. */
export const LEGEND = [
  'Age: on 1 July. Partner, children, household (its persons) and insured Dec: at the end of the year. Months: with',
  'compulsory + voluntary contributions in the year. Earns, declared (wage) and (household income) per head: million VND a',
  'month, nominal. Fifth: of income per head, 1 poorest. *: extremely difficult commune. A column without entries is left out.',
  'Benefits follow insurance, contributed months and wage month by month, so one may rest on a membership that has ended by',
  'December; household, poverty and place of residence count for them as the row of the year shows.',
].join('\n');

/** How a life is set. */
export interface LifeLayout {
  /** Rows of the table: every year, or those in which more than age and amounts changes. */
  readonly years: 'all' | 'changes';
  /** Characters after which lines other than those of the table are broken. */
  readonly width: number;
}

const WHOLE: LifeLayout = { years: 'all', width: Number.POSITIVE_INFINITY };

/** One life for people: who it is, the years, the events, and what each scenario paid and why not. */
export function lifeText({ scenarios, regions }: ExplainedPass, life: Life, layout = WHOLE): string {
  const shown = layout.years === 'all' ? life.years : life.years.filter(hasChange);
  const folded = (lines: readonly string[]) => lines.flatMap((line) => wrapped(line, layout.width));
  const head = [headline(life, regions), parentsLine(life), childrenLine(life), householdLine(life)];
  const sections = [folded(head.filter((line) => line !== null)).join('\n')];
  sections.push(
    [
      ...tableLines(HEAD, shown.map(rowOf), NUMBERS, NONE),
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
        : [
            first
              ? 'nothing else'
              : 'no birth, pregnancy loss or adoption, and never of an age for a child tier',
          ];
    sections.push(folded([`${title.en} (${id})${rest}`, ...told.map((line) => `  ${line}`)]).join('\n'));
  });
  return sections.join('\n\n');
}

function headline({ id, sex, born, arrived, years }: Life, regions: ReadonlyMap<string, string>): string {
  const [first] = years;
  const last = years[years.length - 1];
  const adult = last.age >= 22 ? `, ${last.education} education` : '';
  const where = `${regions.get(first.region)}, ${first.area}`;
  const health = first.disability === 'none' ? '' : `, with a disability (${GRADES[first.disability]})`;
  const came = arrived === null ? '' : `, from abroad in ${arrived}`;
  const who = `${sex === 'f' ? 'female' : 'male'}, born ${born}${came}`;
  return `${id}: ${who}, ethnic ${first.ethnicity}${adult}${health}; ${where} in ${first.year}`;
}

function householdLine({ id, years: [{ household, left, year }] }: Life): string | null {
  if (left) return null;
  return household === id ? `a household of their own in ${year}` : `household of ${household} in ${year}`;
}

/** Whether a row says more than the one before with another age and other amounts; true of the first and the last. */
function hasChange(now: LifeYear, place: number, years: readonly LifeYear[]): boolean {
  if (place === 0 || place === years.length - 1) return true;
  const state = (one: LifeYear) => [
    one.area,
    one.region,
    one.difficultCommune,
    one.partner?.id,
    one.children.filter(({ left }) => left === null).length,
    one.household,
    one.householdMembers,
    one.work?.activity,
    one.work?.insurance,
    one.poverty,
    one.disability,
  ];
  const before = state(years[place - 1]);
  return (
    now.lumpSum !== null ||
    now.benefits.some(({ unit }) => unit !== 'child-month') ||
    state(now).some((value, i) => value !== before[i])
  );
}

function parentsLine({ years }: Life): string | null {
  const [{ mother, father }] = years;
  const parents = [mother && `mother ${mother.id}`, father && `father ${father.id}`].filter(Boolean);
  return parents.length > 0 ? parents.join(', ') : null;
}

function childrenLine({ years }: Life): string | null {
  const { children } = years[years.length - 1];
  const all = children.map((child) => `${child.id} (${child.sex === 'f' ? 'girl' : 'boy'}, ${child.born})`);
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
    partner ? `${partner.id} (${partner.age})` : NONE,
    here === 0 ? NONE : String(here),
    left ? NONE : String(one.householdMembers),
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
export function sampleText({ persons, seed, alignment }: RunOptions, weight: number): string {
  const sample = persons === 'whole' ? 'every resident' : `${amount(persons)} persons`;
  const each = weight.toLocaleString('en', { maximumFractionDigits: 2 });
  return `sample of ${sample}, each standing for ${each} residents; seed "${seed}"${alignment ? '' : '; births and deaths not aligned'}`;
}
