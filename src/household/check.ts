import type { MonthIndex } from '../../engine/inputs/time.js';
import { nearestName } from '../../scenarios/nearest.js';
import { pointerOf } from '../../scenarios/pointer.js';
import type { Complain } from '../../scenarios/report.js';
import { type CalendarDate, type DateMistake, isWithinLaw, LAW_YEARS, readDate, readMonth } from './dates.js';

export type Path = readonly (string | number)[];

interface Details {
  readonly found?: string;
  readonly expected?: string;
  readonly nearest?: string | null;
}

/** What the checks of one household share: how to complain, and the month that is asked about. */
export class Check {
  /** Null where it is missing or wrong; nothing is then held against it. */
  at: MonthIndex | null = null;
  readonly #complain: Complain;
  readonly #damaged: ReadonlySet<string>;

  /** `damaged`: pointers of fields that were complained of already. */
  constructor(complain: Complain, damaged: ReadonlySet<string>) {
    this.#complain = complain;
    this.#damaged = damaged;
  }

  say(code: string, path: Path, message: string, details: Details = {}): void {
    this.#complain(code, pointerOf(path), message, details);
  }

  isDamaged(path: Path): boolean {
    return this.#damaged.has(pointerOf(path));
  }

  date(path: Path, text: string | undefined): CalendarDate | null {
    if (text === undefined) return null;
    const read = readDate(text, quoted(path));
    if (isMistake(read)) return this.#wrongDate(path, text, read);
    return read;
  }

  month(path: Path, text: string | undefined): MonthIndex | null {
    if (text === undefined) return null;
    const read = readMonth(text, quoted(path));
    return isMistake(read) ? this.#wrongDate(path, text, read) : read;
  }

  /** Complains of a month for which there is no law. */
  withinLaw(path: Path, month: MonthIndex | null, text: string | undefined): boolean {
    if (month === null) return false;
    if (isWithinLaw(month)) return true;
    this.say('outside-law-years', path, `${quoted(path)} lies outside the years of the law, ${LAW_YEARS}.`, {
      found: text ?? '',
      expected: LAW_YEARS,
    });
    return false;
  }

  unknownPerson(path: Path, id: string, known: Iterable<string>): void {
    const nearest = nearestName(id, known);
    const hint = nearest ? ` Did you mean \`${nearest}\`?` : '';
    this.say('unknown-person', path, `${quoted(path)} names \`${id}\`, but there is no such person.${hint}`, {
      found: id,
      expected: [...known].join(', '),
      nearest,
    });
  }

  #wrongDate(path: Path, text: string, { message, expected }: DateMistake): null {
    this.say('wrong-date', path, message, { found: text, expected });
    return null;
  }
}

function isMistake(read: object | number): read is DateMistake {
  return typeof read === 'object' && 'message' in read;
}

/** The field that a path ends with. */
function quoted(path: Path): string {
  const field = path.findLast((part) => typeof part === 'string');
  return `\`${field}\``;
}
