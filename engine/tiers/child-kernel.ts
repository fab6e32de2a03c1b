import { TIER, TIER_FIGURES } from '../indicators/accumulators.js';
import { CELLS } from '../indicators/groups.js';
import { RANKS } from '../population/columns.js';
import { CASE_COLUMNS, type ChildCases } from './child-cases.js';
import { childNames } from './child-names.js';
import { twinsOf } from './child-twins.js';
import { conditionOf, HELPERS, sourceOf } from './compile.js';
import { functionOf } from './generated.js';
import type { Outcomes } from './outcomes.js';
import { MOST_VND_PER_PAYMENT, wholeDong } from './payment.js';
import { CHUNK, type Portfolio, type TierProgramme } from './portfolio.js';

/** Numbers of each child tier, some of which change from year to year: [position among the child tiers * YEAR_FIGURES + figure]. */
export const YEAR = {
  /** First month (0..11) of the year in which it is paid, and the month after the last. */
  from: 0,
  until: 1,
  /** Months in which a parameter that it reads has a new value, as bits. */
  changes: 2,
  /** Its table of parameters: where January begins, and how far months are apart. */
  row: 3,
  step: 4,
  /** Ages in months from which and below which it is paid, and the least age limit of the year. */
  youngest: 5,
  oldest: 6,
  leastLimit: 7,
} as const;
export const YEAR_FIGURES = Object.keys(YEAR).length;

/**
 * Applies a chunk of child tiers to cases: writes what each does to the outcomes, books it, and calls `settle` for each
 * case that is eligible for any. Answers the tiers that any of the cases is eligible for, as bits by position in the chunk.
 *
 * @param from first of the cases, `to` one past the last
 * @param january of the year (MonthIndex)
 * @param reach tiers that can reach a child by its dates and age, as `childReach` gives them
 * @param sums tier sums of the run (Accumulators.tiers), the year's from `first` on
 * @param hits by chunk the tiers that the case at hand is eligible for, for those that yield to one of another chunk
 */
type ChunkFunction = (
  data: object,
  from: number,
  to: number,
  january: number,
  reach: Int32Array,
  sums: Float64Array,
  first: number,
  hits: Int32Array,
  settle: ((i: number) => void) | null,
) => number;

/** A function with the data that it works on. */
export interface ChildChunk {
  readonly apply: ChunkFunction;
  readonly data: object;
}

/** What generated functions share with the program, by name. */
export interface ChunkInputs {
  readonly cases: ChildCases;
  readonly outcomes: Outcomes;
  /** By YEAR. */
  readonly years: Int32Array;
  readonly wageZone: Uint8Array;
}

/** Number of ones in the months of a year. */
const MONTHS = Uint8Array.from({ length: 1 << 12 }, (_, bits) => bits.toString(2).replaceAll('0', '').length);

/**
 * Puts the child tiers of a run together into functions of at most CHUNK tiers each. All that is not a formula is the
 * same for every tier: months of the year in which it is open to the child fall into stretches in which nothing that it
 * reads changes; each stretch is judged once.
 */
export function childChunks(portfolio: Portfolio, inputs: ChunkInputs): ChildChunk[] {
  const chunks: ChildChunk[] = [];
  const { childMonths } = portfolio;
  const twins = twinsOf(portfolio);
  for (let begin = 0; begin < childMonths.length; begin += CHUNK)
    chunks.push(chunkOf(portfolio, twins, begin, inputs));
  return chunks;
}

function chunkOf(
  { childMonths: tiers, toppedUp }: Portfolio,
  twins: Int32Array,
  begin: number,
  inputs: ChunkInputs,
): ChildChunk {
  const own = tiers.slice(begin, begin + CHUNK);
  const tables = [...new Set(own.map(({ parameters }) => parameters))];
  const data = {
    h: HELPERS,
    months: MONTHS,
    whole: (amount: number, n: number) => wholeDong(amount, own[n].scenario, own[n].tier.id),
    tables,
    years: inputs.years,
    wageZone: inputs.wageZone,
    eligible: inputs.outcomes.eligible,
    claimed: inputs.outcomes.claimed,
    paid: inputs.outcomes.paid,
    amounts: inputs.outcomes.amounts,
    ...Object.fromEntries(CASE_COLUMNS.map((name) => [name, inputs.cases[name]])),
  };
  const chunks = Math.ceil(tiers.length / CHUNK);
  const chunk = begin / CHUNK;
  const body = [
    `const { ${Object.keys(data).join(', ')} } = data;`,
    ...tables.map((_, n) => `const q${n} = tables[${n}];`),
    'let any = 0;',
    'for (let i = from; i < to; i++) {',
    'const born = caseBorn[i], age = january - born;',
    `const reaching = reach[(age + 11) * ${chunks} + ${chunk}];`,
    'let hit = 0;',
    'if (reaching !== 0) {',
    PROLOGUE,
    ...own.flatMap((_, n) =>
      twins[begin + n] === begin + n ? tierSource({ tiers, twins, begin, tables, toppedUp }, n) : [],
    ),
    '}',
    `hits[${chunk}] = hit;`,
    'any |= hit;',
    'if (hit !== 0 && settle !== null) settle(i);',
    '}',
    'return any;',
  ].join('\n');
  const parameters = ['data', 'from', 'to', 'january', 'reach', 'sums', 'first', 'hits', 'settle'];
  return { apply: functionOf(parameters, body), data };
}

/** The case at hand, in local variables. */
const PROLOGUE = `
  const marks = caseMarks[i];
  const begins = caseLife[i] & 15, ends = caseLife[i] >>> 4;
  const mc = caseMotherCompulsory[i], mv = caseMotherVoluntary[i];
  const fc = caseFatherCompulsory[i], fv = caseFatherVoluntary[i];
  const insured = mc | mv | fc | fv;
  const members = (mc ^ (mc << 1)) | (mv ^ (mv << 1)) | (fc ^ (fc << 1)) | (fv ^ (fv << 1));
  const needEnd = Math.min(ends, 192 - age);
  const need = needEnd > begins ? (1 << needEnd) - (1 << begins) : 0;`;

/** A chunk of tiers as its source is written. */
interface ChunkText {
  readonly tiers: readonly TierProgramme[];
  /** As `twinsOf` gives them. */
  readonly twins: Int32Array;
  /** Position of the first tier of the chunk. */
  readonly begin: number;
  readonly tables: readonly Float64Array[];
  readonly toppedUp: Uint8Array;
}

/** What a tier with the given position in its chunk does, and its twins with it; all months of the year are bits. */
function tierSource(chunk: ChunkText, n: number): string {
  const { tiers, twins, begin, tables, toppedUp } = chunk;
  const programme = tiers[begin + n];
  const { tier, place, exclusiveAfter, topUpAfter, lasting } = programme;
  const all = tiers.map((_, position) => position).filter((position) => twins[position] === begin + n);
  const any = (holds: (one: TierProgramme) => boolean) => all.some((position) => holds(tiers[position]));
  const tableOf = (position: number) => `q${tables.indexOf(tiers[position].parameters)}`;
  const names = childNames(tableOf(begin + n));
  const year = (figure: number, position = begin + n) => `years[${position * YEAR_FIGURES + figure}]`;
  /** Months in which an earlier tier pays, by its place. */
  const monthsOf = (earlier: number) => {
    const position = tiers.findIndex((other) => other.place === earlier);
    if (position >= begin) return `e${twins[position] - begin}`;
    const bit = 1 << (position % CHUNK);
    return `((hits[${Math.floor(position / CHUNK)}] & ${bit}) !== 0 ? eligible[${earlier}] : 0)`;
  };
  const changes = all.map((position) => year(YEAR.changes, position));
  if (any(({ readsMembership }) => readsMembership)) changes.push('members');
  if (any(({ readsAgeInYears }) => readsAgeInYears)) changes.push('(1 << (born % 12))');
  else if (programme.ageLimit)
    changes.push(`((((age + 11) / 12) | 0) >= ${year(YEAR.leastLimit)} ? 1 << (born % 12) : 0)`);
  const topUp = topUpAfter
    .map(
      (earlier) =>
        `if (((${monthsOf(earlier)} >>> start) & 1) !== 0) amount -= amounts[${earlier * 12} + start];`,
    )
    .join(' ');
  const claim =
    tier.takeUp === 'full' ? 'true' : `!(caseClaim[i] >= ${sourceOf(tier.takeUp, names)} * ${RANKS})`;
  const amountOf = (position: number, name: string) => {
    const row = `${year(YEAR.row, position)} + start * ${year(YEAR.step, position)}`;
    const own = {
      ...childNames(tableOf(position)),
      parameter: (index: number) => `${tableOf(position)}[${row} + ${index}]`,
    };
    return `let ${name} = ${sourceOf(tiers[position].tier.amount, own)};
          if (!(${name} <= ${MOST_VND_PER_PAYMENT})) whole(${name}, ${position - begin});
          ${name} = ${name} > 0 ? Math.round(${name}) : 0;`;
  };
  const others = all.slice(1);
  const hit = all.reduce((bits, position) => bits | (1 << (position - begin)), 0);
  const store = ({ place: where }: TierProgramme, sum: string) =>
    `eligible[${where}] = e${n}; claimed[${where}] = c; paid[${where}] = ${sum};`;
  return `
  let e${n} = 0;
  if ((reaching & ${hit}) !== 0 && ${conditionOf(lasting, names)}) {
    let start = Math.max(begins, ${year(YEAR.from)}, ${year(YEAR.youngest)} - age);
    const until = Math.min(ends, ${year(YEAR.until)}, ${year(YEAR.oldest)} - age);
    if (start < until) {
      const changes = ${any(({ readsEveryMonth }) => readsEveryMonth) ? '4095' : changes.join(' | ')};
      const barred = ${exclusiveAfter.map(monthsOf).join(' | ') || '0'};
      let c = 0, sum = 0${others.map((position) => `, sum${position} = 0`).join('')};
      do {
        const later = changes & (-2 << start);
        const next = later === 0 ? until : Math.min(until, 31 - Math.clz32(later & -later));
        const open = ((1 << next) - (1 << start)) & ~barred;
        const row = ${year(YEAR.row)} + start * ${year(YEAR.step)};
        if (open !== 0 && ${conditionOf(tier.eligibility, names)}) {
          ${amountOf(begin + n, 'amount')}
          ${topUp}
          ${others.map((position) => amountOf(position, `amount${position}`)).join('\n')}
          ${topUpAfter.length > 0 ? 'if (amount > 0) {' : '{'}
            e${n} |= open;
            ${toppedUp[place] === 1 ? `for (let m = start; open >>> m !== 0; m++) amounts[${place * 12} + m] = amount;` : ''}
            if (${claim}) {
              const paying = months[open];
              c |= open; sum += amount * paying;
              ${others.map((position) => `sum${position} += amount${position} * paying;`).join(' ')}
            }
          }
        }
        start = next;
      } while (start < until);
      if (e${n} !== 0) {
        hit |= ${hit};
        ${store(programme, 'sum')}
        ${others.map((position) => store(tiers[position], `sum${position}`)).join('\n')}
        const at = first + ${place * CELLS * TIER_FIGURES};
        const entitled = months[e${n}], drawn = months[c], beyond = months[c & ~need];
        for (let m = 0; m < 3; m++) {
          const cell = (m === 0 ? casePlace[i] : m === 1 ? caseStatus[i] : caseAge[i]) * ${TIER_FIGURES};
          sums[at + cell] += entitled; sums[at + cell + 1] += drawn; sums[at + cell + 2] += beyond;
          sums[at + cell + 3] += sum;
          ${others
            .map((position) => {
              const dong = tiers[position].place * CELLS * TIER_FIGURES + TIER.dong;
              return `sums[first + ${dong} + cell] += sum${position};`;
            })
            .join('\n')}
        }
      }
    }
  }`;
}
