import type { ResolvedScenario, TierKind, TierUnit } from '../inputs/scenario.js';
import type { Model } from '../projection/model.js';
import type { Dimension, ResultRow } from '../results.js';
import { contributionPlanOf } from '../tiers/contribution-groups.js';
import { type Portfolio, portfolioOf } from '../tiers/portfolio.js';
import { type Accumulators, BRANCHES, LIFE, TIER, UNION, unionPlace } from './accumulators.js';
import { adequacyRows } from './adequacy-rows.js';
import { distributionRows } from './distribution-rows.js';
import { contributionRows, fundRows } from './fund-rows.js';
import { DIMENSION_START, groupNames } from './groups.js';
import { ALL_DIMENSIONS, RowWriter } from './row-writer.js';
import { standardRows } from './standards.js';
import { billionsOf, countOf, lifeOffset, type Tables, tabulate } from './tables.js';

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

/**
 * Child tiers show single ages up to this one, that of 1 July in which the last birthday to which a tier may be paid (the
 * 22nd) may already be past.
 */
const LAST_CHILD_AGE = 22;

/**
 * Turns sums into the tidy table, scenario by scenario and year by year.
 *
 * @param dimensions of which rows are made; a row does not depend on what others are made
 */
export function resultRows(
  model: Model,
  accumulators: Accumulators,
  dimensions: ReadonlySet<Dimension> = ALL_DIMENSIONS,
): ResultRow[] {
  const sums = tabulate(accumulators);
  const rows: ResultRow[] = [];
  const portfolio = portfolioOf(model.scenarios);
  const plan = contributionPlanOf(model.scenarios);
  const { contributions } = accumulators;
  const groups = shownGroups(model, dimensions);
  model.scenarios.forEach((scenario, s) => {
    const tiers = shownTiers(scenario, s, portfolio);
    for (let y = 0; y < sums.years; y++) {
      const writer = new RowWriter(rows, scenario.id, model.country.baseYear + y, dimensions);
      lifeRows(model, sums, groups, y, writer);
      tierRows(model, sums, tiers, groups, y, writer);
      financingRows(model, sums, portfolio.scenarios[s].all, s, y, writer);
      distributionRows(sums, portfolio.tiers.length, y, s, writer);
      adequacyRows(model, sums, portfolio.tiers.length, y, s, writer);
      standardRows(sums, portfolio.tiers.length, y, s, writer);
      contributionRows(model, plan, contributions, y, s, writer);
      fundRows(model, plan, contributions, sums, portfolio.scenarios[s].all, y, s, writer);
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

function shownGroups(model: Model, dimensions: ReadonlySet<Dimension>): ShownGroups {
  const names = groupNames(model.country.residence.regions.map(({ id }) => id));
  const population = names
    .map(({ dimension, group }, place) => ({ dimension, group, places: [place] }))
    .filter(({ dimension }) => dimensions.has(dimension));
  const others = population.filter(({ dimension }) => dimension !== 'age' && dimension !== 'sex');
  const mothers = (dimensions.has('age') ? MOTHERS_AGES : []).map(([first, last]) => ({
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

function total(shown: Shown, sums: Float64Array, offset: number): number {
  let sum = 0;
  for (const place of shown.places) sum += sums[offset + place];
  return sum;
}

function lifeRows(model: Model, sums: Tables, groups: ShownGroups, y: number, writer: RowWriter): void {
  const { weight } = model.plan;
  const figures = [
    ['population', LIFE.population, groups.population],
    ['births', LIFE.births, groups.mothers],
    ['deaths', LIFE.deaths, groups.population],
    ['mothers', LIFE.mothers, groups.mothers.filter(({ dimension }) => dimension !== 'sex')],
    ['insured_persons', LIFE.insured, groups.population],
  ] as const;
  for (const [indicator, figure, shownGroups] of figures) {
    for (const shown of shownGroups) {
      const value = total(shown, sums.lives, lifeOffset(y, figure)) * weight;
      writer.push(indicator, shown.dimension, shown.group, value, 'persons');
    }
  }
  for (const shown of groups.population) {
    const force = total(shown, sums.lives, lifeOffset(y, LIFE.workingAgeForce));
    if (force === 0) continue;
    const insured = total(shown, sums.lives, lifeOffset(y, LIFE.insured));
    writer.push(
      'insured_rate',
      shown.dimension,
      shown.group,
      insured / force,
      'share of working-age labour force',
    );
  }
}

/** A tier or a union of tiers as it is shown. */
interface ShownTier {
  readonly branch: (typeof BRANCHES)[number];
  readonly tier: string;
  /** What it is paid for; of a union, that of which persons are covered. */
  readonly unit: TierUnit;
  /** Places whose sums are added (`sign` 1) or subtracted (-1). */
  readonly terms: readonly Term[];
  /** The tiers themselves, with what their administration costs. */
  readonly members: readonly { readonly place: number; readonly administrationShare: number }[];
}

interface Term {
  readonly place: number;
  readonly sign: 1 | -1;
}

function shownTiers(scenario: ResolvedScenario, s: number, portfolio: Portfolio): ShownTier[] {
  const { all } = portfolio.scenarios[s];
  return BRANCHES.flatMap((branch, branchPosition) => {
    const tiers = scenario.tiers
      .map((tier, i) => ({ tier, member: { place: all[i], administrationShare: tier.administrationShare } }))
      .filter(({ tier }) => tier.branch === branch);
    if (tiers.length === 0) return [];
    const union = (kind: number, sign: 1 | -1 = 1): Term => ({
      place: unionPlace(portfolio.tiers.length, s, branchPosition, kind),
      sign,
    });
    const of = (kind?: TierKind) =>
      tiers.filter(({ tier }) => kind === undefined || tier.kind === kind).map(({ member }) => member);
    const need = branch === 'maternity' ? 'birth' : 'child-month';
    const any = [union(UNION.contributory), union(UNION.nonContributory), union(UNION.both, -1)];
    return [
      ...tiers.map(({ tier, member }): ShownTier => {
        const { id, unit } = tier;
        return { branch, tier: id, unit, terms: [{ place: member.place, sign: 1 }], members: [member] };
      }),
      { branch, tier: 'all', unit: need, terms: any, members: of() },
      {
        branch,
        tier: 'all-contributory',
        unit: need,
        terms: [union(UNION.contributory)],
        members: of('contributory'),
      },
      {
        branch,
        tier: 'all-non-contributory',
        unit: need,
        terms: [union(UNION.nonContributory)],
        members: of('non-contributory'),
      },
    ];
  });
}

function tierRows(
  model: Model,
  sums: Tables,
  tiers: readonly ShownTier[],
  groups: ShownGroups,
  y: number,
  writer: RowWriter,
): void {
  const { plan, country } = model;
  for (const { branch, tier, unit, terms, members } of tiers) {
    writer.branch = branch;
    writer.tier = tier;
    const maternity = branch === 'maternity';
    const persons = PERSONS[unit];
    // Losses and adoptions are none of the need that coverage speaks of.
    const ofNeed = unit === 'birth' || unit === 'child-month';
    // Child-months are shown as the mean number of children over the year's twelve months.
    const scale = maternity ? plan.weight : plan.weight / 12;
    for (const shown of maternity ? groups.mothers : groups.children) {
      const { dimension, group } = shown;
      const need = total(shown, sums.lives, lifeOffset(y, maternity ? LIFE.mothers : LIFE.childMonths));
      const eligible = count(sums, y, terms, shown, TIER.eligible);
      const paid = cost(sums, y, terms, shown) * plan.weight;
      // Together, tiers of losses and adoptions and those of fathers add to cost where nobody is eligible.
      if (need === 0 && eligible === 0 && paid === 0) continue;
      const beneficiaries = count(sums, y, terms, shown, TIER.beneficiaries);
      const covered = beneficiaries - count(sums, y, terms, shown, TIER.outOfNeed);
      let administration = 0;
      for (const { place, administrationShare } of members) {
        administration += administrationShare * cost(sums, y, [{ place, sign: 1 }], shown);
      }
      writer.push('eligible', dimension, group, eligible * scale, persons);
      writer.push('beneficiaries', dimension, group, beneficiaries * scale, persons);
      if (eligible > 0)
        writer.push('uptake', dimension, group, beneficiaries / eligible, 'share of eligible');
      if (ofNeed && need > 0)
        writer.push('effective_coverage', dimension, group, covered / need, 'share of those in need');
      writer.push('benefit_cost', dimension, group, paid, NOMINAL);
      const constant = paid / country.macro.priceIndex[y];
      writer.push(
        'benefit_cost_constant',
        dimension,
        group,
        constant,
        `VND billion, ${country.baseYear} prices`,
      );
      writer.push('administration_cost', dimension, group, administration * plan.weight, NOMINAL);
      writer.push('cost_share_of_gdp', dimension, group, paid / country.macro.gdp[y], 'share of GDP');
    }
  }
}

/** What the counts of a tier count. */
const PERSONS = {
  birth: 'mothers',
  'pregnancy-loss': 'cases',
  adoption: 'cases',
  'child-month': 'children, mean of months',
} as const satisfies Record<TierUnit, string>;

/** Benefits and administration by who pays for them. */
function financingRows(
  model: Model,
  sums: Tables,
  places: readonly number[],
  s: number,
  y: number,
  writer: RowWriter,
): void {
  const bySource = new Map<string, number>();
  model.scenarios[s].tiers.forEach(({ financing, administrationShare }, position) => {
    const paid = billionsOf(sums, y, places[position], DIMENSION_START.total) * model.plan.weight;
    bySource.set(financing, (bySource.get(financing) ?? 0) + paid * (1 + administrationShare));
  });
  writer.branch = 'all';
  writer.tier = 'all';
  for (const [source, value] of bySource)
    writer.push('cost_by_financing_source', 'total', source, value, NOMINAL);
}

const NOMINAL = 'VND billion, nominal';

/** A count over the places of a group and the terms of a tier. */
function count(sums: Tables, y: number, terms: readonly Term[], shown: Shown, figure: number): number {
  let value = 0;
  for (const { place, sign } of terms) {
    for (const group of shown.places) value += sign * countOf(sums, y, place, group, figure);
  }
  return value;
}

/** Benefits paid to a group by the simulated persons, VND billion. */
function cost(sums: Tables, y: number, terms: readonly Term[], shown: Shown): number {
  let value = 0;
  for (const { place, sign } of terms) {
    for (const group of shown.places) value += sign * billionsOf(sums, y, place, group);
  }
  return value;
}
