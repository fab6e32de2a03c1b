import { NO_PERSON, type SituationPerson } from '../../engine/inputs/situation.js';
import type { MonthIndex } from '../../engine/inputs/time.js';
import type { Check } from './check.js';
import { monthName } from './dates.js';
import type { DamagedDraft, PersonDraft } from './schema.js';
import { readSpells } from './spells.js';

const PERSON_ID = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;

/** A person being read: links are still to be checked and completed. */
export interface PersonInHand {
  readonly id: string;
  readonly draft: PersonDraft;
  readonly born: MonthIndex | null;
  readonly died: MonthIndex | null;
  readonly spells: SituationPerson['spells'];
  partner: number;
  mother: number;
  father: number;
}

/** The persons by id, in the author's order. */
export interface People {
  readonly list: readonly PersonInHand[];
  readonly positions: ReadonlyMap<string, number>;
  /** Every id that the author wrote, also of persons that could not be read. */
  readonly ids: readonly string[];
}

/** Reads the persons one by one, and their links. */
export function readPersons(check: Check, drafts: DamagedDraft['persons'], ids: readonly string[]): People {
  const list = Object.entries(drafts ?? {}).flatMap(([id, draft]) =>
    draft === undefined ? [] : [readPerson(check, id, draft)],
  );
  const positions = new Map(list.map(({ id }, position) => [id, position]));
  const people: People = { list, positions, ids };
  if (ids.length === 0 && !check.isDamaged(['persons']))
    check.say('missing-key', ['persons'], 'A household has at least one person.', {
      expected: 'the persons of the household by an id of each',
    });
  for (const person of list) {
    for (const role of ['partner', 'mother', 'father'] as const)
      person[role] = findPerson(check, people, ['persons', person.id, role], person.draft[role], person.id);
  }
  completePartners(check, people);
  return people;
}

function readPerson(check: Check, id: string, draft: PersonDraft): PersonInHand {
  const path = ['persons', id];
  if (!PERSON_ID.test(id)) {
    const message = `\`${id}\` is no id of a person; write letters, digits, _ and -, at most 40.`;
    check.say('wrong-name', path, message, { found: id, expected: 'e.g. lan' });
  }
  const born = check.date([...path, 'born'], draft.born)?.month ?? null;
  const died = check.date([...path, 'died'], draft.died)?.month ?? null;
  const { at } = check;
  if (at !== null && born !== null && born > at) {
    const message = `${id} is born in ${monthName(born)}, after the month asked about, ${monthName(at)}.`;
    check.say('born-after', [...path, 'born'], message, {
      found: draft.born ?? '',
      expected: `${monthName(at)} or earlier`,
    });
  }
  if (born !== null && died !== null && died < born) {
    const message = `${id} cannot have died before being born.`;
    check.say('died-before-birth', [...path, 'died'], message, {
      found: draft.died ?? '',
      expected: `${monthName(born)} or later`,
    });
  } else if (at !== null && died !== null && died > at) {
    const message = `${id} dies in ${monthName(died)}, after the month asked about, ${monthName(at)}; leave \`died\` out.`;
    check.say('died-after', [...path, 'died'], message, {
      found: draft.died ?? '',
      expected: `${monthName(at)} or earlier`,
    });
  }
  const spells = readSpells(check, id, born, draft);
  const dead = born !== null && died !== null && died < born ? null : died;
  return { id, draft, born, died: dead, spells, partner: NO_PERSON, mother: NO_PERSON, father: NO_PERSON };
}

/** The position of a person who is named, NO_PERSON where nobody is; complains of unknown names. `self` may not be named. */
export function findPerson(
  check: Check,
  { positions, ids }: People,
  path: readonly (string | number)[],
  id: string | undefined,
  self?: string,
): number {
  if (id === undefined || check.isDamaged(['persons'])) return NO_PERSON;
  if (id === self) {
    const role = String(path.at(-1));
    check.say('own-relative', path, `${id} cannot be the ${role} of ${id}.`, {
      found: id,
      expected: 'another person',
    });
    return NO_PERSON;
  }
  if (!ids.includes(id)) check.unknownPerson(path, id, ids);
  return positions.get(id) ?? NO_PERSON;
}

/** A partner who says nothing is the partner of the one who names him or her. */
function completePartners(check: Check, { list }: People): void {
  const named = list.map(({ partner }) => partner);
  list.forEach((person, position) => {
    const partner = named[position];
    if (partner === NO_PERSON) return;
    const other = list[partner];
    const claimed = other.partner;
    if (claimed === NO_PERSON) {
      other.partner = position;
      return;
    }
    if (claimed === position) return;
    const message = `${person.id} names ${other.id} as partner, but the partner of ${other.id} is ${list[claimed].id}.`;
    check.say('partner-not-mutual', ['persons', person.id, 'partner'], message, {
      found: other.id,
      expected: 'two persons who name each other',
    });
  });
}

/** The person as the engine takes it; only of a household without mistakes. */
export function finished(person: PersonInHand): SituationPerson {
  const { id, draft, born, died, spells, partner, mother, father } = person;
  return {
    id,
    female: draft.sex === 'female',
    born: born ?? 0,
    died,
    livesHere: draft.lives_here ?? true,
    ethnicity: draft.ethnicity ?? 'majority',
    disability: draft.disability ?? 'none',
    hiv: draft.hiv ?? false,
    student: draft.student ?? false,
    partner,
    mother,
    father,
    otherLivingChildren: draft.other_living_children ?? 0,
    earlierMonths: {
      compulsory: draft.earlier_months?.compulsory ?? 0,
      voluntary: draft.earlier_months?.voluntary ?? 0,
    },
    spells,
  };
}
