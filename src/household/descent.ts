import { NO_PERSON } from '../../engine/inputs/situation.js';
import type { Check } from './check.js';
import { monthName } from './dates.js';
import type { People, PersonInHand } from './persons.js';

/** Completed years of age at which a woman can give birth, and a man can have become a father, in the calculator's view. */
export const MOTHER_AGES = { from: 12, to: 55 } as const;
const FATHER_FROM = 12;
/** A child can be born so many months after its father's death. */
const LAST_MONTHS_AFTER_FATHER = 10;
const SEX = { mother: 'female', father: 'male' } as const;

/** Checks who descends from whom. `adopted` are positions of children whose parents need not have had them. */
export function checkDescent(check: Check, people: People, adopted: ReadonlySet<number>): void {
  const circular = checkCircles(check, people);
  people.list.forEach((child, position) => {
    for (const role of ['mother', 'father'] as const) {
      if (child[role] === NO_PERSON) continue;
      const parent = people.list[child[role]];
      checkSex(check, child, role, parent);
      if (circular.has(position)) continue;
      checkAges(check, child, role, parent, adopted.has(position));
    }
  });
}

function checkSex(check: Check, child: PersonInHand, role: 'mother' | 'father', parent: PersonInHand): void {
  const { sex } = parent.draft;
  if (sex === undefined || sex === SEX[role]) return;
  const message = `${parent.id} is ${sex} and cannot be the ${role} of ${child.id}.`;
  check.say('wrong-sex', ['persons', child.id, role], message, { found: parent.id, expected: SEX[role] });
}

function checkAges(
  check: Check,
  child: PersonInHand,
  role: 'mother' | 'father',
  parent: PersonInHand,
  adopted: boolean,
): void {
  if (child.born === null || parent.born === null) return;
  const path = ['persons', child.id, role];
  const found = parent.id;
  if (child.born <= parent.born) {
    const message = `${child.id} cannot be older than ${parent.id}, the ${role}.`;
    check.say('child-older-than-parent', path, message, {
      found,
      expected: `born before ${monthName(child.born)}`,
    });
    return;
  }
  if (adopted) return;
  const age = Math.floor((child.born - parent.born) / 12);
  if (role === 'mother' && (age < MOTHER_AGES.from || age > MOTHER_AGES.to)) {
    check.say('mother-age', path, motherAgeMessage(parent.id, age, `the birth of ${child.id}`), {
      found: `${age} years`,
      expected: `${MOTHER_AGES.from} to ${MOTHER_AGES.to} years`,
    });
  }
  if (role === 'father' && age < FATHER_FROM) {
    const message = `${parent.id} was ${age} at the birth of ${child.id}; a father is at least ${FATHER_FROM}.`;
    check.say('father-age', path, message, {
      found: `${age} years`,
      expected: `at least ${FATHER_FROM} years`,
    });
  }
  const last = role === 'mother' ? 0 : LAST_MONTHS_AFTER_FATHER;
  if (parent.died !== null && child.born > parent.died + last) {
    const message = `${child.id} is born in ${monthName(child.born)}, but ${parent.id} died in ${monthName(parent.died)}.`;
    check.say('born-after-death', path, message, { found, expected: 'a parent who was alive' });
  }
}

export function motherAgeMessage(mother: string, age: number, event: string): string {
  return `${mother} was ${age} at ${event}; ages from ${MOTHER_AGES.from} to ${MOTHER_AGES.to} are possible.`;
}

/** Complains once of each circle in which somebody descends from him- or herself; answers who stands in one. */
function checkCircles(check: Check, { list }: People): Set<number> {
  const circular = new Set<number>();
  const state = new Uint8Array(list.length);
  const line: number[] = [];
  const visit = (position: number): void => {
    state[position] = 1;
    line.push(position);
    for (const role of ['mother', 'father'] as const) {
      const parent = list[position][role];
      if (parent === NO_PERSON || state[parent] === 2) continue;
      if (state[parent] === 0) {
        visit(parent);
        continue;
      }
      const circle = line.slice(line.indexOf(parent));
      for (const one of circle) circular.add(one);
      const names = [...circle, parent].map((one) => list[one].id).join(' → ');
      const message = `Nobody descends from him- or herself: ${names}.`;
      check.say('circular-descent', ['persons', list[position].id, role], message, { found: names });
    }
    line.pop();
    state[position] = 2;
  };
  list.forEach((_, position) => {
    if (state[position] === 0) visit(position);
  });
  return circular;
}
