import type { Situation } from '../../engine/inputs/situation.js';
import type { MonthIndex } from '../../engine/inputs/time.js';
import { CATEGORIES } from '../../engine/inputs/variables.js';
import type { Complain } from '../../scenarios/report.js';
import { Check } from './check.js';
import { checkDescent } from './descent.js';
import { readEvents } from './events.js';
import { finished, readPersons } from './persons.js';
import type { DamagedDraft } from './schema.js';

const REGIONS: readonly (string | undefined)[] = CATEGORIES.region;

/** What the country says where the author is silent. */
export interface Residence {
  /** Zone of the regional minimum wage: [region * 2 + (0 urban, 1 rural)]. */
  readonly wageZone: Uint8Array;
}

/**
 * Checks a household as a whole and turns it into what the engine takes. Complains of every mistake; what comes back is
 * sound only if nothing was wrong. `at` is a month asked about instead of the author's own; `ids` are the persons that
 * the author wrote, `damaged` the fields that were complained of already.
 */
export function readSituation(
  draft: DamagedDraft,
  ids: readonly string[],
  at: MonthIndex | null,
  { wageZone }: Residence,
  damaged: ReadonlySet<string>,
  complain: Complain,
): Situation {
  const check = new Check(complain, damaged);
  check.at = at ?? askedMonth(check, draft);
  const people = readPersons(check, draft.persons, ids);
  const events = readEvents(check, people, draft.events);
  const adopted = events.flatMap((event) => (event.kind === 'adoption' ? [event.child] : []));
  checkDescent(check, people, new Set(adopted));
  const { place = {}, household = {} } = draft;
  const region = REGIONS.indexOf(place.region);
  const rural = place.area === 'rural';
  return {
    at: check.at ?? 0,
    place: {
      region,
      rural,
      extremelyDifficultCommune: place.commune === 'extremely-difficult',
      wageZone: place.wage_zone ?? wageZone[region * 2 + Number(rural)],
      lowFertilityProvince: place.low_fertility_province ?? false,
    },
    household: {
      poverty: household.poverty ?? 'none',
      incomePerHead: household.income_per_head ?? 0,
      quintile: household.quintile ?? 3,
    },
    persons: people.list.map(finished),
    events,
  };
}

/** The month that the author asks about; null where it is missing or cannot be asked. */
function askedMonth(check: Check, { at }: DamagedDraft): MonthIndex | null {
  if (at === undefined) {
    if (!check.isDamaged(['at']))
      check.say('missing-key', ['at'], 'The household does not say which month is asked about; add `at`.', {
        expected: 'a month such as 2026-09',
      });
    return null;
  }
  const month = check.month(['at'], at);
  return check.withinLaw(['at'], month, at) ? month : null;
}
