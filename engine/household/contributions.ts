import type { Situation } from '../inputs/situation.js';
import { wholeDong } from '../tiers/payment.js';
import type { DueContribution } from './answer.js';
import { fillMember } from './records.js';
import { type Rules, rowOf } from './rules.js';

/** What is due for every member of the household in the month `at`; a contribution of nothing is left out. */
export function contributionsOf(rules: Rules, situation: Situation, record: Float64Array): DueContribution[] {
  const { at, persons } = situation;
  const row = rowOf(rules, at);
  const due: DueContribution[] = [];
  for (const person of persons) {
    if (!person.livesHere || (person.died !== null && person.died <= at)) continue;
    for (const spell of person.spells) {
      if (spell.from > at || (spell.until !== null && spell.until <= at)) continue;
      fillMember(record, situation, person, spell, at);
      for (const { contribution, reference, eligible, amount } of rules.contributions) {
        const { id, title, scheme, payer, fund, from, until } = contribution;
        if (scheme !== spell.scheme || at < from || (until !== null && at >= until)) continue;
        if (eligible(record, rules.parameters, row) === 0) continue;
        const dong = wholeDong(amount(record, rules.parameters, row), rules.scenario, id, 'contribution');
        if (dong > 0)
          due.push({ contribution: id, title, member: person.id, payer, fund, amount: dong, reference });
      }
    }
  }
  return due;
}
