import { type ContributionSums, contributionOffset, memberCell } from '../indicators/contribution-sums.js';
import type { ContributionScheme } from '../inputs/scenario.js';
import { FIRST_LAW_YEAR, monthIndex } from '../inputs/time.js';
import type { VariableName } from '../inputs/variables.js';
import { ACTIVITY, INSURANCE } from '../population/activity.js';
import { type Population, STILL_HERE } from '../population/columns.js';
import { compileGate, type Gate } from './compile.js';
import type { ContributionGroup, ContributionPlan } from './contribution-groups.js';
import { wholeDong } from './payment.js';
import { RECORD_LENGTH, SLOT } from './slots.js';

/** Months of a year as bits: bit 0 December, bit 11 January. */
const ALL_YEAR = 0xfff;
/** Months in a year's bits. */
const COUNT = Uint8Array.from(
  { length: ALL_YEAR + 1 },
  (_, bits) => bits.toString(2).replaceAll('0', '').length,
);
const LAW_START = monthIndex(FIRST_LAW_YEAR, 1);

/** Computes the contributions of one simulator's blocks. */
export interface Collector {
  /** Adds the contributions of a block's members in a year; call it once the year's work and incomes are known. */
  collect(people: Population, sums: ContributionSums, row: number, year: number): void;
}

/**
 * Makes a collector. Each member pays for the months of the year in the scheme, a leaver until the month of leaving, at
 * the law of the month; a month's amount is rounded to whole dong.
 *
 * @param wageZone minimum-wage zone: [region * 2 + (0 urban, 1 rural)]
 * @param chosenShare income chosen for voluntary insurance as a share of earnings, before floor and ceiling
 */
export function makeCollector(plan: ContributionPlan, wageZone: Uint8Array, chosenShare: number): Collector {
  const dong = new Float64Array(plan.programmes.length);
  const schemes = (['compulsory', 'voluntary'] as const)
    .map((scheme) => schemeOf(plan, scheme, wageZone, chosenShare, dong))
    .filter(({ groups }) => groups.length > 0);
  return {
    collect(people, sums, row, year) {
      for (const scheme of schemes) collectScheme(scheme, people, sums, row, monthIndex(year, 1));
    },
  };
}

/** One scheme's contributions, and which parts of a member's record their formulas read. */
interface Scheme {
  readonly insurance: number;
  readonly groups: readonly ContributionGroup[];
  /** Which groups a member may belong to, in one call. */
  readonly gate: Gate;
  readonly open: Int32Array;
  readonly residence: boolean;
  readonly zone: boolean;
  readonly household: boolean;
  readonly total: boolean;
  readonly wageZone: Uint8Array;
  readonly chosenShare: number;
  /** The record of the member at hand. */
  readonly record: Float64Array;
  /** Dong of the member at hand, by place; all 0 between two members. */
  readonly dong: Float64Array;
}

function schemeOf(
  plan: ContributionPlan,
  scheme: ContributionScheme,
  wageZone: Uint8Array,
  chosenShare: number,
  dong: Float64Array,
): Scheme {
  const groups = plan.groups.filter((group) => group.scheme === scheme);
  const reads = (...names: readonly VariableName[]) =>
    groups.some((group) => names.some((name) => group.reads.has(name)));
  return {
    insurance: INSURANCE[scheme],
    groups,
    gate: compileGate(groups.map(({ lasting }) => lasting)),
    open: new Int32Array(Math.ceil(groups.length / 32)),
    residence: reads('region', 'urban', 'rural', 'ethnic_minority', 'extremely_difficult_commune'),
    zone: reads('wage_zone'),
    household: reads('poor', 'near_poor', 'quintile', 'income_per_head'),
    total: reads('months_voluntary_total'),
    wageZone,
    chosenShare,
    record: new Float64Array(RECORD_LENGTH),
    dong,
  };
}

/** Adds one scheme's contributions of a block and year. Hot: one load for who is no member, no allocation. */
function collectScheme(
  scheme: Scheme,
  people: Population,
  sums: ContributionSums,
  row: number,
  january: number,
): void {
  const { insurance: code, groups, residence, zone, household: readsHousehold, total: readsTotal } = scheme;
  const { wageZone, chosenShare, record, gate, open } = scheme;
  const { exitMonth, insurance, sex, region, area, activity, declaredWage, earnings, household } = people;
  const history = code === INSURANCE.compulsory ? people.compulsoryMonths : people.voluntaryMonths;
  for (let i = 0; i < people.count; i++) {
    let months = history[i] & ALL_YEAR;
    if (months === 0) continue;
    const exit = exitMonth[i];
    if (exit !== STILL_HERE) {
      if (exit <= january || insurance[i] !== code) continue;
      // Work is not simulated in the year of leaving: the membership of the December before lasts until then.
      months = ALL_YEAR & ~(ALL_YEAR >>> Math.min(12, exit - january));
    }
    const place = region[i];
    const rural = area[i];
    record[SLOT.female] = sex[i];
    record[SLOT.declared_wage] = declaredWage[i];
    record[SLOT.chosen_income] = Math.round(chosenShare * earnings[i]);
    // Who has left the scheme by December was no owner in it: activity is that of the end of the year.
    record[SLOT.own_account] = activity[i] === ACTIVITY.ownAccount && insurance[i] === code ? 1 : 0;
    if (zone) record[SLOT.wage_zone] = wageZone[place * 2 + rural];
    if (residence) {
      record[SLOT.region] = place;
      record[SLOT.urban] = 1 - rural;
      record[SLOT.rural] = rural;
      record[SLOT.ethnic_minority] = people.ethnicity[i];
      record[SLOT.extremely_difficult_commune] = people.difficultCommune[i] & rural;
    }
    if (readsHousehold) {
      const home = household[i];
      record[SLOT.poor] = Number(people.poverty[home] === 2);
      record[SLOT.near_poor] = Number(people.poverty[home] === 1);
      record[SLOT.quintile] = people.quintile[home] + 1;
      record[SLOT.income_per_head] = people.incomePerHead[home];
    }
    const cell = memberCell(sex[i], place);
    const before = readsTotal ? voluntaryBefore(people, i) : 0;
    gate(record, open);
    for (let g = 0; g < groups.length; g++) {
      if (((open[g >>> 5] >>> (g & 31)) & 1) === 0) continue;
      addMember(scheme, groups[g], people, i, months, before, january);
      addDong(scheme, groups[g], sums, row, cell);
    }
  }
}

/** Months of voluntary contributions before January; the year's are not yet counted for who leaves in it. */
function voluntaryBefore({ exitMonth, voluntaryTotal, voluntaryMonths }: Population, person: number): number {
  const total = voluntaryTotal[person];
  return exitMonth[person] === STILL_HERE ? total - COUNT[voluntaryMonths[person] & ALL_YEAR] : total;
}

/** Adds a member's year to the dong at hand: in stretches of unchanged law, or month by month where the formulas ask for it. */
function addMember(
  scheme: Scheme,
  group: ContributionGroup,
  people: Population,
  person: number,
  months: number,
  before: number,
  january: number,
): void {
  const { record } = scheme;
  const law = january - LAW_START;
  const year = law / 12;
  if (before + 12 >= group.monthlyFrom[year] && before <= group.monthlyTo[year]) {
    addMonths(scheme, group, people, person, months, before, january);
    return;
  }
  record[SLOT.months_voluntary_total] = before;
  const starts = group.starts[year];
  for (let s = 0; s < starts.length; s++) {
    const start = starts[s];
    const end = s + 1 < starts.length ? starts[s + 1] : 12;
    const open = COUNT[months & (ALL_YEAR >>> start) & ~(ALL_YEAR >>> end)];
    if (open !== 0) addStretch(scheme, group, law + start, open);
  }
}

function addMonths(
  scheme: Scheme,
  group: ContributionGroup,
  people: Population,
  person: number,
  months: number,
  before: number,
  january: number,
): void {
  const { record } = scheme;
  const leaver = people.exitMonth[person] !== STILL_HERE;
  const inVoluntary = scheme.insurance === INSURANCE.voluntary;
  // Voluntary months of the year: the scheme's own, or those of who changes from one to the other.
  const voluntary = inVoluntary ? months : leaver ? 0 : people.voluntaryMonths[person] & ALL_YEAR;
  for (let month = 0; month < 12; month++) {
    if ((months & (1 << (11 - month))) === 0) continue;
    record[SLOT.age_years] = Math.floor((january + month - people.birthMonth[person]) / 12);
    record[SLOT.months_voluntary_total] = before + COUNT[voluntary & ~(ALL_YEAR >>> month)];
    addStretch(scheme, group, january + month - LAW_START, 1);
  }
}

/** Adds `open` months at the law of one month to the dong at hand. */
function addStretch(scheme: Scheme, group: ContributionGroup, law: number, open: number): void {
  const { record, dong } = scheme;
  const { parameters, programmes } = group;
  const base = group.base(record, parameters, law * group.parameterCount);
  if (base === 0) return;
  for (let p = 0; p < programmes.length; p++) {
    const { rate, place, scenario, contribution } = programmes[p];
    const factor = rate[law];
    if (factor !== 0)
      dong[place] += open * wholeDong(factor * base, scenario, contribution.id, 'contribution');
  }
}

/** Moves the dong at hand to the sums. */
function addDong(
  { dong }: Scheme,
  { programmes }: ContributionGroup,
  sums: ContributionSums,
  row: number,
  cell: number,
): void {
  for (let p = 0; p < programmes.length; p++) {
    const { place } = programmes[p];
    if (dong[place] === 0) continue;
    const at = contributionOffset(sums, row, place) + cell;
    sums.dong[at] += dong[place];
    sums.persons[at]++;
    dong[place] = 0;
  }
}
