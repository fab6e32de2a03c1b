import type { Expression, ResolvedScenario, ResolvedTier, TierUnit } from '../inputs/scenario.js';
import { FIRST_LAW_YEAR, LAW_MONTHS, type MonthIndex, monthIndex } from '../inputs/time.js';
import { VARIABLES, type VariableName } from '../inputs/variables.js';
import { type AgeLimit, ageLimitOf } from './age-limit.js';
import { compile, type Kernel, lastingPart, readsOf } from './compile.js';
import { type EventKernel, eventKernel } from './event-kernel.js';

/** Variables that follow from whether the parents pay contributions in the month. */
const MEMBERSHIP: ReadonlySet<VariableName> = new Set([
  'mother_compulsory',
  'mother_voluntary',
  'father_compulsory',
  'father_voluntary',
  'parent_insured',
]);

/** A tier ready to be applied. */
export interface TierProgramme {
  readonly tier: ResolvedTier;
  /** Scenario in which it stands first, for messages. */
  readonly scenario: string;
  /** Position in the portfolio. */
  readonly place: number;
  /** Equal for tiers of one unit with the same dates, ages, eligibility and take-up; amounts may differ. */
  readonly claims: string;
  readonly eligible: Kernel;
  /** What eligibility asks at the least, all year and under any law. */
  readonly lasting: Expression;
  readonly amount: Kernel;
  /** Months of the recipient's earnings that stop; null: none. */
  readonly replaces: Kernel | null;
  /** null: everyone eligible claims. */
  readonly takeUp: Kernel | null;
  /** Values of its scenario's parameters, [month * parameterCount + parameter]. */
  readonly parameters: Float64Array;
  readonly parameterCount: number;
  /** Places of the tiers that this one yields to or tops up. */
  readonly exclusiveAfter: readonly number[];
  readonly topUpAfter: readonly number[];
  /** Months (bit m = month m, 0..11) from which a parameter that the tier reads has a new value: [year - FIRST_LAW_YEAR]. */
  readonly parameterChanges: Int32Array;
  /** What else may change within a year for a child, and so makes the year fall into stretches. */
  readonly readsMembership: boolean;
  readonly readsAgeInYears: boolean;
  /** A limit of age in its eligibility, apart from which `readsAgeInYears` is told. */
  readonly ageLimit: AgeLimit | null;
  /** Something may change every month: age in months, months contributed, what another tier pays. */
  readonly readsEveryMonth: boolean;
}

/** One scenario's tiers, as places in the portfolio, in the scenario's order. */
interface ScenarioPlaces {
  readonly all: readonly number[];
  readonly births: Int32Array;
  readonly losses: Int32Array;
  readonly adoptions: Int32Array;
  readonly childMonths: Int32Array;
}

/**
 * The tiers of all scenarios of a run, each once: a tier that several scenarios have in common (same rules, same
 * parameters, same tiers before it) is applied once, so that a reform costs only what it changes.
 */
export interface Portfolio {
  readonly tiers: readonly TierProgramme[];
  readonly births: readonly TierProgramme[];
  readonly losses: readonly TierProgramme[];
  readonly adoptions: readonly TierProgramme[];
  readonly childMonths: readonly TierProgramme[];
  /** The tiers of each kind of event as one function. */
  readonly eventKernels: Readonly<Record<'births' | 'losses' | 'adoptions', EventKernel>>;
  readonly scenarios: readonly ScenarioPlaces[];
  readonly eventGroups: readonly EventGroup[];
  /** By place: 1 if contributory; 1 if those who draw it are covered (not fathers, nor after a loss or an adoption). */
  readonly contributory: Uint8Array;
  readonly covers: Uint8Array;
  /** By place: 1 if a later tier tops it up, so that its amounts must be kept. */
  readonly toppedUp: Uint8Array;
}

/** Scenarios that pay the same tiers for the same events. */
export interface EventGroup extends Pick<ScenarioPlaces, 'births' | 'losses' | 'adoptions'> {
  readonly scenarios: readonly number[];
}

/** Puts scenarios together that have all tiers of events in common. */
function eventGroups(places: readonly ScenarioPlaces[]): EventGroup[] {
  const groups = new Map<string, EventGroup & { readonly scenarios: number[] }>();
  places.forEach(({ births, losses, adoptions }, scenario) => {
    const key = [births, losses, adoptions].join(';');
    const group = groups.get(key) ?? { births, losses, adoptions, scenarios: [] };
    group.scenarios.push(scenario);
    groups.set(key, group);
  });
  return [...groups.values()];
}

/** Compiles the scenarios of a run. */
export function portfolioOf(scenarios: readonly ResolvedScenario[]): Portfolio {
  const tiers: TierProgramme[] = [];
  const known = new Map<string, number>();
  const places = scenarios.map((scenario) => {
    const parameters = parameterTable(scenario);
    const own: number[] = [];
    for (const tier of scenario.tiers) {
      const after = tier.meets.how === 'stacking' ? [] : tier.meets.after.map((position) => own[position]);
      const key = identityOf(scenario, tier, after);
      const place = known.get(key) ?? tiers.length;
      if (place === tiers.length) {
        tiers.push(tierProgramme(scenario, tier, place, after, parameters));
        known.set(key, place);
      }
      own.push(place);
    }
    const ofUnit = (unit: TierUnit) =>
      Int32Array.from(own.filter((place) => tiers[place].tier.unit === unit));
    return {
      all: own,
      births: ofUnit('birth'),
      losses: ofUnit('pregnancy-loss'),
      adoptions: ofUnit('adoption'),
      childMonths: ofUnit('child-month'),
    };
  });
  const ofUnit = (unit: TierUnit) => tiers.filter(({ tier }) => tier.unit === unit);
  const births = ofUnit('birth');
  const losses = ofUnit('pregnancy-loss');
  const adoptions = ofUnit('adoption');
  const childMonths = ofUnit('child-month');
  return {
    tiers,
    births,
    losses,
    adoptions,
    childMonths,
    eventKernels: {
      births: eventKernel(births),
      losses: eventKernel(losses),
      adoptions: eventKernel(adoptions),
    },
    scenarios: places,
    eventGroups: eventGroups(places),
    contributory: Uint8Array.from(tiers, ({ tier }) => Number(tier.kind === 'contributory')),
    covers: Uint8Array.from(tiers, ({ tier: { unit, recipient } }) =>
      Number((unit === 'birth' || unit === 'child-month') && recipient !== 'father'),
    ),
    toppedUp: Uint8Array.from(tiers, (_, place) =>
      Number(tiers.some(({ topUpAfter }) => topUpAfter.includes(place))),
    ),
  };
}

/** A tier's formulas, its eligibility first. */
function formulasOf({ eligibility, amount, takeUp }: ResolvedTier): readonly Expression[] {
  return takeUp === 'full' ? [eligibility, amount] : [eligibility, amount, takeUp];
}

/** Child tiers that are applied by one function: bits of a number, and few enough for V8 to optimise the function. */
export const CHUNK = 24;

/**
 * Child tiers that can reach a child in a year at all, by its age: their dates, ages and birth cohorts. Bits by position
 * in a chunk of CHUNK tiers, [(months of age in January + 11) * chunks + chunk]; ages from -11 (born in December).
 */
export function childReach(portfolio: Portfolio, january: MonthIndex, oldest: number): Int32Array {
  const { childMonths } = portfolio;
  const chunks = Math.ceil(childMonths.length / CHUNK);
  const reach = new Int32Array((oldest + 11) * chunks);
  const lawYear = (january - monthIndex(FIRST_LAW_YEAR, 1)) / 12;
  childMonths.forEach(({ tier, ageLimit }, t) => {
    const most = ageLimit === null ? Number.POSITIVE_INFINITY : ageLimit.most[lawYear];
    if (tier.from >= january + 12 || (tier.until !== null && tier.until <= january)) return;
    for (let age = -11; age < oldest; age++) {
      if (age >= tier.ageBelow || age + 12 <= tier.ageFrom || Math.floor(age / 12) >= most) continue;
      if (tier.bornFrom !== null && january - age < tier.bornFrom) continue;
      reach[(age + 11) * chunks + Math.floor(t / CHUNK)] |= 1 << (t % CHUNK);
    }
  });
  return reach;
}

/** Offset of a month's row in a tier's table of parameters. */
export function parameterRow(programme: TierProgramme, month: number): number {
  return (month - monthIndex(FIRST_LAW_YEAR, 1)) * programme.parameterCount;
}

/** A scenario's parameters by month: [month * parameters + parameter], from January of FIRST_LAW_YEAR. */
export function parameterTable({ parameters }: ResolvedScenario): Float64Array {
  const table = new Float64Array(LAW_MONTHS * parameters.length);
  parameters.forEach(({ values }, index) => {
    for (let month = 0; month < LAW_MONTHS; month++) table[month * parameters.length + index] = values[month];
  });
  return table;
}

/** A formula with the values of its parameters: equal for formulas of two scenarios that always give the same. */
export function spell(scenario: ResolvedScenario, expression: Expression): unknown {
  if (expression.kind === 'parameter') return valuesText(scenario.parameters[expression.index].values);
  if (expression.kind !== 'operation') return expression;
  return [expression.operator, ...expression.operands.map((operand) => spell(scenario, operand))];
}

const texts = new WeakMap<Float64Array, string>();

/** The values of a parameter as a text, made once. */
function valuesText(values: Float64Array): string {
  let text = texts.get(values);
  if (text === undefined) {
    text = values.join();
    texts.set(values, text);
  }
  return text;
}

/** Equal for tiers that pay the same to the same persons: rules with the values of their parameters, titles apart. */
function identityOf(scenario: ResolvedScenario, tier: ResolvedTier, after: readonly number[]): string {
  const { title, eligibility, amount, takeUp, replaces, meets, ...rest } = tier;
  const formulas = [eligibility, amount, takeUp, replaces].map((formula) =>
    formula === null || formula === 'full' ? formula : spell(scenario, formula),
  );
  return JSON.stringify([rest, formulas, meets.how, after]);
}

/** Months (bit m = month m, 0..11) in which a parameter differs from the month before: [year - FIRST_LAW_YEAR]. */
export function changesWithinYears({ parameters }: ResolvedScenario, read: ReadonlySet<number>): Int32Array {
  return Int32Array.from({ length: LAW_MONTHS / 12 }, (_, year) => {
    let mask = 0;
    for (let month = 1; month < 12; month++) {
      const now = year * 12 + month;
      const changed = (index: number) => parameters[index].values[now] !== parameters[index].values[now - 1];
      if ([...read].some(changed)) mask |= 1 << month;
    }
    return mask;
  });
}

/** Who claims a tier and when, with the values of parameters, as a text. */
function claimsOf(scenario: ResolvedScenario, tier: ResolvedTier): string {
  const { unit, from, until, bornFrom, ageFrom, ageBelow, eligibility, takeUp } = tier;
  const claim = takeUp === 'full' ? takeUp : spell(scenario, takeUp);
  return JSON.stringify([
    unit,
    from,
    until,
    bornFrom,
    ageFrom,
    ageBelow,
    spell(scenario, eligibility),
    claim,
  ]);
}

/** A formula that is compiled when it is first asked for: a simulation has its tiers in one function instead. */
function lazily(expression: Expression): Kernel {
  let kernel: Kernel | undefined;
  return (record, parameters, offset) => {
    kernel ??= compile(expression);
    return kernel(record, parameters, offset);
  };
}

function tierProgramme(
  scenario: ResolvedScenario,
  tier: ResolvedTier,
  place: number,
  after: readonly number[],
  parameters: Float64Array,
): TierProgramme {
  const takeUp = tier.takeUp === 'full' ? null : tier.takeUp;
  const reads = readsOf(...formulasOf(tier));
  const ageLimit = ageLimitOf(tier.eligibility, scenario);
  const others = readsOf(...(ageLimit?.rest ?? [tier.eligibility]), ...formulasOf(tier).slice(1));
  const varying = [...others.variables].filter((name) => VARIABLES[name].varies === 'month');
  return {
    tier,
    scenario: scenario.id,
    place,
    claims: claimsOf(scenario, tier),
    eligible: lazily(tier.eligibility),
    lasting: lastingPart(tier.eligibility, (name) => VARIABLES[name].varies === 'year'),
    amount: lazily(tier.amount),
    replaces: tier.replaces === null ? null : lazily(tier.replaces),
    takeUp: takeUp === null ? null : lazily(takeUp),
    parameters,
    parameterCount: scenario.parameters.length,
    exclusiveAfter: tier.meets.how === 'exclusive' ? after : [],
    topUpAfter: tier.meets.how === 'top-up' ? after : [],
    parameterChanges: changesWithinYears(scenario, reads.parameters),
    readsMembership: varying.some((name) => MEMBERSHIP.has(name)),
    readsAgeInYears: varying.includes('age_years'),
    ageLimit,
    readsEveryMonth:
      tier.meets.how === 'top-up' || varying.some((name) => name !== 'age_years' && !MEMBERSHIP.has(name)),
  };
}
