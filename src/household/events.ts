import {
  type AdoptionEvent,
  type BirthEvent,
  NO_PERSON,
  type PregnancyLossEvent,
  type SituationEvent,
} from '../../engine/inputs/situation.js';
import type { MonthIndex } from '../../engine/inputs/time.js';
import { Births } from './births.js';
import type { Check, Path } from './check.js';
import { type CalendarDate, monthName } from './dates.js';
import { MOTHER_AGES, motherAgeMessage } from './descent.js';
import { findPerson, type People } from './persons.js';
import type { DamagedDraft, EventDraft } from './schema.js';

const KINDS = ['birth', 'pregnancy_loss', 'adoption'] as const;

/** Reads the events; those that cannot be read are left out, with a complaint each. */
export function readEvents(check: Check, people: People, drafts: DamagedDraft['events']): SituationEvent[] {
  const births = new Births(check, people);
  return (drafts ?? []).flatMap((draft, i) => {
    if (draft === undefined) return [];
    const path = ['events', i];
    const kinds = KINDS.filter((kind) => draft[kind] !== undefined);
    if (kinds.length !== 1) {
      if (KINDS.some((kind) => check.isDamaged([...path, kind]))) return [];
      const message =
        'An event is one of birth, pregnancy_loss and adoption; write each as an entry of its own.';
      const found = kinds.length === 0 ? 'none of them' : kinds.join(', ');
      check.say('wrong-event', path, message, { found, expected: KINDS.join(', ') });
      return [];
    }
    const event = readEvent(check, people, births, draft, path);
    return event ? [event] : [];
  });
}

function readEvent(
  check: Check,
  people: People,
  births: Births,
  { birth, pregnancy_loss: loss, adoption }: EventDraft,
  path: Path,
): SituationEvent | null {
  if (birth) return readBirth(check, people, births, birth, [...path, 'birth']);
  if (loss) return readLoss(check, people, loss, [...path, 'pregnancy_loss']);
  return adoption ? readAdoption(check, people, adoption, [...path, 'adoption']) : null;
}

function readBirth(
  check: Check,
  people: People,
  births: Births,
  draft: NonNullable<EventDraft['birth']>,
  path: Path,
): BirthEvent | null {
  const mother = findWoman(check, people, path, draft.mother);
  const father = findFather(check, people, path, draft.father, mother);
  const on = eventDate(check, people, path, draft.on, mother);
  const leaveFrom = check.month([...path, 'leave_from'], draft.leave_from);
  if (mother === NO_PERSON || on === null) return null;
  const children = births.childrenOf(
    path,
    draft.children,
    mother,
    draft.father ? father : NO_PERSON,
    on.month,
  );
  if (leaveFrom !== null && (leaveFrom > on.month || leaveFrom < on.month - 9)) {
    const message = `The leave from ${draft.leave_from} does not fit the birth in ${monthName(on.month)}.`;
    check.say('wrong-leave', [...path, 'leave_from'], message, {
      found: monthName(leaveFrom),
      expected: `${monthName(on.month - 9)} to ${monthName(on.month)}`,
    });
  }
  return {
    kind: 'birth',
    mother,
    father,
    ...on,
    children,
    surgery: draft.surgery ?? false,
    weeks: draft.weeks ?? 39,
    antenatalDays: draft.antenatal_days ?? 0,
    recuperationDays: draft.recuperation_days ?? 0,
    orderedRest: draft.ordered_rest ?? false,
    leaveFrom: leaveFrom ?? on.month,
  };
}

function readLoss(
  check: Check,
  people: People,
  draft: NonNullable<EventDraft['pregnancy_loss']>,
  path: Path,
): PregnancyLossEvent | null {
  const mother = findWoman(check, people, path, draft.mother);
  const father = findFather(check, people, path, draft.father, mother);
  const on = eventDate(check, people, path, draft.on, mother);
  if (mother === NO_PERSON || on === null) return null;
  const { id, born } = people.list[mother];
  const age = born === null ? MOTHER_AGES.from : Math.floor((on.month - born) / 12);
  if (age < MOTHER_AGES.from || age > MOTHER_AGES.to) {
    check.say('mother-age', [...path, 'mother'], motherAgeMessage(id, age, 'the loss of the pregnancy'), {
      found: `${age} years`,
      expected: `${MOTHER_AGES.from} to ${MOTHER_AGES.to} years`,
    });
  }
  return { kind: 'pregnancy-loss', mother, father, ...on, weeks: draft.weeks ?? 0 };
}

function readAdoption(
  check: Check,
  people: People,
  draft: NonNullable<EventDraft['adoption']>,
  path: Path,
): AdoptionEvent | null {
  const mother = findWoman(check, people, path, draft.mother);
  const father = findFather(check, people, path, draft.father, mother);
  const child = findPerson(check, people, [...path, 'child'], draft.child, draft.mother);
  const on = eventDate(check, people, path, draft.on, mother);
  if (mother === NO_PERSON || child === NO_PERSON || on === null) return null;
  const { id, born } = people.list[child];
  if (born !== null && born > on.month) {
    const message = `${id} is born in ${monthName(born)} and cannot be adopted before.`;
    check.say('adopted-before-birth', [...path, 'on'], message, {
      found: draft.on ?? '',
      expected: `${monthName(born)} or later`,
    });
  }
  return { kind: 'adoption', mother, father, child, ...on };
}

function findWoman(check: Check, people: People, path: Path, id: string | undefined): number {
  const mother = findPerson(check, people, [...path, 'mother'], id);
  if (mother !== NO_PERSON && people.list[mother].draft.sex === 'male') {
    const message = `${id} is male and cannot be the mother.`;
    check.say('wrong-sex', [...path, 'mother'], message, { found: String(id), expected: 'a woman' });
  }
  return mother;
}

/** The father who is named, or else the mother's partner if he is a man. */
function findFather(
  check: Check,
  people: People,
  path: Path,
  id: string | undefined,
  mother: number,
): number {
  if (id === undefined) {
    const partner = mother === NO_PERSON ? NO_PERSON : people.list[mother].partner;
    return partner !== NO_PERSON && people.list[partner].draft.sex === 'male' ? partner : NO_PERSON;
  }
  const father = findPerson(check, people, [...path, 'father'], id);
  if (father !== NO_PERSON && people.list[father].draft.sex === 'female') {
    const message = `${id} is female and cannot be the father.`;
    check.say('wrong-sex', [...path, 'father'], message, { found: id, expected: 'a man' });
  }
  return father;
}

/** The day of an event: within the law, not after the month asked about, and in the mother's life. */
function eventDate(
  check: Check,
  people: People,
  path: Path,
  text: string | undefined,
  mother: number,
): CalendarDate | null {
  const at = [...path, 'on'];
  const date = check.date(at, text);
  if (date === null || !check.withinLaw(at, date.month, text)) return null;
  if (check.at !== null && date.month > check.at) {
    const asked = monthName(check.at);
    const message = `\`on\` (${text}) comes after the month asked about, ${asked}; ask about a later month, or leave the event out.`;
    check.say('event-after', at, message, { found: text ?? '', expected: `${asked} or earlier` });
  }
  const died: MonthIndex | null = mother === NO_PERSON ? null : people.list[mother].died;
  if (died !== null && died < date.month) {
    const { id } = people.list[mother];
    const message = `${id} died in ${monthName(died)}, before this event.`;
    check.say('event-after-death', at, message, {
      found: text ?? '',
      expected: `${monthName(died)} or earlier`,
    });
  }
  return date;
}
