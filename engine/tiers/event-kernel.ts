import { FIRST_LAW_YEAR, monthIndex } from '../inputs/time.js';
import { RANKS } from '../population/columns.js';
import { conditionOf, HELPERS, IN_RECORD, sourceOf } from './compile.js';
import { functionOf } from './generated.js';
import type { Outcomes } from './outcomes.js';
import { MOST_VND_PER_PAYMENT, wholeDong } from './payment.js';
import { CHUNK, type TierProgramme } from './portfolio.js';

const LAW_START = monthIndex(FIRST_LAW_YEAR, 1);

/**
 * Applies tiers that are paid for an event: writes for each whether the case is eligible and claims, and what is paid.
 *
 * @param record variables of the event
 * @param month of the event (MonthIndex)
 * @param born month of birth of the child (MonthIndex)
 * @param claim rank of claiming
 * @param motherEarnings earnings of the parents, VND a month: a tier that replaces them brings a household only the rest
 */
export type EventKernel = (
  record: Float64Array,
  month: number,
  born: number,
  claim: number,
  motherEarnings: number,
  fatherEarnings: number,
  outcomes: Outcomes,
) => void;

/** Puts the tiers of one kind of event together into one function, or a few where they are many. */
export function eventKernel(tiers: readonly TierProgramme[]): EventKernel {
  const parts: EventKernel[] = [];
  for (let begin = 0; begin < tiers.length; begin += CHUNK)
    parts.push(partOf(tiers.slice(begin, begin + CHUNK)));
  if (parts.length === 1) return parts[0];
  return (...event) => {
    for (const part of parts) part(...event);
  };
}

/** Numbers of a tier: [tier * FIGURES + figure]. */
const FIGURE = { from: 0, until: 1, bornFrom: 2, step: 3 } as const;
const FIGURES = Object.keys(FIGURE).length;
/** Before and after all months. */
const NEVER = 1 << 20;

function partOf(tiers: readonly TierProgramme[]): EventKernel {
  const data = {
    h: HELPERS,
    tables: tiers.map(({ parameters }) => parameters),
    numbers: Int32Array.from(
      tiers.flatMap(({ tier, parameterCount }) => [
        tier.from,
        tier.until ?? NEVER,
        tier.bornFrom ?? -NEVER,
        parameterCount,
      ]),
    ),
    whole: (amount: number, n: number) => wholeDong(amount, tiers[n].scenario, tiers[n].tier.id),
  };
  const body = [
    'const { h, tables, numbers, whole } = data, { eligible, claimed, paid, amounts, lost } = outcomes;',
    `const law = month - ${LAW_START};`,
    ...tiers.map(tierSource),
  ].join('\n');
  const apply = functionOf<(...all: [object, ...Parameters<EventKernel>]) => void>(
    ['data', 'v', 'month', 'born', 'claim', 'motherEarnings', 'fatherEarnings', 'outcomes'],
    body,
  );
  return (record, month, born, claim, motherEarnings, fatherEarnings, outcomes) =>
    apply(data, record, month, born, claim, motherEarnings, fatherEarnings, outcomes);
}

function tierSource({ tier, place, exclusiveAfter, topUpAfter }: TierProgramme, n: number): string {
  const names = { ...IN_RECORD, parameter: (index: number) => `tables[${n}][row + ${index}]` };
  const figure = (which: number) => `numbers[${n * FIGURES + which}]`;
  const open = [
    `month >= ${figure(FIGURE.from)}`,
    `month < ${figure(FIGURE.until)}`,
    `born >= ${figure(FIGURE.bornFrom)}`,
    ...exclusiveAfter.map((earlier) => `eligible[${earlier}] === 0`),
  ].join(' && ');
  const claims = tier.takeUp === 'full' ? 'true' : `!(claim >= ${sourceOf(tier.takeUp, names)} * ${RANKS})`;
  const earnings = tier.recipient === 'father' ? 'fatherEarnings' : 'motherEarnings';
  const lost =
    tier.replaces === null
      ? ''
      : `const wages = Math.round(${sourceOf(tier.replaces, names)} * ${earnings});
         if (wages > 0) lost[${place}] = Math.min(amount, wages);`;
  const toppedUp = topUpAfter.map(
    (earlier) => `if (eligible[${earlier}] !== 0) amount -= amounts[${earlier * 12}];`,
  );
  return `
  eligible[${place}] = 0; claimed[${place}] = 0; paid[${place}] = 0; lost[${place}] = 0;
  if (${open}) {
    const row = law * ${figure(FIGURE.step)};
    if (${conditionOf(tier.eligibility, names)}) {
      let amount = ${sourceOf(tier.amount, names)};
      if (!(amount <= ${MOST_VND_PER_PAYMENT})) whole(amount, ${n});
      amount = amount > 0 ? Math.round(amount) : 0;
      ${toppedUp.join(' ')}
      ${topUpAfter.length > 0 ? 'if (amount > 0) {' : '{'}
        eligible[${place}] = 1; amounts[${place * 12}] = amount;
        if (${claims}) { claimed[${place}] = 1; paid[${place}] = amount; ${lost} }
      }
    }
  }`;
}
