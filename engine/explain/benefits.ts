import type { Delivery } from '../demography/births.js';
import type { Adoption, PregnancyLoss } from '../demography/maternity-events.js';
import type { ResolvedScenario } from '../inputs/scenario.js';
import { type MonthIndex, monthIndex } from '../inputs/time.js';
import type { VariableName } from '../inputs/variables.js';
import { type Population, STILL_HERE } from '../population/columns.js';
import type { Model } from '../projection/model.js';
import { readsOf } from '../tiers/compile.js';
import { fillAdoption, fillDelivery, fillLoss } from '../tiers/event-records.js';
import { type Portfolio, portfolioOf, type TierProgramme } from '../tiers/portfolio.js';
import { fillChild, fillChildMonth, fillChildWindow, present, type RecordInputs } from '../tiers/records.js';
import { RECORD_LENGTH } from '../tiers/slots.js';
import type { FormulaNames } from './formula-text.js';
import { type Judgement, judge, type MonthCase, type ReasonCode } from './judgement.js';
import { monthText } from './months.js';
import { readsText } from './trace.js';

/** A reason that held from one month to another. */
export interface LastingReason {
  readonly code: ReasonCode;
  /** What was tested, without the values of the case. */
  readonly tested: string;
  /** In words, with the values of the first month. */
  readonly text: string;
  readonly from: string;
  readonly to: string;
}

/** What one tier did for a birth, a pregnancy loss or an adoption, or for a child in a year. */
export interface TierOutcome {
  readonly tier: string;
  readonly title: { readonly en: string; readonly vi: string };
  readonly recipient: 'mother' | 'father' | 'child';
  /** Months of a child; 0 or 1 of an event. */
  readonly eligible: number;
  readonly claimed: number;
  /** Dong paid. */
  readonly paid: number;
  /** Dong to which the person is entitled, claimed or not. */
  readonly entitled: number;
  /** The variables from which the first amount was computed; empty where nobody was eligible. */
  readonly computedFrom: string;
  /** Why nothing was paid, in the months in which nothing was. */
  readonly reasons: readonly LastingReason[];
}

/** Explains payments: the tiers of all scenarios, applied to one event, or month by month to one child. */
export interface BenefitExplainer {
  readonly portfolio: Portfolio;
  /** What each tier did for a delivery, by place in the portfolio. */
  delivery(people: Population, delivery: Delivery, year: number): ReadonlyMap<number, TierOutcome>;
  /** Likewise for a pregnancy loss, and for an adoption. */
  loss(people: Population, loss: PregnancyLoss, year: number): ReadonlyMap<number, TierOutcome>;
  adoption(people: Population, adoption: Adoption, year: number): ReadonlyMap<number, TierOutcome>;
  /** What each tier did for a child in a year; empty when it was too old for all, or not here. */
  child(people: Population, child: number, year: number): ReadonlyMap<number, TierOutcome>;
}

/** Children's tiers are explained up to this age, and beyond where a tier goes further. */
const ADULT_MONTHS = 18 * 12;

const NO_NAMES: FormulaNames = { parameters: [], definitions: new Map() };

export function makeBenefitExplainer(model: Model): BenefitExplainer {
  const portfolio = portfolioOf(model.scenarios);
  const { country } = model;
  const oldest = Math.max(ADULT_MONTHS, ...portfolio.childMonths.map(({ tier }) => tier.ageBelow));
  const names = new Map(model.scenarios.map((scenario) => [scenario.id, namesOf(scenario)]));
  const ids = portfolio.tiers.map(({ tier }) => tier.id);
  const record = new Float64Array(RECORD_LENGTH);

  const follow = (programmes: readonly TierProgramme[], months: Iterable<MonthCase>) => {
    const histories = new Map(programmes.map((programme) => [programme, new History(programme)]));
    for (const one of months) {
      const judgements = new Map<number, Judgement>();
      for (const [programme, history] of histories) {
        const judgement = judge(programme, one, names.get(programme.scenario) ?? NO_NAMES, judgements, ids);
        judgements.set(programme.place, judgement);
        history.add(one, judgement);
      }
    }
    return new Map([...histories].map(([{ place }, history]) => [place, history.outcome()]));
  };

  return {
    portfolio,
    delivery(people, delivery, year) {
      const { month, mother } = delivery;
      fillDelivery(record, people, delivery, monthIndex(year, 1), country);
      const claimRank = people.claimMaternity[mother];
      return follow(portfolio.births, [{ month, born: month, record, claimRank }]);
    },
    loss(people, loss, year) {
      const { month, mother } = loss;
      fillLoss(record, people, loss, monthIndex(year, 1), country);
      const claimRank = people.claimMaternity[mother];
      return follow(portfolio.losses, [{ month, born: month, record, claimRank }]);
    },
    adoption(people, adoption, year) {
      const { month, mother, childAge } = adoption;
      fillAdoption(record, people, adoption, monthIndex(year, 1), country);
      const claimRank = people.claimMaternity[mother];
      return follow(portfolio.adoptions, [{ month, born: month - childAge, record, claimRank }]);
    },
    child(people, child, year) {
      const january = monthIndex(year, 1);
      const born = people.birthMonth[child];
      const exit = people.exitMonth[child];
      if (january - born >= oldest || exit <= january) return new Map();
      const end = exit === STILL_HERE ? january + 12 : Math.min(january + 12, exit);
      return follow(
        portfolio.childMonths,
        monthsOfChild(people, child, Math.max(january, born), end, january, record, country),
      );
    },
  };
}

function namesOf({ parameters, definitions }: ResolvedScenario): FormulaNames {
  return {
    parameters: parameters.map(({ name }) => name),
    definitions: definitions ?? NO_NAMES.definitions,
  };
}

/** The months of a child's year, one after the other, each with its record filled. */
function* monthsOfChild(
  people: Population,
  child: number,
  from: MonthIndex,
  end: MonthIndex,
  january: MonthIndex,
  record: Float64Array,
  inputs: RecordInputs,
): Generator<MonthCase> {
  const mother = present(people, child, people.mother[child]);
  const father = present(people, child, people.father[child]);
  const born = people.birthMonth[child];
  fillChild(record, people, child, mother, father, inputs);
  for (let month = from; month < end; month++) {
    fillChildMonth(record, people, child, mother, father, january, month - january);
    fillChildWindow(record, people, mother, father, month - january);
    yield { month, born, record, claimRank: people.claimChild[child] };
  }
}

/** Gathers the months of one tier. */
class History {
  #eligible = 0;
  #claimed = 0;
  #paid = 0;
  #entitled = 0;
  #computedFrom = '';
  readonly #reasons: LastingReason[] = [];
  readonly #programme: TierProgramme;

  constructor(programme: TierProgramme) {
    this.#programme = programme;
  }

  add({ month, record }: MonthCase, { eligible, claimed, amount, reason }: Judgement): void {
    if (eligible) {
      if (this.#eligible === 0) this.#computedFrom = variablesOf(this.#programme, record);
      this.#eligible++;
      this.#entitled += amount;
    }
    if (claimed) {
      this.#claimed++;
      this.#paid += amount;
    }
    if (!reason) return;
    const last = this.#reasons.at(-1);
    const lasts =
      last?.tested === reason.tested && last.code === reason.code && last.to === monthText(month - 1);
    const from = lasts ? last.from : monthText(month);
    const text = lasts ? last.text : reason.text;
    if (lasts) this.#reasons.pop();
    this.#reasons.push({ ...reason, text, from, to: monthText(month) });
  }

  outcome(): TierOutcome {
    const { id, title, recipient } = this.#programme.tier;
    return {
      tier: id,
      title,
      recipient,
      eligible: this.#eligible,
      claimed: this.#claimed,
      paid: this.#paid,
      entitled: this.#entitled,
      computedFrom: this.#computedFrom,
      reasons: this.#reasons,
    };
  }
}

function variablesOf({ tier }: TierProgramme, record: Float64Array): string {
  const variables = [...readsOf(tier.amount).variables];
  const read = variables.map((name: VariableName) => ({ kind: 'variable', name }) as const);
  return readsText(read, { record, parameters: record, offset: 0, names: NO_NAMES });
}
