import { type Accumulators, BILLION, LIFE_FIGURES, TIER, TIER_FIGURES, withUnions } from './accumulators.js';
import type { DistributionSums } from './distribution-sums.js';
import { CELLS, GROUPS, groupsOfCell } from './groups.js';

/** The sums of a run by group of each dimension, made from the cells once all blocks are in. */
export interface Tables {
  readonly years: number;
  readonly places: number;
  /** [(year * LIFE_FIGURES + figure) * GROUPS + group]. */
  readonly lives: Float64Array;
  /** [((year * places + place) * GROUPS + group) * TIER_FIGURES + figure]. */
  readonly tiers: Float64Array;
  /** Whole billions of dong: [(year * places + place) * GROUPS + group]. */
  readonly billions: Float64Array;
  readonly distribution: DistributionSums;
}

/** Sums the cells of every figure to the groups. */
export function tabulate(sums: Accumulators): Tables {
  const { years, places, distribution } = sums;
  const { tiers, billions } = withUnions(sums);
  return {
    years,
    places,
    lives: toGroups(sums.lives, 1),
    tiers: toGroups(tiers, TIER_FIGURES),
    billions: toGroups(billions, 1),
    distribution,
  };
}

const GROUPS_OF = Array.from({ length: CELLS }, (_, cell) => groupsOfCell(cell));

function toGroups(cells: Float64Array, figures: number): Float64Array {
  const rows = cells.length / (CELLS * figures);
  const groups = new Float64Array(rows * GROUPS * figures);
  for (let row = 0; row < rows; row++) {
    for (let cell = 0; cell < CELLS; cell++) {
      for (let figure = 0; figure < figures; figure++) {
        const value = cells[(row * CELLS + cell) * figures + figure];
        if (value === 0) continue;
        for (const group of GROUPS_OF[cell]) groups[(row * GROUPS + group) * figures + figure] += value;
      }
    }
  }
  return groups;
}

/** Offset of the groups of a figure of the lives. */
export function lifeOffset(year: number, figure: number): number {
  return (year * LIFE_FIGURES + figure) * GROUPS;
}

/** A count of a place and group: one of TIER but `dong`. */
export function countOf(tables: Tables, year: number, place: number, group: number, figure: number): number {
  return tables.tiers[((year * tables.places + place) * GROUPS + group) * TIER_FIGURES + figure];
}

/** Benefits paid, in VND billion. */
export function billionsOf(tables: Tables, year: number, place: number, group: number): number {
  const at = (year * tables.places + place) * GROUPS + group;
  return tables.billions[at] + tables.tiers[at * TIER_FIGURES + TIER.dong] / BILLION;
}
