import { beforeAll, describe, expect, test } from 'vitest';
import { makeBenefitExplainer } from '../../../engine/explain/benefits.js';
import type { CaseName } from '../../../engine/household/answer.js';
import { HouseholdCalculator } from '../../../engine/household/calculator.js';
import {
  fillAdoption,
  fillBirth,
  fillChildInMonth,
  fillPregnancyLoss,
} from '../../../engine/household/records.js';
import { billionsOf, tabulate } from '../../../engine/indicators/tables.js';
import type { Citations } from '../../../engine/inputs/citations.js';
import type { ResolvedScenario } from '../../../engine/inputs/scenario.js';
import type { Situation } from '../../../engine/inputs/situation.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { VARIABLES, type VariableName } from '../../../engine/inputs/variables.js';
import { NOBODY, type Population, STILL_HERE } from '../../../engine/population/columns.js';
import { makeModel } from '../../../engine/projection/model.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import {
  fillDelivery,
  fillLoss,
  fillAdoption as fillSimulatedAdoption,
} from '../../../engine/tiers/event-records.js';
import { fillChild, fillChildMonth, fillChildWindow, present } from '../../../engine/tiers/records.js';
import { RECORD_LENGTH, SLOT } from '../../../engine/tiers/slots.js';
import { citationsOf, resolveScenario } from '../../../scenarios/index.js';
import { shippedInput, validateScenario } from '../../../src/index.js';
import { vietNam } from '../../support/engine.js';
import { situationOfAdoption, situationOfChild, situationOfDelivery, situationOfLoss } from './simulated.js';

const PERSONS = 100_000;
const LAST_YEAR = 2028;
/** One child in so many is judged month by month. */
const EVERY = 11;

/** So many adoptions that a small sample has some. */
const country = { ...vietNam, maternity: { ...vietNam.maternity, adoptionChance: 0.01 } };

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
  (Object.keys(VARIABLES) as VariableName[]).filter((name) =>
    (VARIABLES[name].units as readonly string[]).includes(unit),
  );
const ASKED = {
  birth: asked('birth'),
  loss: asked('pregnancy-loss'),
  adoption: asked('adoption'),
  child: asked('child-month'),
};

/** A parent who is known, but does not live with the child although it was there at its 16th birthday. */
function leftLater(people: Population, child: number, parent: number): boolean {
  if (parent === NOBODY || present(people, child, parent) !== NOBODY) return false;
  return people.exitMonth[parent] > people.birthMonth[child] + 16 * 12;
}

describe('the calculator on simulated persons', () => {
  const laws = ['current-law', 'multi-tier-child-benefit', 'draft-2026-support'].map(law);
  const differences: Difference[] = [];
  const calculated = new Map<string, number>();
  const projected = new Map<string, number>();
  const childPaid: string[] = [];
  let deliveries = 0;
  let losses = 0;
  let adoptions = 0;
  let childMonths = 0;
  let paidChildMonths = 0;

  beforeAll(() => {
    const model = makeModel(
      country,
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
      kind: CaseName['kind'],
      tellOne: (scenario: number, tier: string, dong: number) => void,
    ) =>
      laws.forEach(({ calculator }, s) => {
        // A mother who is a child herself is told of too; asked about is the first person.
        for (const { about, tier, amount } of calculator.judge(situation).entitlements)
          if (about.kind === kind && about.person === situation.persons[0].id) tellOne(s, tier, amount);
      });
    for (let block = 0; block < model.plan.blocks; block++) {
      simulator.run(block, sums, {
        onYear: (people, year, born, events) => {
          const january = monthIndex(year, 1);
          for (const delivery of born) {
            deliveries++;
            const situation = situationOfDelivery(people, delivery, year);
            fillDelivery(theirs.fill(0), people, delivery, january, country);
            const [event] = situation.events;
            if (event.kind === 'birth') fillBirth(ours, situation, event);
            compare(`delivery ${delivery.mother} ${year}`, ASKED.birth);
            tell(situation, 'birth', (s, tier, dong) => add(`${s} ${tier} ${year}`, dong));
          }
          for (const loss of events.losses) {
            losses++;
            const situation = situationOfLoss(people, loss, year);
            fillLoss(theirs.fill(0), people, loss, january, country);
            const [event] = situation.events;
            if (event.kind === 'pregnancy-loss') fillPregnancyLoss(ours, situation, event);
            compare(`loss ${loss.mother} ${year}`, ASKED.loss);
            tell(situation, 'pregnancy-loss', (s, tier, dong) => add(`${s} ${tier} ${year}`, dong));
          }
          for (const one of events.adoptions) {
            adoptions++;
            const situation = situationOfAdoption(people, one, year);
            fillSimulatedAdoption(theirs.fill(0), people, one, january, country);
            const [event] = situation.events;
            if (event.kind === 'adoption') fillAdoption(ours, situation, event);
            compare(`adoption ${one.mother} ${year}`, ASKED.adoption);
            tell(situation, 'adoption', (s, tier, dong) => add(`${s} ${tier} ${year}`, dong));
          }
          for (let child = block % EVERY; child < people.count; child += EVERY) {
            const age = january - people.birthMonth[child];
            const exit = people.exitMonth[child];
            if (age >= 22 * 12 || exit <= january) continue;
            const turns16 = age >= 15 * 12 && age <= 16 * 12;
            const parents = [people.mother[child], people.father[child]];
            // At the birthday itself a situation cannot say that a parent left only later.
            if (turns16 && parents.some((parent) => leftLater(people, child, parent))) continue;
            const end = exit === STILL_HERE ? january + 12 : Math.min(exit, january + 12);
            const paid = new Map<string, number>();
            const mother = present(people, child, people.mother[child]);
            const father = present(people, child, people.father[child]);
            for (let month = Math.max(january, people.birthMonth[child]); month < end; month++) {
              childMonths++;
              const situation = situationOfChild(people, child, month, year);
              fillChild(theirs.fill(0), people, child, mother, father, country);
              fillChildMonth(theirs, people, child, mother, father, january, month - january);
              fillChildWindow(theirs, people, mother, father, month - january);
              fillChildInMonth(ours, situation, 0, month);
              // Without a mother a situation does not know the order of the birth.
              const orderKnown = people.mother[child] !== NOBODY && people.birthOrder[child] !== 0;
              const known = ASKED.child.filter(
                (name) =>
                  (name !== 'birth_order' || orderKnown) &&
                  (name !== 'former_ward' || month - people.birthMonth[child] >= 16 * 12),
              );
              compare(`child ${child} ${month}`, known);
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
      const { births, losses: ofLosses, adoptions: ofAdoptions } = explainer.portfolio.scenarios[s];
      for (const place of [...births, ...ofLosses, ...ofAdoptions]) {
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
    expect(losses).toBeGreaterThan(600);
    expect(adoptions).toBeGreaterThan(100);
    expect(childMonths).toBeGreaterThan(100_000);
  });

  test('gives for all births, losses and adoptions what the projection pays, tier by tier and year by year, to the dong', () => {
    expect(Object.fromEntries([...calculated].sort())).toEqual(Object.fromEntries([...projected].sort()));
    expect([...projected.values()].filter((dong) => dong > 0).length).toBeGreaterThan(60);
  });

  test('gives for children what the projection pays in the year', () => {
    expect(childPaid).toEqual([]);
    expect(paidChildMonths).toBeGreaterThan(1_000);
  });
});
