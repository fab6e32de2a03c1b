import type { Programme } from '../tiers/programme.js';
import { GROUPS, MEMBERSHIPS } from './groups.js';

/** Figures of the lives themselves, in the order of their places. */
export const LIFE = {
  population: 0,
  births: 1,
  deaths: 2,
  mothers: 3,
  insured: 4,
  workingAgeForce: 5,
  /** Months that children under 16 lived: those in need of a child benefit. */
  childMonths: 6,
} as const;
const LIFE_FIGURES = Object.keys(LIFE).length;

/**
 * Figures of a tier, in the order of their places, in deliveries or child-months; `covered` are the beneficiaries among
 * those in need (children under 16; every mother).
 */
export const TIER = { eligible: 0, beneficiaries: 1, covered: 2 } as const;
const TIER_FIGURES = Object.keys(TIER).length;

/** Sums of several tiers, after the tiers themselves: any of a branch, any contributory, any non-contributory. */
export const UNION_KINDS = ['all', 'all-contributory', 'all-non-contributory'] as const;
export const BRANCHES = ['maternity', 'child'] as const;

/**
 * All sums of a run or of some of its blocks. Every sum is a whole number: counts as they are, dong as billions (`high`)
 * and the dong below a billion (`low`), so that adding is exact and its order does not matter.
 */
export interface Accumulators {
  readonly years: number;
  /** [(year * LIFE_FIGURES + figure) * GROUPS + group]. */
  readonly lives: Float64Array;
  /** One a scenario. */
  readonly scenarios: readonly ScenarioAccumulators[];
  personYears: number;
}

export interface ScenarioAccumulators {
  /** Tiers and unions of tiers. */
  readonly places: number;
  /** [((year * places + place) * TIER_FIGURES + figure) * GROUPS + group]. */
  readonly counts: Float64Array;
  /** Benefits in dong: [(year * places + place) * GROUPS + group]. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

const BILLION = 1e9;

export function makeAccumulators(tierCounts: readonly number[], years: number): Accumulators {
  return {
    years,
    lives: new Float64Array(years * LIFE_FIGURES * GROUPS),
    scenarios: tierCounts.map((tiers) => {
      const places = tiers + BRANCHES.length * UNION_KINDS.length;
      return {
        places,
        counts: new Float64Array(years * places * TIER_FIGURES * GROUPS),
        low: new Float64Array(years * places * GROUPS),
        high: new Float64Array(years * places * GROUPS),
      };
    }),
    personYears: 0,
  };
}

/** Tiers by scenario, as `makeAccumulators` takes them. */
export function tierCounts(programmes: readonly Programme[]): number[] {
  return programmes.map(({ scenario }) => scenario.tiers.length);
}

export function lifeOffset(year: number, figure: number): number {
  return (year * LIFE_FIGURES + figure) * GROUPS;
}

export function countOffset(
  scenario: ScenarioAccumulators,
  year: number,
  place: number,
  figure: number,
): number {
  return ((year * scenario.places + place) * TIER_FIGURES + figure) * GROUPS;
}

export function costOffset(scenario: ScenarioAccumulators, year: number, place: number): number {
  return (year * scenario.places + place) * GROUPS;
}

/** Place of a union of tiers, by branch (0 maternity, 1 child) and kind (position in UNION_KINDS). */
export function unionPlace(tiers: number, branch: number, kind: number): number {
  return tiers + branch * UNION_KINDS.length + kind;
}

/** Adds `value` to each of a person's groups. */
export function add(sums: Float64Array, offset: number, memberships: Int32Array, value: number): void {
  for (let i = 0; i < MEMBERSHIPS; i++) sums[offset + memberships[i]] += value;
}

/** Carries whole billions from `low` to `high`; called after each block, long before `low` could reach 2^53. */
export function carry(accumulators: Accumulators): void {
  for (const { low, high } of accumulators.scenarios) {
    for (let i = 0; i < low.length; i++) {
      if (low[i] < BILLION) continue;
      const billions = Math.floor(low[i] / BILLION);
      high[i] += billions;
      low[i] -= billions * BILLION;
    }
  }
}

/** Adds the sums of `part` to those of `whole`. Exact, so parts may come in any order. */
export function merge(whole: Accumulators, part: Accumulators): void {
  addAll(whole.lives, part.lives);
  whole.scenarios.forEach((scenario, i) => {
    addAll(scenario.counts, part.scenarios[i].counts);
    addAll(scenario.low, part.scenarios[i].low);
    addAll(scenario.high, part.scenarios[i].high);
  });
  whole.personYears += part.personYears;
  carry(whole);
}

function addAll(sums: Float64Array, parts: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] += parts[i];
}

/** A sum of money in VND billion. */
export function billions(scenario: ScenarioAccumulators, index: number): number {
  return scenario.high[index] + scenario.low[index] / BILLION;
}
