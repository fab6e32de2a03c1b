import { beforeAll, describe, expect, test } from 'vitest';
import { HouseholdCalculator } from '../../engine/household/calculator.js';
import type { Citations } from '../../engine/inputs/citations.js';
import type { Expression, ResolvedScenario, ResolvedTier } from '../../engine/inputs/scenario.js';
import type { Situation } from '../../engine/inputs/situation.js';
import { FIRST_LAW_YEAR, type MonthIndex, monthIndex } from '../../engine/inputs/time.js';
import { readsOf } from '../../engine/tiers/compile.js';
import { citationsOf, findShipped, readScenario, resolveScenario } from '../../scenarios/index.js';
import { readHousehold } from '../../src/household/read.js';
import { vietNam } from '../support/engine.js';
import { foundFor, householdOf, type LawCase, lawCases } from './cases.js';

// Every figure of the law that a case is judged by is changed a little, one at a time, and some case must then fail: a
// figure that can be changed unnoticed is a figure that no case holds.

const LAW_START = monthIndex(FIRST_LAW_YEAR, 1);
const FLAT = { firstYear: 2025, price: Float64Array.of(1), wage: Float64Array.of(1) };

/** Changes of values in force by which nobody gains or loses, and why. */
interface WithoutEffect {
  readonly name: RegExp;
  /** First month for which this holds. */
  readonly from: string;
  /** The changed value; where it is left out, any. */
  readonly to?: number;
  readonly why: string;
}

const WITHOUT_EFFECT: readonly WithoutEffect[] = [
  {
    name: /^minimum_wage_[1-4]$/,
    from: '2025-07',
    why: 'the floor of the contribution wage is the reference level (Law 41/2024/QH15 Art 31)',
  },
  {
    name: /^voluntary_least_months$/,
    from: '2024-01',
    to: 0,
    why: 'six months of which none is voluntary are six compulsory ones, which qualify in the compulsory scheme',
  },
];

/** A case made ready: read once, judged often. */
interface ReadyCase {
  readonly one: LawCase;
  readonly situation: Situation;
  readonly month: MonthIndex;
  /** Positions of the parameters that the rules it speaks of read. */
  readonly reads: ReadonlySet<number>;
}

interface Law {
  readonly scenario: ResolvedScenario;
  readonly citations: Citations;
  readonly cases: readonly ReadyCase[];
}

/** A stretch of months in which a parameter has one value. */
interface Stretch {
  readonly law: Law;
  readonly parameter: number;
  /** First month and the month after the last, from January of FIRST_LAW_YEAR. */
  readonly from: number;
  readonly until: number;
  readonly value: number;
}

const laws: Law[] = [];
/** Stretches of every parameter by which a tier or a contribution is judged, and those of them that a case reads. */
let judged: Stretch[] = [];
let stretches: Stretch[] = [];

beforeAll(() => {
  const cases = lawCases();
  for (const id of new Set(['current-law', ...cases.map(({ scenario }) => scenario)]))
    laws.push(
      lawOf(
        id,
        cases.filter(({ scenario }) => scenario === id),
      ),
    );
  const [root] = laws;
  const inherited = new Set(root.scenario.parameters.map(({ name }) => name));
  // What a scenario inherits is changed once, under the root.
  judged = laws.flatMap((law) => {
    const read = readsOf(...[...law.scenario.tiers, ...law.scenario.contributions].flatMap(formulasOf));
    return stretchesOf(law).filter(
      ({ parameter }) =>
        read.parameters.has(parameter) &&
        (law === root || !inherited.has(law.scenario.parameters[parameter].name)),
    );
  });
  stretches = judged.filter((stretch) => candidates(stretch).length > 0);
});

function lawOf(id: string, cases: readonly LawCase[]): Law {
  const shipped = findShipped(id, null);
  if (!shipped) throw new Error(`there is no scenario ${id}`);
  const read = readScenario(shipped.text, { source: shipped.source, find: findShipped });
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 2));
  const scenario = resolveScenario(read.scenario, FLAT);
  return { scenario, citations: citationsOf(read.scenario), cases: cases.map((one) => ready(one, scenario)) };
}

function ready(one: LawCase, scenario: ResolvedScenario): ReadyCase {
  const read = readHousehold({ value: householdOf(one) }, null, vietNam.residence);
  if (!read.ok) throw new Error(`${one.file}, ${one.name}: ${JSON.stringify(read.problems, null, 2)}`);
  const rules = one.expect.map((expected) =>
    'contribution' in expected
      ? scenario.contributions.find(({ id }) => id === expected.contribution)
      : scenario.tiers.find(({ id }) => id === expected.tier),
  );
  const formulas = rules.flatMap((rule) => (rule ? formulasOf(rule) : []));
  const { situation } = read;
  return { one, situation, month: situation.at - LAW_START, reads: readsOf(...formulas).parameters };
}

/** The formulas by which a case is judged. Take-up is none of them: the calculator tells what is due. */
function formulasOf({ eligibility, amount }: Pick<ResolvedTier, 'eligibility' | 'amount'>): Expression[] {
  return [eligibility, amount];
}

function stretchesOf(law: Law): Stretch[] {
  return law.scenario.parameters.flatMap(({ values }, parameter) => {
    const found: Stretch[] = [];
    for (let from = 0, month = 1; month <= values.length; month++) {
      if (month < values.length && values[month] === values[from]) continue;
      found.push({ law, parameter, from, until: month, value: values[from] });
      from = month;
    }
    return found;
  });
}

/** Cases that read the parameter in a month of the stretch. */
function candidates({ law, parameter, from, until }: Stretch): ReadyCase[] {
  return law.cases.filter(({ month, reads }) => month >= from && month < until && reads.has(parameter));
}

/** The first case that fails under a law; null where all hold. */
function firstFailure(scenario: ResolvedScenario, citations: Citations, cases: readonly ReadyCase[]) {
  const calculator = new HouseholdCalculator(scenario, citations);
  return (
    cases.find(({ one, situation }) => {
      const answer = calculator.judge(situation);
      return one.expect.some((expected) => !sameText(foundFor(expected, answer), expected));
    }) ?? null
  );
}

function sameText(a: unknown, b: object): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).sort() : value;
}

/**
 * What a value is changed to: one per cent up and down; a count (of months, days, weeks, children, multiples) by one,
 * since one per cent of it vanishes in the comparison of whole numbers; a switch of 0 and 1 is turned over.
 */
function mutantsOf({ law, parameter, value }: Stretch): number[] {
  const { unit, values } = law.scenario.parameters[parameter];
  if (unit === '1' && values.every((one) => one === 0 || one === 1)) return [1 - value];
  const counted =
    Number.isInteger(value) && !unit.includes('VND') && !['share', 'coefficient'].includes(unit);
  return counted ? [value + 1, value - 1] : [value * 1.01, value * 0.99];
}

function withValue({ law, parameter, from, until }: Stretch, value: number): ResolvedScenario {
  const parameters = law.scenario.parameters.map((one, position) =>
    position === parameter ? { ...one, values: one.values.slice().fill(value, from, until) } : one,
  );
  return { ...law.scenario, parameters };
}

function isWithoutEffect({ law, parameter, from }: Stretch, mutant: number): boolean {
  const { name } = law.scenario.parameters[parameter];
  return WITHOUT_EFFECT.some(
    (one) =>
      one.name.test(name) && from >= monthsFromStart(one.from) && (one.to === undefined || one.to === mutant),
  );
}

function monthsFromStart(date: string): number {
  return monthIndex(Number(date.slice(0, 4)), Number(date.slice(5, 7))) - LAW_START;
}

/** No case notices the change. */
function survives(stretch: Stretch, mutant: number): boolean {
  const { citations } = stretch.law;
  return firstFailure(withValue(stretch, mutant), citations, candidates(stretch)) === null;
}

function nameOf({ law, parameter, from }: Stretch, mutant: number): string {
  const year = FIRST_LAW_YEAR + Math.floor(from / 12);
  const { name } = law.scenario.parameters[parameter];
  return `${law.scenario.id}: ${name} of ${year}-${String((from % 12) + 1).padStart(2, '0')} = ${mutant}`;
}

describe('every figure of the law is held by a case', () => {
  test('all cases hold under the law as it stands', () => {
    for (const { scenario, citations, cases } of laws)
      expect(firstFailure(scenario, citations, cases)?.one.name ?? null).toBeNull();
  });

  test('no figure is left unread, in any stretch of the months of the law', () => {
    const unread = judged.filter((stretch) => candidates(stretch).length === 0);
    expect(unread.map((stretch) => nameOf(stretch, stretch.value))).toEqual([]);
  });

  test('a changed figure makes a case fail', () => {
    const changes = stretches.flatMap((stretch) =>
      mutantsOf(stretch).map((mutant) => ({ stretch, mutant, exempt: isWithoutEffect(stretch, mutant) })),
    );
    const survivors = changes.filter(({ stretch, mutant }) => survives(stretch, mutant));
    const names = (of: typeof changes) => of.map(({ stretch, mutant }) => nameOf(stretch, mutant));
    expect(names(survivors.filter(({ exempt }) => !exempt))).toEqual([]);
    // What is exempt has no effect indeed.
    expect(names(survivors)).toEqual(names(changes.filter(({ exempt }) => exempt)));
    expect(stretches.length).toBeGreaterThan(70);
  });
});
