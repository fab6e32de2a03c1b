import { FIRST_LAW_YEAR, monthIndex } from '../inputs/time.js';
import { RANKS } from '../population/columns.js';
import { conditionOf, HELPERS, IN_RECORD, sourceOf } from './compile.js';
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
 */
export type EventKernel = (
  record: Float64Array,
  month: number,
  born: number,
  claim: number,
  outcomes: Outcomes,
) => void;

/** Puts the tiers of one kind of event together into one function, or a few where they are many. */
export function eventKernel(tiers: readonly TierProgramme[]): EventKernel {
  const parts: EventKernel[] = [];
  for (let begin = 0; begin < tiers.length; begin += CHUNK)
    parts.push(partOf(tiers.slice(begin, begin + CHUNK)));
  if (parts.length === 1) return parts[0];
  return (record, month, born, claim, outcomes) => {
    for (const part of parts) part(record, month, born, claim, outcomes);
  };
}

function partOf(tiers: readonly TierProgramme[]): EventKernel {
  const shared: Record<string, unknown> = {
    h: HELPERS,
    tables: tiers.map(({ parameters }) => parameters),
    whole: (amount: number, n: number) => wholeDong(amount, tiers[n].scenario, tiers[n].tier.id),
  };
  const source = [
    '"use strict";',
    ...tiers.map((_, n) => `const q${n} = tables[${n}];`),
    'return (v, month, born, claim, { eligible, claimed, paid, amounts }) => {',
    `const law = month - ${LAW_START};`,
    ...tiers.map(tierSource),
    '};',
  ].join('\n');
  return new Function(...Object.keys(shared), source)(...Object.values(shared)) as EventKernel;
}

function tierSource(
  { tier, place, parameterCount, exclusiveAfter, topUpAfter }: TierProgramme,
  n: number,
): string {
  const names = { ...IN_RECORD, parameter: (index: number) => `q${n}[row + ${index}]` };
  const open = [
    `month >= ${tier.from}`,
    ...(tier.until === null ? [] : [`month < ${tier.until}`]),
    ...(tier.bornFrom === null ? [] : [`born >= ${tier.bornFrom}`]),
    ...exclusiveAfter.map((earlier) => `eligible[${earlier}] === 0`),
  ].join(' && ');
  const claims = tier.takeUp === 'full' ? 'true' : `!(claim >= ${sourceOf(tier.takeUp, names)} * ${RANKS})`;
  const toppedUp = topUpAfter.map(
    (earlier) => `if (eligible[${earlier}] !== 0) amount -= amounts[${earlier * 12}];`,
  );
  return `
  eligible[${place}] = 0; claimed[${place}] = 0; paid[${place}] = 0;
  if (${open}) {
    const row = law * ${parameterCount};
    if (${conditionOf(tier.eligibility, names)}) {
      let amount = ${sourceOf(tier.amount, names)};
      if (!(amount <= ${MOST_VND_PER_PAYMENT})) whole(amount, ${n});
      amount = amount > 0 ? Math.round(amount) : 0;
      ${toppedUp.join(' ')}
      ${topUpAfter.length > 0 ? 'if (amount > 0) {' : '{'}
        eligible[${place}] = 1; amounts[${place * 12}] = amount;
        if (${claims}) { claimed[${place}] = 1; paid[${place}] = amount; }
      }
    }
  }`;
}
