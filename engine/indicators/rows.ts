import type { Model } from '../projection/model.js';
import type { Dimension, ResultRow } from '../results.js';
import {
  type Accumulators,
  BRANCHES,
  billions,
  costOffset,
  countOffset,
  LIFE,
  lifeOffset,
  TIER,
  UNION_KINDS,
  unionPlace,
} from './accumulators.js';
import { DIMENSION_START, groupNames } from './groups.js';

/** One group of an accumulator as it is shown: several places where single ages are put together. */
interface Shown {
  readonly dimension: Dimension;
  readonly group: string;
  readonly places: readonly number[];
}

const MOTHERS_AGES: readonly (readonly [number, number])[] = [
  [10, 14],
  [15, 19],
  [20, 24],
  [25, 29],
  [30, 34],
  [35, 39],
  [40, 44],
  [45, 49],
  [50, 54],
];

/** Child tiers show single ages up to this one, the last for which a tier may pay by law of the engine's scenarios. */
const LAST_CHILD_AGE = 17;

/** Turns sums into the tidy table, scenario by scenario and year by year. */
export function resultRows(model: Model, sums: Accumulators): ResultRow[] {
  const rows: ResultRow[] = [];
  const groups = shownGroups(model);
  model.scenarios.forEach((_, s) => {
    for (let y = 0; y < sums.years; y++) {
      lifeRows(model, sums, groups, s, y, rows);
      tierRows(model, sums, groups, s, y, rows);
    }
  });
  return rows;
}

interface ShownGroups {
  /** Single ages. */
  readonly population: readonly Shown[];
  /** Five-year ages of mothers. */
  readonly mothers: readonly Shown[];
  /** Single ages of children. */
  readonly children: readonly Shown[];
}

function shownGroups(model: Model): ShownGroups {
  const names = groupNames(model.country.residence.regions.map(({ id }) => id));
  const population = names.map(({ dimension, group }, place) => ({ dimension, group, places: [place] }));
  const others = population.filter(({ dimension }) => dimension !== 'age' && dimension !== 'sex');
  const mothers = MOTHERS_AGES.map(([first, last]) => ({
    dimension: 'age' as const,
    group: `${first}-${last}`,
    places: Array.from({ length: last - first + 1 }, (_, i) => DIMENSION_START.age + first + i),
  }));
  const total = others.filter(({ dimension }) => dimension === 'total');
  const rest = others.filter(({ dimension }) => dimension !== 'total');
  const sexes = population.filter(({ dimension }) => dimension === 'sex');
  return {
    population,
    mothers: [...total, ...sexes, ...mothers, ...rest],
    children: population.filter(
      ({ dimension, group }) => dimension !== 'age' || Number(group) <= LAST_CHILD_AGE,
    ),
  };
}

type Reader = (place: number) => number;

function total(shown: Shown, read: Reader): number {
  let sum = 0;
  for (const place of shown.places) sum += read(place);
  return sum;
}

function lifeRows(
  model: Model,
  sums: Accumulators,
  groups: ShownGroups,
  s: number,
  y: number,
  rows: ResultRow[],
): void {
  const { weight } = model.plan;
  const base = {
    scenario: model.scenarios[s].id,
    year: model.country.baseYear + y,
    branch: 'all',
    tier: 'all',
  };
  const reader = (figure: number): Reader => {
    const offset = lifeOffset(y, figure);
    return (place) => sums.lives[offset + place] * weight;
  };
  const push = (indicator: string, shown: Shown, value: number, unit: string) =>
    rows.push({
      ...base,
      indicator,
      dimension: shown.dimension,
      group: shown.group,
      value,
      low: null,
      high: null,
      unit,
    });
  const figures = [
    ['population', LIFE.population, groups.population],
    ['births', LIFE.births, groups.mothers],
    ['deaths', LIFE.deaths, groups.population],
    ['mothers', LIFE.mothers, groups.mothers.filter(({ dimension }) => dimension !== 'sex')],
    ['insured_persons', LIFE.insured, groups.population],
  ] as const;
  for (const [indicator, figure, shownGroup] of figures) {
    for (const shown of shownGroup) push(indicator, shown, total(shown, reader(figure)), 'persons');
  }
  for (const shown of groups.population) {
    const force = total(shown, reader(LIFE.workingAgeForce));
    if (force > 0)
      push(
        'insured_rate',
        shown,
        total(shown, reader(LIFE.insured)) / force,
        'share of working-age labour force',
      );
  }
}

function tierRows(
  model: Model,
  sums: Accumulators,
  groups: ShownGroups,
  s: number,
  y: number,
  rows: ResultRow[],
): void {
  const scenario = model.scenarios[s];
  const bySource = new Map<string, number>();
  BRANCHES.forEach((branch, branchPosition) => {
    const tiers = scenario.tiers
      .map((tier, place) => ({ tier, place }))
      .filter(({ tier }) => tier.branch === branch);
    if (tiers.length === 0) return;
    for (const { tier, place } of tiers) {
      const administration = (shown: Shown) =>
        tier.administrationShare * cost(model, sums, s, y, place, shown);
      pushTier(model, sums, groups, s, y, branch, tier.id, place, administration, rows);
      const paid = cost(model, sums, s, y, place, groups.population[0]);
      bySource.set(
        tier.financing,
        (bySource.get(tier.financing) ?? 0) + paid * (1 + tier.administrationShare),
      );
    }
    UNION_KINDS.forEach((kind, kindPosition) => {
      const members = tiers.filter(({ tier }) => kind === 'all' || kind === `all-${tier.kind}`);
      const administration = (shown: Shown) =>
        members.reduce(
          (sum, { tier, place }) => sum + tier.administrationShare * cost(model, sums, s, y, place, shown),
          0,
        );
      const place = unionPlace(scenario.tiers.length, branchPosition, kindPosition);
      pushTier(model, sums, groups, s, y, branch, kind, place, administration, rows);
    });
  });
  for (const [group, value] of bySource) {
    rows.push({
      scenario: scenario.id,
      year: model.country.baseYear + y,
      indicator: 'cost_by_financing_source',
      branch: 'all',
      tier: 'all',
      dimension: 'total',
      group,
      value,
      low: null,
      high: null,
      unit: 'VND billion, nominal',
    });
  }
}

/** Benefits paid to a group, VND billion, for the nation. */
function cost(model: Model, sums: Accumulators, s: number, y: number, place: number, shown: Shown): number {
  const scenario = sums.scenarios[s];
  const offset = costOffset(scenario, y, place);
  return total(shown, (group) => billions(scenario, offset + group)) * model.plan.weight;
}

function pushTier(
  model: Model,
  sums: Accumulators,
  groups: ShownGroups,
  s: number,
  y: number,
  branch: (typeof BRANCHES)[number],
  tier: string,
  place: number,
  administration: (shown: Shown) => number,
  rows: ResultRow[],
): void {
  const { plan, country } = model;
  const maternity = branch === 'maternity';
  // Child-months are shown as the mean number of children over the year's twelve months.
  const scale = maternity ? plan.weight : plan.weight / 12;
  const accumulators = sums.scenarios[s];
  const needOffset = lifeOffset(y, maternity ? LIFE.mothers : LIFE.childMonths);
  const count = (figure: number, shown: Shown) => {
    const offset = countOffset(accumulators, y, place, figure);
    return total(shown, (group) => accumulators.counts[offset + group]);
  };
  const base = { scenario: model.scenarios[s].id, year: country.baseYear + y, branch, tier };
  for (const shown of maternity ? groups.mothers : groups.children) {
    if (maternity && shown.group === 'male') continue;
    const push = (indicator: string, value: number, unit: string) =>
      rows.push({
        ...base,
        indicator,
        dimension: shown.dimension,
        group: shown.group,
        value,
        low: null,
        high: null,
        unit,
      });
    const eligible = count(TIER.eligible, shown);
    const beneficiaries = count(TIER.beneficiaries, shown);
    const need = total(shown, (group) => sums.lives[needOffset + group]);
    if (need === 0 && eligible === 0) continue;
    const persons = maternity ? 'mothers' : 'children, mean of months';
    push('eligible', eligible * scale, persons);
    push('beneficiaries', beneficiaries * scale, persons);
    if (eligible > 0) push('uptake', beneficiaries / eligible, 'share of eligible');
    if (need > 0) push('effective_coverage', count(TIER.covered, shown) / need, 'share of those in need');
    const paid = cost(model, sums, s, y, place, shown);
    push('benefit_cost', paid, 'VND billion, nominal');
    push(
      'benefit_cost_constant',
      paid / country.macro.priceIndex[y],
      `VND billion, ${country.baseYear} prices`,
    );
    push('administration_cost', administration(shown), 'VND billion, nominal');
    push('cost_share_of_gdp', paid / country.macro.gdp[y], 'share of GDP');
  }
}
