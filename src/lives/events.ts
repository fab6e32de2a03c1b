import type { Exit } from '../../engine/explain/life-year.js';
import type { Life, LifeYear } from '../../engine/explain/recorder.js';
import { eventName } from './benefit-lines.js';

/** Degrees of disability in words. */
export const GRADES = {
  none: 'none',
  mild: 'mild',
  severe: 'severe',
  'exceptionally-severe': 'exceptionally severe',
} as const satisfies Record<LifeYear['disability'], string>;

export interface LifeEvent {
  /** `2031` or `2031-05`. */
  readonly when: string;
  readonly what: string;
}

/** What happens in a life, in order: births, pregnancy losses, adoptions, unions and their ends, moves, withdrawals of contributions, deaths in the family, the end. */
export function eventsOf({ id, arrived, years }: Life, regions: ReadonlyMap<string, string>): LifeEvent[] {
  return years.flatMap((year, place) => {
    const before = place === 0 ? null : years[place - 1];
    const events = [
      ...(year.year === arrived ? [{ when: String(arrived), what: 'comes from abroad' }] : []),
      ...(before ? changes(id, before, year, regions) : []),
      ...births(before, year),
      ...lossesAndAdoptions(year),
      ...withdrawals(before, year),
      ...exits(before, year),
    ];
    // Events without a month stand before the others of their year.
    return events.sort((a, b) => a.when.localeCompare(b.when));
  });
}

function changes(
  self: string,
  before: LifeYear,
  now: LifeYear,
  regions: ReadonlyMap<string, string>,
): LifeEvent[] {
  if (now.left) return [];
  const when = String(now.year);
  const events: LifeEvent[] = [];
  const add = (what: string) => events.push({ when, what });
  const { formerPartner, partner } = now;
  if (formerPartner?.how === 'separated') add(`the union with ${formerPartner.id} ends in divorce`);
  if (partner && (before.partner === null || formerPartner)) {
    add(`enters a union with ${partner.id}, ${partner.age} years old`);
  }
  if (now.region !== before.region) {
    add(`moves to the ${regions.get(now.region)}, ${now.area}`);
  } else if (now.area !== before.area) {
    add(now.area === 'urban' ? 'the place of residence becomes urban' : 'moves to a rural area');
  }
  if (now.ethnicity !== before.ethnicity) add(`is counted with the ethnic ${now.ethnicity}`);
  if (now.disability !== before.disability) add(`has a disability, ${GRADES[now.disability]}`);
  if (now.household !== before.household) {
    add(now.household === self ? 'has a household of their own' : `joins the household of ${now.household}`);
  }
  return events;
}

function births(before: LifeYear | null, { year, children }: LifeYear): LifeEvent[] {
  const known = before ? before.children.length : 0;
  return children.slice(known).flatMap((child) => {
    const what = `birth of ${child.id}, a ${child.sex === 'f' ? 'girl' : 'boy'}`;
    return child.born.startsWith(String(year)) ? [{ when: child.born, what }] : [];
  });
}

/** Those of a woman, and of a man's partner. */
function lossesAndAdoptions({ benefits }: LifeYear): LifeEvent[] {
  return benefits
    .filter(({ unit }) => unit === 'pregnancy-loss' || unit === 'adoption')
    .map((one) => ({ when: one.when, what: eventName(one) }));
}

function withdrawals(before: LifeYear | null, { lumpSum }: LifeYear): LifeEvent[] {
  if (lumpSum === null) return [];
  const { compulsoryTotal = 0, voluntaryTotal = 0 } = before?.work ?? {};
  const months = compulsoryTotal + voluntaryTotal;
  // What was contributed before the first year that is told is not known.
  const what = months > 0 ? `the contributions of ${months} months` : 'all contributions';
  return [{ when: lumpSum, what: `withdraws ${what} in one sum` }];
}

function exits(before: LifeYear | null, now: LifeYear): LifeEvent[] {
  const events: LifeEvent[] = [];
  const add = (who: string, left: Exit | null) => {
    if (left && Number(left.month.slice(0, 4)) === now.year)
      events.push({ when: left.month, what: `${who} ${left.how === 'died' ? 'dies' : 'emigrates'}` });
  };
  if (before?.partner && now.formerPartner) add(`partner ${now.formerPartner.id}`, now.formerPartner.left);
  if (now.mother) add(`mother ${now.mother.id}`, now.mother.left);
  if (now.father) add(`father ${now.father.id}`, now.father.left);
  for (const child of now.children) add(`child ${child.id}`, child.left);
  if (now.left) events.push({ when: now.left.month, what: now.left.how === 'died' ? 'dies' : 'emigrates' });
  return events;
}
