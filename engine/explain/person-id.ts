/**
 * A name for one simulated person that can be read, written down and used again: it depends on the seed and the size
 * of the sample only. `f30-17` is the woman of 30 (completed years on 1 January of the base year) with ordinal 17
 * among the women of that age; `f30-17.2` is her second child, `f30-17.2.1` that daughter's first.
 */
export interface PersonId {
  /** 0 male, 1 female. */
  readonly sex: number;
  /** Completed years on 1 January of the base year; 100 means 100 and over. */
  readonly age: number;
  readonly ordinal: number;
  /** Order of birth, generation by generation; empty for a person of the base population. */
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
const PATTERN = new RegExp(`^([fm])(${WHOLE})-(${WHOLE})((?:\\.[1-9]\\d{0,2})*)$`);
const FORM =
  'f or m, the age on 1 January of the base year, a hyphen and a number from 0, such as f30-17 or m5-0; ' +
  "a woman's children follow after a point: f30-17.1 is her first";

/** Reads a person id. Throws PersonIdError when it has not the form of one. */
export function parsePersonId(text: string): PersonId {
  const parts = PATTERN.exec(text);
  if (!parts) throw new PersonIdError('This is no person id.', text, FORM);
  const [, letter, age, ordinal, descent] = parts;
  if (Number(age) > OLDEST) {
    throw new PersonIdError('Nobody is of this age.', text, `an age from 0 to ${OLDEST} (100 and over)`);
  }
  if (letter === 'm' && descent !== '') {
    throw new PersonIdError("A child is named after its mother, this is a man's id.", text, FORM);
  }
  return {
    sex: letter === 'f' ? 1 : 0,
    age: Number(age),
    ordinal: Number(ordinal),
    descent: descent.split('.').slice(1).map(Number),
  };
}

/** Writes a person id; the inverse of `parsePersonId`. */
export function formatPersonId({ sex, age, ordinal, descent }: PersonId): string {
  return `${sex === 1 ? 'f' : 'm'}${age}-${ordinal}${descent.map((order) => `.${order}`).join('')}`;
}
