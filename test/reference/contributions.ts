import {
  type ContributionSums,
  contributionOffset,
  memberCell,
} from '../../engine/indicators/contribution-sums.js';
import type { ContributionScheme } from '../../engine/inputs/scenario.js';
import { FIRST_LAW_YEAR, monthIndex } from '../../engine/inputs/time.js';
import { ACTIVITY, INSURANCE } from '../../engine/population/activity.js';
import { type Population, STILL_HERE } from '../../engine/population/columns.js';
import { compile, type Kernel } from '../../engine/tiers/compile.js';
import type { ContributionGroup, ContributionPlan } from '../../engine/tiers/contribution-groups.js';
import { wholeDong } from '../../engine/tiers/payment.js';
import { RECORD_LENGTH, SLOT } from '../../engine/tiers/slots.js';

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

/** One scheme's contributions. */
interface Scheme {
  readonly insurance: number;
  readonly groups: readonly ContributionGroup[];
  /** VND a month by group, before the rate of each programme; 0 for who is not eligible. */
  readonly bases: ReadonlyMap<ContributionGroup, Kernel>;
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
  const nothing = { kind: 'number', value: 0 } as const;
  return {
    insurance: INSURANCE[scheme],
    groups,
    bases: new Map(
      groups.map((group) => [
        group,
        compile({
          kind: 'operation',
          operator: 'if',
          operands: [group.eligibility, group.amount, nothing],
        }),
      ]),
    ),
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
  const { insurance: code, groups, wageZone, chosenShare, record } = scheme;
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
    record[SLOT.wage_zone] = wageZone[place * 2 + rural];
    record[SLOT.region] = place;
    record[SLOT.urban] = 1 - rural;
    record[SLOT.rural] = rural;
    record[SLOT.ethnic_minority] = people.ethnicity[i];
    record[SLOT.extremely_difficult_commune] = people.difficultCommune[i] & rural;
    const home = household[i];
    record[SLOT.poor] = Number(people.poverty[home] === 2);
    record[SLOT.near_poor] = Number(people.poverty[home] === 1);
    record[SLOT.quintile] = people.quintile[home] + 1;
    record[SLOT.income_per_head] = people.incomePerHead[home];
    const cell = memberCell(sex[i], place);
    const before = voluntaryBefore(people, i);
    for (let g = 0; g < groups.length; g++) {
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
  const base = scheme.bases.get(group)?.(record, parameters, law * group.parameterCount) ?? 0;
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
