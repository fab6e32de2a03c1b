import type { ArrayKind, NumericArray } from '../kernels/instance.js';
import type { Households } from '../labour/households.js';
import type { Population } from '../population/columns.js';
import { CASE_COLUMNS, type ChildCases } from '../tiers/child-cases.js';
import { type EventCase, FACT } from '../tiers/event-cases.js';
import type { EventKind } from '../tiers/maternity.js';
import { MEMBER_COLUMNS, type MemberCases } from '../tiers/member-cases.js';
import { EVENT_KINDS, EVENT_SLOTS, HOUSEHOLD_COLUMNS } from './layout.js';
import { PageWriter } from './pages.js';

/** What is kept of a block, year by year: members of social insurance on one page, all else that tiers ask on another. */
export interface KeptBlock {
  readonly members: SharedArrayBuffer;
  readonly families: SharedArrayBuffer;
  /** Most cases of one kind, and most households, in a year. */
  readonly most: number;
}

/**
 * Keeps what tiers and contributions may ask of the simulated persons of a block: the members of each scheme, the events,
 * the children, and the households that these belong to, which are numbered anew. One a thread, for block after block.
 */
export class BlockKeeper {
  readonly #members = new PageWriter();
  readonly #families = new PageWriter();
  /** Number of each household of the year by position of its reference person, and the positions by number. */
  readonly #numbers: Int32Array;
  readonly #positions: Int32Array;
  readonly #caseHousehold: Int32Array;
  #households = 0;
  #most = 0;
  #events: number[] = [];

  /** @param capacity persons of a block at the most */
  constructor(capacity: number) {
    this.#numbers = new Int32Array(capacity);
    this.#positions = new Int32Array(capacity);
    this.#caseHousehold = new Int32Array(capacity);
  }

  beginYear(): void {
    this.#numbers.fill(-1);
    this.#households = 0;
    this.#events = [];
  }

  /** Keeps a scheme's members. */
  members(cases: MemberCases): void {
    this.#members.numbers(cases.count);
    for (const name of MEMBER_COLUMNS) this.#members.array(cases[name], cases.count);
    this.#most = Math.max(this.#most, cases.count);
  }

  /** Keeps an event of the year. */
  readonly event = (kind: EventKind, { record, facts }: EventCase): void => {
    this.#events.push(EVENT_KINDS.indexOf(kind));
    for (const slot of EVENT_SLOTS) this.#events.push(record[slot]);
    facts.forEach((fact, place) => {
      this.#events.push(place === FACT.household ? this.#numberOf(fact) : fact);
    });
  };

  /** Keeps the children of the year, and with them all events. */
  children(cases: ChildCases): void {
    const { count, caseHousehold } = cases;
    this.#families.numbers(this.#events.length, count);
    this.#families.array(Uint32Array.from(this.#events), this.#events.length);
    for (let i = 0; i < count; i++) this.#caseHousehold[i] = this.#numberOf(caseHousehold[i]);
    for (const name of CASE_COLUMNS)
      this.#families.array(name === 'caseHousehold' ? this.#caseHousehold : cases[name], count);
    this.#most = Math.max(this.#most, count);
  }

  /** Keeps the households to which events and children of the year belong. */
  endYear(people: Population, households: Households): void {
    const count = this.#households;
    const positions = this.#positions.subarray(0, count);
    this.#families.numbers(count);
    for (const column of HOUSEHOLD_COLUMNS) {
      const all = column(people, households);
      const kept = new (all.constructor as ArrayKind<NumericArray>)(
        new ArrayBuffer(count * all.BYTES_PER_ELEMENT),
        0,
        count,
      );
      for (let n = 0; n < count; n++) kept[n] = all[positions[n]];
      this.#families.array(kept, count);
    }
    this.#most = Math.max(this.#most, count);
  }

  /** What was kept since the last call. */
  finish(): KeptBlock {
    const kept = { members: this.#members.finish(), families: this.#families.finish(), most: this.#most };
    this.#most = 0;
    return kept;
  }

  #numberOf(household: number): number {
    if (this.#numbers[household] === -1) {
      this.#numbers[household] = this.#households;
      this.#positions[this.#households++] = household;
    }
    return this.#numbers[household];
  }
}
