import { type ContributionSums, MEMBER_CELLS } from '../indicators/contribution-sums.js';
import { FIRST_LAW_YEAR, LAW_MONTHS, monthIndex } from '../inputs/time.js';
import { conditionOf, HELPERS, sourceOf } from './compile.js';
import type { ContributionGroup } from './contribution-groups.js';
import { functionOf } from './generated.js';
import { MEMBER_COLUMNS, type MemberCases, memberNames } from './member-cases.js';
import { MOST_VND_PER_PAYMENT, wholeDong } from './payment.js';

/** Months of a year as bits: bit 0 December, bit 11 January. */
const ALL_YEAR = 0xfff;
/** Months in a year's bits. */
const MONTHS = Uint8Array.from(
  { length: ALL_YEAR + 1 },
  (_, bits) => bits.toString(2).replaceAll('0', '').length,
);
const LAW_START = monthIndex(FIRST_LAW_YEAR, 1);

/**
 * Adds the contributions of a scheme's members in a year.
 *
 * @param january of the year (MonthIndex)
 * @param first offset of the year in the sums
 */
export type MemberKernel = (
  january: number,
  dong: ContributionSums['dong'],
  persons: ContributionSums['persons'],
  first: number,
) => void;

/** What every year asks of a group: months of unchanged law, as bits, and whether all its rates are those of January. */
interface GroupYears {
  /** By law year: first month (0..11) of each stretch, and the months of it. */
  readonly starts: readonly Int32Array[];
  readonly masks: readonly Int32Array[];
  /** By law year: 1 where no rate changes within the year. */
  readonly steady: Uint8Array;
}

/**
 * Puts the contributions of a scheme together into one function: for each member and group the base of every stretch of
 * unchanged law, or of every month where the formulas ask for it, and from the base the dong of each contribution.
 * Stretches with the same base and rates are added up before they are multiplied.
 */
export function memberKernel(
  groups: readonly ContributionGroup[],
  cases: MemberCases,
  wageZone: Uint8Array,
  chosenShare: number,
): MemberKernel {
  const programmes = groups.flatMap((group) => group.programmes);
  const data = {
    h: HELPERS,
    count: MONTHS,
    wageZone,
    chosenShare,
    cases,
    groups,
    years: groups.map(yearsOf),
    rates: programmes.map(({ rate }) => rate),
    whole: (amount: number, n: number) =>
      wholeDong(amount, programmes[n].scenario, programmes[n].contribution.id, 'contribution'),
  };
  let rate = 0;
  const bodies = groups.map((group, g) => {
    const source = groupSource(group, g, rate);
    rate += group.programmes.length;
    return source;
  });
  const body = [
    `const { ${Object.keys(data).join(', ')} } = data, { ${MEMBER_COLUMNS.join(', ')} } = cases;`,
    ...programmes.map((_, n) => `const r${n} = rates[${n}];`),
    `const january0 = january - ${LAW_START}, year = january0 / 12;`,
    ...groups.map(
      (_, g) =>
        `const q${g} = groups[${g}].parameters, step${g} = groups[${g}].parameterCount;
         const starts${g} = years[${g}].starts[year], masks${g} = years[${g}].masks[year], steady${g} = years[${g}].steady[year];
         const from${g} = groups[${g}].monthlyFrom[year], to${g} = groups[${g}].monthlyTo[year];`,
    ),
    'const n = cases.count;',
    'for (let i = 0; i < n; i++) {',
    'const marks = memberMarks[i], contributed = memberMonths[i], before = memberBefore[i], cell = first + memberCell[i];',
    ...bodies,
    '}',
  ].join('\n');
  const apply = functionOf<(...all: [object, ...Parameters<MemberKernel>]) => void>(
    ['data', 'january', 'dong', 'persons', 'first'],
    body,
  );
  return (january, dong, persons, first) => apply(data, january, dong, persons, first);
}

function yearsOf({ starts, programmes }: ContributionGroup): GroupYears {
  return {
    starts: starts as Int32Array[],
    masks: starts.map((begins) =>
      begins.map((start, s) => {
        const end = s + 1 < begins.length ? begins[s + 1] : 12;
        return (ALL_YEAR >>> start) & ~(ALL_YEAR >>> end);
      }),
    ),
    steady: Uint8Array.from({ length: LAW_MONTHS / 12 }, (_, year) =>
      Number(
        programmes.every(({ rate: values }) =>
          values.subarray(year * 12, year * 12 + 12).every((value) => value === values[year * 12]),
        ),
      ),
    ),
  };
}

function groupSource(group: ContributionGroup, g: number, firstRate: number): string {
  const names = memberNames(`q${g}`);
  const base = `const row = law * step${g};
    const base = ${conditionOf(group.eligibility, names)} ? ${sourceOf(group.amount, names)} : 0;`;
  const add = group.programmes
    .map(
      (_, p) => `{ const factor = r${firstRate + p}[at];
        if (factor !== 0) {
          const amount = factor * held;
          if (!(amount <= ${MOST_VND_PER_PAYMENT})) whole(amount, ${firstRate + p});
          if (amount > 0) d${p} += open * Math.round(amount);
        } }`,
    )
    .join('\n');
  const book = group.programmes
    .map(
      ({ place }, p) =>
        `if (d${p} !== 0) { dong[cell + ${place * MEMBER_CELLS}] += d${p}; persons[cell + ${place * MEMBER_CELLS}]++; }`,
    )
    .join('\n');
  return `
  if (${conditionOf(group.lasting, names)}) {
    let ${group.programmes.map((_, p) => `d${p} = 0`).join(', ')};
    const monthly = before + 12 >= from${g} && before <= to${g};
    const stretches = monthly ? 12 : starts${g}.length;
    let held = 0, open = 0, at = 0;
    for (let s = 0; s <= stretches; s++) {
      let next = 0, months = 0, law = at;
      if (s < stretches) {
        months = count[contributed & (monthly ? 2048 >>> s : masks${g}[s])];
        if (months === 0) continue;
        const month = monthly ? s : starts${g}[s];
        const total = monthly ? before + count[memberVoluntary[i] & ~(${ALL_YEAR} >>> s)] : before;
        law = january0 + month;
        ${base}
        next = base;
        if (next === held && steady${g} === 1) { open += months; continue; }
      }
      if (held !== 0) {
        ${add}
      }
      held = next; open = months; at = law;
    }
    ${book}
  }`;
}
