import { monthText } from '../explain/months.js';
import type { Citations } from '../inputs/citations.js';
import type { ResolvedScenario, TierUnit } from '../inputs/scenario.js';
import { NO_PERSON, type Situation, type SituationEvent } from '../inputs/situation.js';
import { FIRST_LAW_YEAR, LAST_YEAR, monthIndex } from '../inputs/time.js';
import { RECORD_LENGTH } from '../tiers/slots.js';
import type { Entitlement, HouseholdEntitlements } from './answer.js';
import { type Case, tellTier } from './case.js';
import { contributionsOf } from './contributions.js';
import { decide, NOT_ENTITLED, type Refusal } from './decide.js';
import { fillAdoption, fillBirth, fillChildInMonth, fillPregnancyLoss } from './records.js';
import { type Rules, rowOf, rulesOf, type TierRules } from './rules.js';
import type { Values } from './tell.js';

/** Months to either side of the month asked about within which an unchanged amount is followed. */
const PERIOD_MONTHS = 24;
/** Children are told of up to this age, and beyond where a tier goes further. */
const CHILD_BELOW_MONTHS = 16 * 12;
const FIRST_MONTH = monthIndex(FIRST_LAW_YEAR, 1);
const LAST_MONTH = monthIndex(LAST_YEAR, 12);

/** What a household is entitled to under one scenario, by the kernels of the projection and at full take-up. */
export class HouseholdCalculator {
  readonly #rules: Rules;
  readonly #tiers: ReadonlyMap<TierUnit, readonly TierRules[]>;
  readonly #childBelow: number;
  // Filled anew for every case; a calculator judges one household after the other.
  readonly #record = new Float64Array(RECORD_LENGTH);
  readonly #amounts: Float64Array;
  /** Of the months around the one that is told. */
  readonly #otherAmounts: Float64Array;

  /** Compiles a scenario; `citations` are its own, part by part. */
  constructor(scenario: ResolvedScenario, citations: Citations) {
    this.#rules = rulesOf(scenario, citations);
    const { tiers } = this.#rules;
    const ofUnit = (unit: TierUnit) => tiers.filter(({ programme }) => programme.tier.unit === unit);
    this.#tiers = new Map(
      (['birth', 'pregnancy-loss', 'adoption', 'child-month'] as const).map((unit) => [unit, ofUnit(unit)]),
    );
    this.#childBelow = Math.max(
      CHILD_BELOW_MONTHS,
      ...ofUnit('child-month').map(({ programme }) => programme.tier.ageBelow),
    );
    this.#amounts = new Float64Array(tiers.length);
    this.#otherAmounts = new Float64Array(tiers.length);
  }

  /**
   * The entitlements of a household's events, each under the law of its month, and of its children and members in the
   * month `at`. Throws PaymentError where a tier or contribution gives more than can be paid.
   */
  judge(situation: Situation): HouseholdEntitlements {
    const entitlements: Entitlement[] = [];
    for (const event of situation.events)
      this.#tell(situation, this.#eventCase(situation, event), entitlements);
    const maternity = sumOf(entitlements, 0);
    const events = entitlements.length;
    for (let child = 0; child < situation.persons.length; child++)
      this.#child(situation, child, entitlements);
    const contributions = contributionsOf(this.#rules, situation, this.#record);
    const byPayer: Record<string, number> = {};
    for (const { payer, amount } of contributions) byPayer[payer] = (byPayer[payer] ?? 0) + amount;
    const childMonth = sumOf(entitlements, events);
    return { entitlements, contributions, totals: { maternity, childMonth, contributions: byPayer } };
  }

  /** Fills the record for an event and gives its case. */
  #eventCase(situation: Situation, event: SituationEvent): Case {
    const { month, mother, kind, day } = event;
    const about = {
      kind,
      person: situation.persons[mother].id,
      on: `${monthText(month)}-${String(day).padStart(2, '0')}`,
    };
    switch (event.kind) {
      case 'birth':
        fillBirth(this.#record, situation, event);
        return { about, month, born: month, mother, father: event.father, child: event.children[0] };
      case 'pregnancy-loss':
        fillPregnancyLoss(this.#record, situation, event);
        return { about, month, born: month, mother, father: event.father, child: NO_PERSON };
      case 'adoption': {
        fillAdoption(this.#record, situation, event);
        const { born } = situation.persons[event.child];
        return { about, month, born, mother, father: event.father, child: event.child };
      }
    }
  }

  #child(situation: Situation, child: number, entitlements: Entitlement[]): void {
    const { at } = situation;
    const { id, born, died, livesHere, mother, father } = situation.persons[child];
    if (!livesHere || (died !== null && died <= at) || born > at || at - born >= this.#childBelow) return;
    fillChildInMonth(this.#record, situation, child, at);
    const about = { kind: 'child', person: id, on: monthText(at) } as const;
    const first = entitlements.length;
    this.#tell(situation, { about, month: at, born, mother, father, child }, entitlements);
    this.#addPeriods(situation, child, entitlements, first);
  }

  /** Decides and tells every tier of the case's unit, in the order of the law. The record is filled. */
  #tell(situation: Situation, one: Case, entitlements: Entitlement[]): void {
    const rules = this.#rules;
    const amounts = this.#amounts.fill(NOT_ENTITLED);
    const unit = one.about.kind === 'child' ? 'child-month' : one.about.kind;
    const offset = rowOf(rules, one.month);
    const values: Values = { record: this.#record, parameters: rules.parameters, offset };
    for (const tier of this.#tiers.get(unit) ?? []) {
      const refusal: Refusal | null = decide(tier.programme, this.#record, one.month, one.born, amounts);
      entitlements.push(tellTier(rules, tier, one, values, amounts, refusal, situation.persons));
    }
  }

  /** Adds to a child's entitlements, from position `first` on, how long each has the same amount. */
  #addPeriods(situation: Situation, child: number, entitlements: Entitlement[], first: number): void {
    const { at, persons } = situation;
    const tiers = this.#tiers.get('child-month') ?? [];
    const open = tiers.flatMap((_, i) => (entitlements[first + i].entitled ? [i] : []));
    if (open.length === 0) return;
    const last = Math.min(at + PERIOD_MONTHS, LAST_MONTH, (persons[child].died ?? LAST_MONTH + 1) - 1);
    const starts = this.#follow(situation, child, open, -1, Math.max(at - PERIOD_MONTHS, FIRST_MONTH));
    const ends = this.#follow(situation, child, open, 1, last);
    for (const i of open) {
      const from = monthText(starts.get(i) ?? at);
      const until = monthText((ends.get(i) ?? at) + 1);
      entitlements[first + i] = { ...entitlements[first + i], period: { from, until } };
    }
  }

  /** The last month, going `step` by `step` up to `bound`, in which each of the tiers gives what it gives in `at`. */
  #follow(
    situation: Situation,
    child: number,
    positions: readonly number[],
    step: 1 | -1,
    bound: number,
  ): Map<number, number> {
    const { at, persons } = situation;
    const tiers = this.#tiers.get('child-month') ?? [];
    const reached = new Map<number, number>();
    const open = new Set(positions);
    for (let month = at + step; step * month <= step * bound && open.size > 0; month += step) {
      fillChildInMonth(this.#record, situation, child, month);
      for (const { programme } of tiers)
        decide(programme, this.#record, month, persons[child].born, this.#otherAmounts);
      for (const i of open) {
        const { place } = tiers[i].programme;
        if (this.#otherAmounts[place] === this.#amounts[place]) reached.set(i, month);
        else open.delete(i);
      }
    }
    return reached;
  }
}

function sumOf(entitlements: readonly Entitlement[], from: number): number {
  let sum = 0;
  for (let i = from; i < entitlements.length; i++) sum += entitlements[i].amount;
  return sum;
}
