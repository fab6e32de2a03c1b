import { beforeAll, describe, expect, test } from 'vitest';
import { makeBenefitExplainer } from '../../../engine/explain/benefits.js';
import { HouseholdCalculator } from '../../../engine/household/calculator.js';
import { fillBirth, fillChildInMonth } from '../../../engine/household/records.js';
import { billionsOf, tabulate } from '../../../engine/indicators/tables.js';
import type { Citations } from '../../../engine/inputs/citations.js';
import type { ResolvedScenario } from '../../../engine/inputs/scenario.js';
import type { Situation } from '../../../engine/inputs/situation.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { VARIABLES, type VariableName } from '../../../engine/inputs/variables.js';
import { STILL_HERE } from '../../../engine/population/columns.js';
import { makeModel } from '../../../engine/projection/model.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { RECORD_LENGTH, SLOT } from '../../../engine/tiers/compile.js';
import { fillDelivery } from '../../../engine/tiers/event-records.js';
import { fillChild, fillChildMonth, fillChildWindow, present } from '../../../engine/tiers/records.js';
import { citationsOf, resolveScenario } from '../../../scenarios/index.js';
import { shippedInput, validateScenario } from '../../../src/index.js';
import { vietNam } from '../../support/engine.js';
import { situationOfChild, situationOfDelivery } from './simulated.js';

const PERSONS = 100_000;
const LAST_YEAR = 2028;
/** One child in so many is judged month by month. */
const EVERY = 7;

/** What the projection does not fill yet: details of a birth or a child that no simulated person carries. */
const NOT_SIMULATED: readonly VariableName[] = [
  'birth_day',
  'surgical_birth',
  'gestation_weeks',
  'ordered_rest',
  'antenatal_days',
  'recuperation_days',
  'months_compulsory_12_with_birth_month',
  'father_months_compulsory_12_with_birth_month',
  'months_compulsory_total',
  'months_voluntary_total',
  'very_small_ethnic_group',
  'low_fertility_province',
  'hiv',
  'student',
  'former_ward',
];

interface Law {
  readonly scenario: ResolvedScenario;
  readonly calculator: HouseholdCalculator;
}

/** A shipped scenario in which everybody entitled claims. */
function law(id: string): Law {
  const read = validateScenario(shippedInput(id)!);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { baseYear: firstYear, macro } = vietNam;
  const resolved = resolveScenario(read.scenario, {
    firstYear,
    price: macro.priceIndex,
    wage: macro.wageIndex,
  });
  const tiers = resolved.tiers.map((tier) => ({ ...tier, takeUp: 'full' as const }));
  const scenario = { ...resolved, tiers };
  const citations: Citations = citationsOf(read.scenario);
  return { scenario, calculator: new HouseholdCalculator(scenario, citations) };
}

interface Difference {
  readonly what: string;
  readonly variable: string;
  readonly simulated: number;
  readonly calculated: number;
}

const asked = (unit: string) =>
  (Object.keys(VARIABLES) as VariableName[]).filter(
    (name) => (VARIABLES[name].units as readonly string[]).includes(unit) && !NOT_SIMULATED.includes(name),
  );
const ASKED = { birth: asked('birth'), child: asked('child-month') };

describe('the calculator on simulated persons', () => {
  const laws = ['current-law', 'multi-tier-child-benefit'].map(law);
  const differences: Difference[] = [];
  const calculated = new Map<string, number>();
  const projected = new Map<string, number>();
  const childPaid: string[] = [];
  let deliveries = 0;
  let childMonths = 0;
  let paidChildMonths = 0;

  beforeAll(() => {
    const model = makeModel(
      vietNam,
      laws.map(({ scenario }) => scenario),
      'household',
      PERSONS,
      LAST_YEAR,
    );
    const explainer = makeBenefitExplainer(model);
    const simulator = makeSimulator(model);
    const sums = simulator.emptySums();
    const theirs = new Float64Array(RECORD_LENGTH);
    const ours = new Float64Array(RECORD_LENGTH);
    const compare = (what: string, variables: readonly VariableName[]) => {
      for (const variable of variables) {
        const simulated = theirs[SLOT[variable]];
        const found = ours[SLOT[variable]];
        if (simulated !== found && differences.length < 20)
          differences.push({ what, variable, simulated, calculated: found });
      }
    };
    const add = (key: string, dong: number) => calculated.set(key, (calculated.get(key) ?? 0) + dong);
    const tell = (
      situation: Situation,
      kind: 'birth' | 'child',
      tellOne: (scenario: number, tier: string, dong: number) => void,
    ) =>
      laws.forEach(({ calculator }, s) => {
        // A mother who is a child herself is told of too; asked about is the first person.
        for (const { about, tier, amount } of calculator.judge(situation).entitlements)
          if (about.kind === kind && about.person === situation.persons[0].id) tellOne(s, tier, amount);
      });
    for (let block = 0; block < model.plan.blocks; block++) {
      simulator.run(block, sums, {
        onYear: (people, year, born) => {
          const january = monthIndex(year, 1);
          for (const delivery of born) {
            deliveries++;
            const situation = situationOfDelivery(people, delivery, year);
            fillDelivery(theirs.fill(0), people, delivery, january, vietNam);
            const [event] = situation.events;
            if (event.kind === 'birth') fillBirth(ours, situation, event);
            compare(`delivery ${delivery.mother} ${year}`, ASKED.birth);
            tell(situation, 'birth', (s, tier, dong) => add(`${s} ${tier} ${year}`, dong));
          }
          for (let child = block % EVERY; child < people.count; child += EVERY) {
            const age = january - people.birthMonth[child];
            const exit = people.exitMonth[child];
            if (age >= 16 * 12 || exit <= january) continue;
            const end = exit === STILL_HERE ? january + 12 : Math.min(exit, january + 12);
            const paid = new Map<string, number>();
            const mother = present(people, child, people.mother[child]);
            const father = present(people, child, people.father[child]);
            for (let month = Math.max(january, people.birthMonth[child]); month < end; month++) {
              childMonths++;
              const situation = situationOfChild(people, child, month, year);
              fillChild(theirs.fill(0), people, child, mother, father, vietNam);
              fillChildMonth(theirs, people, child, mother, father, january, month - january);
              fillChildWindow(theirs, people, mother, father, month - january);
              fillChildInMonth(ours, situation, 0, month);
              // Without a mother at home a situation does not know the order of the birth.
              const known = ASKED.child.filter((name) => name !== 'birth_order' || mother !== -1);
              compare(
                `child ${child} ${month}`,
                people.birthOrder[child] === 0 ? known.filter((name) => name !== 'birth_order') : known,
              );
              tell(situation, 'child', (s, tier, dong) =>
                paid.set(`${s} ${tier}`, (paid.get(`${s} ${tier}`) ?? 0) + dong),
              );
            }
            const outcomes = explainer.child(people, child, year);
            laws.forEach((_, s) => {
              for (const place of explainer.portfolio.scenarios[s].childMonths) {
                const { id } = explainer.portfolio.tiers[place].tier;
                const simulated = outcomes.get(place)?.paid ?? 0;
                const found = paid.get(`${s} ${id}`) ?? 0;
                paidChildMonths += Math.sign(simulated);
                if (simulated !== found)
                  childPaid.push(`child ${child} ${year} ${s} ${id}: ${simulated} ${found}`);
              }
            });
          }
        },
      });
    }
    const tables = tabulate(sums);
    laws.forEach((_, s) => {
      for (const place of explainer.portfolio.scenarios[s].births) {
        const { id } = explainer.portfolio.tiers[place].tier;
        for (let year = vietNam.baseYear; year <= LAST_YEAR; year++)
          projected.set(
            `${s} ${id} ${year}`,
            Math.round(billionsOf(tables, year - vietNam.baseYear, place, 0) * 1e9),
          );
      }
    });
  });

  test('reads of them what the projection reads', () => {
    expect(differences).toEqual([]);
    expect(deliveries).toBeGreaterThan(4_000);
    expect(childMonths).toBeGreaterThan(100_000);
  });

  test('gives for all deliveries what the projection pays, tier by tier and year by year, to the dong', () => {
    expect(Object.fromEntries([...calculated].sort())).toEqual(Object.fromEntries([...projected].sort()));
    expect([...projected.values()].filter((dong) => dong > 0).length).toBeGreaterThan(30);
  });

  test('gives for children what the projection pays in the year', () => {
    expect(childPaid).toEqual([]);
    expect(paidChildMonths).toBeGreaterThan(1_000);
  });
});
