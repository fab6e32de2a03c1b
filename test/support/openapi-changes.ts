import { HOSTILE_SCENARIOS } from './hostile-scenarios.js';
import { type Draws, HOSTILE_TEXTS, HOSTILE_VALUES, mutated } from './openapi-values.js';

/** A request that is still to be written. */
export interface Draft {
  method: string;
  path: string;
  query: [name: string, value: string][];
  headers: Record<string, string>;
  /** JSON, until it is written. */
  body: unknown;
  payload: string | Buffer | undefined;
}

export type Change = (draft: Draft, draws: Draws) => void;

const MEBIBYTE = 1024 * 1024;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const EVERY_RANGE = Array.from({ length: 5_000 }, (_, rank) => `a/b${rank};q=0.${rank}`).join(',');

const BAD_HEADERS: Readonly<Record<string, readonly string[]>> = {
  accept: [
    'image/png',
    '*',
    'text/*;q=x',
    ',,,;;q=',
    'application/json;q=0',
    `${'a/'.repeat(2_000)}`,
    EVERY_RANGE,
  ],
  'accept-encoding': ['gzip;q=x', 'br, gzip, deflate, *;q=0', 'identity;q=0, *;q=0', 'nonsense'],
  'content-type': [
    'text/plain',
    'application/json; charset=utf-16',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/json;;;;',
    'json',
    ';',
    '',
    `application/${'j'.repeat(5_000)}`,
  ],
  'content-encoding': ['gzip', 'br', 'nonsense'],
  'content-length': ['0', '1', '999999999', '-1', 'abc', '5, 6'],
  'transfer-encoding': ['chunked', 'gzip, chunked', 'nonsense'],
  'if-match': ['*', '"1"', 'W/"1"', '"', '1', '"1", "2"', '""'],
  'if-none-match': ['*', '"x"', ',,,', 'W/', '"'.repeat(3_000)],
  'if-modified-since': ['yesterday'],
  'idempotency-key': ['', ' ', 'k'.repeat(5_000), 'key', '__proto__', 'ключ'],
  'last-event-id': ['0', '1', '1-500', '99999999999999999999', '-1', '1-', 'x'],
  'x-http-method-override': ['DELETE'],
  'x-forwarded-for': ['127.0.0.1', "' OR 1=1"],
  authorization: ['Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic eDp4', `Bearer ${'x'.repeat(5_000)}`, 'x'],
  'x-api-key': ['x', '', `${'x'.repeat(5_000)}`],
  cookie: [`${'a=b; '.repeat(2_000)}`],
  range: ['bytes=0-1', 'bytes=-', 'bytes=9-1'],
  expect: ['100-continue', 'nonsense'],
  traceparent: ['00-x', '00-00000000000000000000000000000000-0000000000000000-00'],
  'x-request-id': ['x'.repeat(5_000)],
};

function changeParameter(draft: Draft, draws: Draws, texts: readonly string[]): void {
  const text = encodeURIComponent(draws.pick(texts).replace(/[\ud800-\udfff]/g, '?'));
  const segments = draft.path.split('/');
  if (draft.query.length > 0 && draws.chance(0.6)) draws.pick(draft.query)[1] = text;
  else if (draws.chance(0.5))
    draft.query.push([draws.pick(['id', 'limit', 'year', 'after', 'x', text]), text]);
  else segments[segments.length - (draws.chance(0.5) ? 1 : Math.min(2, segments.length - 1))] = text;
  draft.path = segments.join('/') || '/';
}

/** One mistake in a request that is sound otherwise. */
export const MISTAKES: Readonly<Record<string, Change>> = {
  body: (draft, draws) => {
    draft.body = mutated(draft.body, draws);
  },
  method: (draft, draws) => {
    draft.method = draws.pick(METHODS);
  },
  header: (draft, draws) => {
    const name = draws.pick(Object.keys(BAD_HEADERS));
    draft.headers[name] = draws.pick(BAD_HEADERS[name]);
  },
  'no content type': (draft) => {
    delete draft.headers['content-type'];
  },
  'other content type': (draft, draws) => {
    draft.headers['content-type'] = draws.pick([
      'application/json',
      'application/yaml',
      'text/yaml',
      'text/csv',
    ]);
  },
  parameter: (draft, draws) =>
    changeParameter(draft, draws, ['', '0', '-1', '1.5', 'x', 'current-laww', '101', '1e3', ' 1', 'NULL']),
  'parameter twice': (draft, draws) => {
    if (draft.query.length > 0) draft.query.push([...draws.pick(draft.query)]);
    else draft.query.push(['limit', '1'], ['limit', '2']);
  },
  path: (draft, draws) => {
    draft.path = draws.pick([
      `${draft.path}/`,
      `/${draft.path}`,
      draft.path.toUpperCase(),
      draft.path.slice(0, -1),
      `${draft.path}x`,
      draft.path.replace('/v1/', '/v2/'),
      `${draft.path}%20`,
      `${draft.path};a=b`,
    ]);
  },
  'body cut short': (draft) => {
    const text = JSON.stringify(draft.body ?? { scenario: 'current-law' });
    draft.payload = text.slice(0, Math.ceil(text.length / 2));
  },
  'body where none is taken': (draft) => {
    draft.payload = '{"a": 1}';
    draft.headers['content-type'] = 'application/json';
  },
  'no body': (draft) => {
    draft.body = undefined;
  },
};

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

function yamlBomb(): string {
  const levels = Array.from({ length: 12 }, (_, level) =>
    level === 0 ? 'a0: &a0 [x, x]' : `a${level}: &a${level} [${`*a${level - 1},`.repeat(10)}]`,
  );
  return `${levels.join('\n')}\nid: *a11\n`;
}

const ODD_BODIES: readonly (() => string | Buffer)[] = [
  () => Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc0, 0xaf]),
  () =>
    Buffer.concat([Buffer.from('{"scenario":"'), Buffer.from([0xed, 0xa0, 0x80, 0xc0]), Buffer.from('"}')]),
  () => Buffer.from('\ufeff{"scenario":"current-law"}', 'utf16le'),
  () => '\ufeff{"scenario":"current-law","persons":1000,"toYear":2025}',
  () => nested(10_000),
  () => `{"scenario":${nested(60)}}`,
  () => `{"scenario":${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`,
  () => `{"scenario":"${'x'.repeat(MEBIBYTE)}"}`,
  () => `{"scenario":"current-law","persons":${'9'.repeat(5_000)}}`,
  () => '{"scenario":"current-law","persons":1e400,"toYear":-1e400}',
  () => '{"__proto__":{"persons":1000},"scenario":"current-law"}',
  () => '{"constructor":{"prototype":{"x":1}},"scenario":"current-law"}',
  () => '{"scenario":{"__proto__":{"id":"x"}}}',
  () => '{"scenario":"current-law","scenario":"other","toYear":2025}',
  () => `{${Array.from({ length: 20_000 }, (_, key) => `"k${key}":0`).join(',')}}`,
  () => `[${'0,'.repeat(100_000)}0]`,
  () => '\u0000',
  () => ' '.repeat(100_000),
  () => 'NaN',
  () => '"text"',
  () => '{"scenario":"current-law",}',
  () => "{'scenario': 'current-law'}",
  yamlBomb,
  () => 'a: &a [*a]\n',
  () => '!!js/function "function(){}"\n',
  () => `- ${'- '.repeat(5_000)}x`,
  () => `? ${'{'.repeat(5_000)}`,
  () => '%YAML 9.9\n---\na: b\n',
  () => 'id: x\n<<: &m { <<: *m }\n',
];

/** What an attacker, or a badly broken client, sends. */
export const ATTACKS: Readonly<Record<string, Change>> = {
  'odd body': (draft, draws) => {
    draft.payload = draws.pick(ODD_BODIES)();
    draft.headers['content-type'] ??= draws.pick(['application/json', 'application/yaml']);
  },
  'hostile scenario': (draft, draws) => {
    const { text, format } = draws.pick(HOSTILE_SCENARIOS);
    draft.payload = text;
    draft.headers['content-type'] = `application/${format}`;
  },
  'hostile values': (draft, draws) => {
    for (let count = 1 + draws.below(3); count > 0; count--)
      draft.body = mutated(draft.body, draws, HOSTILE_VALUES);
  },
  'hostile parameter': (draft, draws) => changeParameter(draft, draws, HOSTILE_TEXTS),
  'hostile header': (draft, draws) => {
    const text = draws.pick([...HOSTILE_TEXTS, 'a\r\nx-injected: 1', 'a\r\n\r\nHTTP/1.1 200 OK', 'ÿ\u0100']);
    draft.headers[draws.pick([...Object.keys(BAD_HEADERS), 'host', 'origin', text.slice(0, 20) || 'x'])] =
      text;
  },
  'many parameters': (draft, draws) => {
    const name = draws.pick(['year', 'scenario', 'x', '__proto__', 'a[b]']);
    for (let count = 0; count < 10_000; count++)
      draft.query.push([draws.chance(0.5) ? name : `p${count}`, '1']);
  },
  'odd encoding': (draft, draws) => {
    const odd = draws.pick([
      '%',
      '%zz',
      '%C0%AF',
      '%ff',
      '%00',
      '%2e%2e/',
      '%2F',
      '..%5c',
      '%u0041',
      '+',
      '%EF%BB%BF',
    ]);
    if (draws.chance(0.5)) draft.path += draws.chance(0.5) ? `/${odd}` : odd;
    else draft.query.push([odd, odd]);
  },
  'way out': (draft, draws) => {
    draft.path = draws.pick([
      '/docs/static/..%2f..%2f..%2fpackage.json',
      '/docs/static/%2e%2e/%2e%2e/package.json',
      '/v1/scenarios/..%2f..%2fpackage.json',
      '/v1/scenarios/%2e%2e%2fcurrent-law',
      '/v1/countries/..%2fviet-nam',
      '/v1/runs/..%2f..%2fruns.db/results',
      '//etc/passwd',
      '/.git/config',
      '/runs.db',
    ]);
  },
  'long path': (draft) => {
    draft.path += `/${'a'.repeat(20_000)}`;
  },
};
