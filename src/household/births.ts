import { NO_PERSON } from '../../engine/inputs/situation.js';
import type { MonthIndex } from '../../engine/inputs/time.js';
import type { Check, Path } from './check.js';
import { monthName } from './dates.js';
import { findPerson, type People } from './persons.js';
import { LIMITS } from './schema.js';

/** Finds the children of deliveries: those who are named, or else those whose mother and month of birth fit. */
export class Births {
  readonly #check: Check;
  readonly #people: People;
  /** Children of the deliveries so far. */
  readonly #born = new Set<number>();

  constructor(check: Check, people: People) {
    this.#check = check;
    this.#people = people;
  }

  /**
   * The children of one delivery. A child that is named and names no mother itself is linked to her, and likewise to a
   * father whom the event names.
   */
  childrenOf(
    path: Path,
    named: readonly (string | undefined)[] | undefined,
    mother: number,
    father: number,
    month: MonthIndex,
  ): number[] {
    const children = named ? this.#named(path, named, mother, father, month) : this.#fitting(mother, month);
    const { list } = this.#people;
    if (children.length === 0 && !(named?.length ?? 0)) {
      const message = `A birth needs a child: list one of ${list[mother].id}, born in ${monthName(month)}, among the persons.`;
      this.#check.say('birth-without-child', [...path, 'children'], message, {
        found: 'no child',
        expected: `1 to ${LIMITS.children} persons`,
      });
    } else if (children.length > LIMITS.children) {
      const message = `${children.length} children are listed as born to ${list[mother].id} in ${monthName(month)}; a birth has at most ${LIMITS.children}.`;
      this.#check.say('too-many-children', path, message, {
        found: String(children.length),
        expected: `at most ${LIMITS.children}`,
      });
    }
    children.forEach((child) => {
      if (this.#born.has(child)) {
        const message = `${list[child].id} is the child of two births.`;
        this.#check.say('born-twice', path, message, { found: list[child].id, expected: 'one birth' });
      }
      this.#born.add(child);
    });
    return children;
  }

  #fitting(mother: number, month: MonthIndex): number[] {
    return this.#people.list.flatMap((person, position) =>
      person.mother === mother && person.born === month ? [position] : [],
    );
  }

  #named(
    path: Path,
    named: readonly (string | undefined)[],
    mother: number,
    father: number,
    month: MonthIndex,
  ): number[] {
    const { list } = this.#people;
    const children = named.flatMap((id, i) => {
      const place = [...path, 'children', i];
      const child = findPerson(this.#check, this.#people, place, id, list[mother].id);
      if (child === NO_PERSON) return [];
      const person = list[child];
      if (person.mother === NO_PERSON) person.mother = mother;
      if (person.father === NO_PERSON) person.father = father;
      if (person.mother !== mother) {
        const message = `${person.id} is the child of ${list[person.mother].id}, not of ${list[mother].id}.`;
        this.#check.say('not-her-child', place, message, {
          found: person.id,
          expected: `a child of ${list[mother].id}`,
        });
      }
      if (person.born !== null && person.born !== month) {
        const message = `${person.id} is born in ${monthName(person.born)}, but the birth is in ${monthName(month)}.`;
        this.#check.say('birth-month-differs', place, message, {
          found: monthName(person.born),
          expected: monthName(month),
        });
      }
      return [child];
    });
    return [...new Set(children)];
  }
}
