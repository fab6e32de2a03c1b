import { NOBODY, type Population } from '../population/columns.js';
import type { BenefitCase } from './benefit-cases.js';
import { idText, type PersonYear } from './life-year.js';
import { monthText } from './months.js';
import { formatPersonId, type PersonId, PersonIdError } from './person-id.js';
import { type BlockPlaces, childOf, immigrantsOf, positionOf } from './places.js';

export interface LifeYear extends PersonYear {
  /** Births, pregnancy losses, adoptions, and the year of a child. */
  readonly benefits: readonly BenefitCase[];
}

/**
 * One simulated life, from the base year (or birth, or arrival) to the last year of the projection (or death or
 * emigration).
 */
export interface Life {
  readonly id: string;
  readonly sex: 'f' | 'm';
  readonly born: string;
  /** Year of arrival (on 1 January) of one who came from abroad. */
  readonly arrived: number | null;
  readonly years: readonly LifeYear[];
}

/** Follows one person through the years of its block. */
export class Recorder {
  readonly #id: PersonId;
  readonly #places: BlockPlaces;
  readonly #years: LifeYear[] = [];
  #head: Omit<Life, 'years'> | null = null;
  /** Position of the person, or of the ancestor down to whom it was found, and the generations found. */
  #position = NOBODY;
  #generations = 0;
  #childrenSeen = 0;
  #immigrantsSeen = 0;
  #partner = NOBODY;

  constructor(places: BlockPlaces, id: PersonId) {
    this.#id = id;
    this.#places = places;
  }

  /** Position of the person at the end of a year: NOBODY before its birth or arrival and in the years after it left. */
  find(people: Population): number {
    if (this.#position === NOBODY) {
      this.#position = positionOf(this.#places, people, this.#id);
      this.#immigrantsSeen = immigrantsOf(this.#places, people);
      if (this.#position === NOBODY) return NOBODY;
    }
    const { descent } = this.#id;
    while (this.#generations < descent.length) {
      const child = childOf(people, this.#position, descent[this.#generations]);
      this.#childrenSeen = people.sex[this.#position] === 1 ? people.births[this.#position] : 0;
      if (child === NOBODY) return NOBODY;
      this.#position = child;
      this.#generations++;
    }
    return this.#years.at(-1)?.left ? NOBODY : this.#position;
  }

  /** Position of the partner at the end of the year before. */
  get partnerBefore(): number {
    return this.#partner;
  }

  add(people: Population, year: LifeYear): void {
    const person = this.#position;
    this.#partner = people.partner[person];
    const fromAbroad = this.#id.origin === 'immigrant' && this.#id.descent.length === 0;
    this.#head ??= {
      id: idText(this.#places, people, person),
      sex: people.sex[person] === 1 ? 'f' : 'm',
      born: monthText(people.birthMonth[person]),
      arrived: fromAbroad ? year.year : null,
    };
    this.#years.push(year);
  }

  /** The life as it was recorded. Throws PersonIdError when the person was never born, or never came. */
  life(): Life {
    if (this.#head) return { ...this.#head, years: this.#years };
    const found = formatPersonId(this.#id);
    if (this.#position === NOBODY) throw this.#neverCame(found);
    const descent = this.#id.descent.slice(0, this.#generations);
    const mother = formatPersonId({ ...this.#id, descent });
    const expected =
      this.#childrenSeen === 0
        ? `another person: ${mother} has no child who is known`
        : `${mother}.1${this.#childrenSeen > 1 ? ` to ${mother}.${this.#childrenSeen}` : ''}`;
    throw new PersonIdError('Nobody of this id is born in the projection.', found, expected);
  }

  #neverCame(found: string): PersonIdError {
    const came = this.#immigrantsSeen;
    const { block } = this.#places;
    const expected =
      came === 0
        ? `another block: nobody comes from abroad into block ${block}`
        : `i${block}-0${came > 1 ? ` to i${block}-${came - 1}` : ''}`;
    return new PersonIdError('Nobody of this id comes from abroad in the projection.', found, expected);
  }
}
