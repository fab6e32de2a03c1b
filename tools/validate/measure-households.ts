import { NOBODY, type Population } from '../../engine/population/columns.js';
import type { MakeMeasurer } from './measurer.js';
import { Ratio, stayers } from './measurer.js';

const TYPES = [
  'couple-children',
  'mother-children',
  'father-children',
  'three',
  'couple',
  'single',
  'other',
] as const;
type HouseholdType = (typeof TYPES)[number];

/** Years of age that stand for a generation between members whom no link joins. */
const GENERATION = 28;
const BASE_YEAR = 2025;

/** Households at the end of the base year: number, size, generations, and children without parents. */
export const measureHouseholds: MakeMeasurer = ({ plan: { weight } }) => {
  const types = new Map<HouseholdType, number>(TYPES.map((type) => [type, 0]));
  const sizes = [0, 0, 0];
  const poorest = new Ratio();
  const all = new Ratio();
  let orphans = 0;
  let headless = 0;
  return {
    look({ people, year }) {
      if (year !== BASE_YEAR) return;
      for (const [head, members] of households(people)) {
        const size = members.length;
        if (people.household[head] !== head) headless += size;
        sizes[size === 1 ? 0 : size <= 4 ? 1 : 2]++;
        all.add(size);
        if (people.quintile[head] === 0) poorest.add(size);
        const type = typeOf(people, head, members);
        types.set(type, (types.get(type) ?? 0) + 1);
        for (const i of members) if (livesWithoutParents(people, i)) orphans++;
      }
    },
    report(figures) {
      const households = sizes[0] + sizes[1] + sizes[2];
      figures.set('households', households * weight);
      figures.set('household-size', all.value);
      figures.set('household-size-poorest', poorest.value / all.value);
      figures.set('size-1', sizes[0] / households);
      figures.set('size-2-4', sizes[1] / households);
      figures.set('size-5', sizes[2] / households);
      for (const [type, count] of types) figures.set(`generations-${type}`, count / households);
      figures.set('households-without-head', headless * weight);
      figures.set('children-without-parents', orphans * weight);
    },
  };
};

/** Members of each household by position of its reference person. */
function households(people: Population): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const i of stayers(people)) {
    const members = found.get(people.household[i]);
    if (members) members.push(i);
    else found.set(people.household[i], [i]);
  }
  return found;
}

/** Minors without a partner, none of whose parents lives in the same household. */
function livesWithoutParents(people: Population, i: number): boolean {
  if (people.age[i] >= 18 || people.partner[i] !== NOBODY) return false;
  return ![people.mother[i], people.father[i]].some(
    (parent) =>
      parent !== NOBODY && people.exitMonth[parent] === people.exitMonth[i] && together(people, parent, i),
  );
}

function together(people: Population, a: number, b: number): boolean {
  return people.household[a] === people.household[b];
}

/** Type of a household by the generations that live in it, in the terms of the family database. */
export function typeOf(people: Population, head: number, members: readonly number[]): HouseholdType {
  if (members.length === 1) return 'single';
  const generations = generationsOf(people, head, members);
  const levels = [...new Set(generations.values())].sort((a, b) => b - a);
  if (levels.length >= 3) return 'three';
  const isCouple = (i: number) => generations.has(people.partner[i]);
  if (levels.length === 1) return members.length === 2 && isCouple(members[0]) ? 'couple' : 'other';
  const elders = members.filter((i) => generations.get(i) === levels[0]);
  if (elders.some(isCouple)) return 'couple-children';
  const children = members.filter((i) => generations.get(i) !== levels[0]);
  // A lone parent with a married child is no household of a lone parent.
  if (elders.length > 1 || children.some(isCouple)) return 'other';
  return people.sex[elders[0]] === 1 ? 'mother-children' : 'father-children';
}

/** Generation of every member against the reference person: by links as far as they reach, else by the difference of ages. */
function generationsOf(people: Population, head: number, members: readonly number[]): Map<number, number> {
  const first = members.includes(head) ? head : members[0];
  const levels = new Map([[first, 0]]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const a of members) {
      if (levels.has(a)) continue;
      for (const b of members) {
        const level = levels.get(b);
        const step = stepBetween(people, a, b);
        if (level === undefined || step === undefined) continue;
        levels.set(a, level + step);
        grown = true;
        break;
      }
    }
    if (grown) continue;
    const stranger = members.find((i) => !levels.has(i));
    if (stranger === undefined) break;
    levels.set(stranger, Math.round((people.age[stranger] - people.age[first]) / GENERATION));
    grown = true;
  }
  return levels;
}

/** Generations by which `a` stands above `b` where they are partners, parent and child, or child and parent. */
function stepBetween(people: Population, a: number, b: number): number | undefined {
  if (people.partner[a] === b) return 0;
  if (people.mother[b] === a || people.father[b] === a) return 1;
  if (people.mother[a] === b || people.father[a] === b) return -1;
  return undefined;
}
