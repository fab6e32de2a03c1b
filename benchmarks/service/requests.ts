import { pick, type Random } from './workload.js';

/** One request of a load. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly accept: string;
  readonly body?: string;
}

/** What a load may ask about: stored runs with the values in their tables. */
export interface StoredTable {
  readonly id: string;
  readonly body: object;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** Reads whose answer a person waits for. */
export const READS = ['results', 'view', 'list', 'events'] as const;

/** A narrow selection of a stored table, one of some ten thousand. */
export function resultsRequest(random: Random, tables: readonly StoredTable[]): LoadRequest {
  const { id, values } = pick(random, tables);
  const wanted: Record<string, string> = {
    indicator: pick(random, values.indicator),
    dimension: pick(random, values.dimension),
  };
  if (random() < 0.5) wanted.year = pick(random, values.year);
  if (random() < 0.5) wanted.tier = pick(random, values.tier);
  return {
    method: 'GET',
    path: `/v1/runs/${id}/results?${new URLSearchParams(wanted)}`,
    accept: random() < 0.5 ? 'text/csv' : 'application/json',
  };
}

const JSON_TYPE = 'application/json';
const EXPORTS = [
  'text/csv',
  'application/vnd.apache.parquet',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

/** Requests of the mixed load, and how many come a second. */
export const MIX: Readonly<
  Record<
    string,
    {
      readonly perSecond: number;
      make(random: Random, tables: readonly StoredTable[], number: number): LoadRequest;
    }
  >
> = {
  results: { perSecond: 200, make: resultsRequest },
  view: {
    perSecond: 20,
    make: (random, tables) => ({
      method: 'GET',
      path: `/v1/runs/${pick(random, tables).id}`,
      accept: JSON_TYPE,
    }),
  },
  list: { perSecond: 5, make: () => ({ method: 'GET', path: '/v1/runs?limit=20', accept: JSON_TYPE }) },
  events: {
    perSecond: 5,
    make: (random, tables) => ({
      method: 'GET',
      path: `/v1/runs/${pick(random, tables).id}/events`,
      accept: JSON_TYPE,
    }),
  },
  'same run': {
    perSecond: 5,
    make: (random, tables) => runRequest(pick(random, tables).body),
  },
  household: { perSecond: 20, make: (_random, _tables, number) => householdRequest(number) },
  'new run': {
    perSecond: 0.2,
    make: (random, _tables, number) =>
      runRequest({
        scenario: 'universal-child-benefit',
        persons: 1000 + Math.floor(random() * 4000),
        toYear: 2027,
        seed: `small-${number}`,
      }),
  },
  export: {
    perSecond: 1 / 20,
    make: (random, tables, number) => ({
      method: 'GET',
      path: `/v1/runs/${pick(random, tables).id}/results`,
      accept: EXPORTS[number % EXPORTS.length],
    }),
  },
};

function runRequest(body: object): LoadRequest {
  return { method: 'POST', path: '/v1/runs', accept: JSON_TYPE, body: JSON.stringify(body) };
}

/** A mother with a newborn; her wage differs from request to request. */
function householdRequest(number: number): LoadRequest {
  const household = {
    scenario: 'current-law',
    at: '2026-09',
    place: { region: 'south_east', area: 'urban' },
    persons: {
      lan: {
        sex: 'female',
        born: '1996-04-12',
        work: [{ from: '2024-01', scheme: 'compulsory', wage: 6_000_000 + 1000 * (number % 5000) }],
      },
      an: { sex: 'female', born: '2026-08-20', mother: 'lan' },
    },
    events: [{ birth: { mother: 'lan', on: '2026-08-20' } }],
  };
  return {
    method: 'POST',
    path: '/v1/households/entitlements',
    accept: JSON_TYPE,
    body: JSON.stringify(household),
  };
}
