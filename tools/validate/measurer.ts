import type { Delivery } from '../../engine/demography/births.js';
import { monthIndex } from '../../engine/inputs/time.js';
import { type Population, STILL_HERE } from '../../engine/population/columns.js';
import type { Model } from '../../engine/projection/model.js';

/** The people of a block at the end of a simulated year, after all payments. */
interface BlockYear {
  readonly people: Population;
  readonly year: number;
  readonly deliveries: readonly Delivery[];
}

/** One subject that is measured while the blocks go by, one after the other, each through all its years. */
export interface Measurer {
  /** Looks at a block's year. */
  look(now: BlockYear): void;
  /** Writes what it found: figures by id of the gate, and targets where they are computed. */
  report(figures: Map<string, number>, targets: Map<string, number>): void;
}

/** Makes a measurer for one run. */
export type MakeMeasurer = (model: Model) => Measurer;

/** Positions of those who live in the country at the end of the year. */
export function* stayers(people: Population): Generator<number> {
  for (let i = 0; i < people.count; i++) if (people.exitMonth[i] === STILL_HERE) yield i;
}

/** Whether a person is a resident on 1 July, the day for which population is reported. */
export function isMidYearResident(people: Population, i: number, year: number): boolean {
  const july = monthIndex(year, 7);
  return people.birthMonth[i] < july && people.exitMonth[i] >= july;
}

/** Sums of values and of cases, for a share or a mean. */
export class Ratio {
  private part = 0;
  private all = 0;

  add(part: number, all = 1): void {
    this.part += part;
    this.all += all;
  }

  /** NaN where there was no case. */
  get value(): number {
    return this.part / this.all;
  }
}
