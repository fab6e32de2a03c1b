/**
 * A name for one simulated person that can be read, written down and used again: it depends on the seed and the size
 * of the sample only. `f30-17` is the woman of 30 (completed years on 1 January of the base year) with ordinal 17
 * among the women of that age, `i3-0` the first person who comes from abroad into block 3. `f30-17.2` is her second
 * child, `f30-17.2.1` that daughter's first.
 */
export type PersonId = ResidentId | ImmigrantId;

/** A person of the base population, or who descends from one. */
export interface ResidentId extends Descent {
  readonly origin: 'resident';
  /** 0 male, 1 female. */
  readonly sex: number;
  /** Completed years on 1 January of the base year; 100 means 100 and over. */
  readonly age: number;
  /** Place among those of the sex and age, from 0. */
  readonly ordinal: number;
}

/** A person who came from abroad, or who descends from one. */
interface ImmigrantId extends Descent {
  readonly origin: 'immigrant';
  /** Block of the plan, from 0. */
  readonly block: number;
  /** Place among the immigrants of the block, all years together, from 0. */
  readonly ordinal: number;
}

interface Descent {
  /** Order of birth, generation by generation; empty for the first of the line. */
  readonly descent: readonly number[];
}

/** Someone asks for a person who is not there. Carries what would have been right, for those who show it to a user. */
export class PersonIdError extends Error {
  override readonly name = 'PersonIdError';
  readonly code = 'no-such-person';

  constructor(
    message: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(message);
  }
}

export const OLDEST = 100;
const WHOLE = '0|[1-9]\\d{0,8}';
const PATTERN = new RegExp(`^([fmi])(${WHOLE})-(${WHOLE})((?:\\.[1-9]\\d{0,2})*)$`);
const FORM =
  'f or m, the age on 1 January of the base year, a hyphen and a number from 0, such as f30-17 or m5-0; ' +
  'i, a block, a hyphen and a number for one who comes from abroad, such as i3-0; ' +
  "a woman's children follow after a point: f30-17.1 is her first";

/** Reads a person id. Throws PersonIdError when it has not the form of one. */
export function parsePersonId(text: string): PersonId {
  const parts = PATTERN.exec(text);
  if (!parts) throw new PersonIdError('This is no person id.', text, FORM);
  const [, letter, group, number, points] = parts;
  const ordinal = Number(number);
  const descent = points.split('.').slice(1).map(Number);
  if (letter === 'i') return { origin: 'immigrant', block: Number(group), ordinal, descent };
  if (Number(group) > OLDEST) {
    throw new PersonIdError('Nobody is of this age.', text, `an age from 0 to ${OLDEST} (100 and over)`);
  }
  if (letter === 'm' && descent.length > 0) {
    throw new PersonIdError("A child is named after its mother, this is a man's id.", text, FORM);
  }
  return { origin: 'resident', sex: letter === 'f' ? 1 : 0, age: Number(group), ordinal, descent };
}

/** Writes a person id; the inverse of `parsePersonId`. */
export function formatPersonId(id: PersonId): string {
  const group = id.origin === 'immigrant' ? `i${id.block}` : `${id.sex === 1 ? 'f' : 'm'}${id.age}`;
  return `${group}-${id.ordinal}${id.descent.map((order) => `.${order}`).join('')}`;
}
