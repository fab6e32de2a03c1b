import { isIP } from 'node:net';
import { z } from 'zod';
import { MIN_SECRET_BYTES, readPublicKey } from '../access/tokens.js';
import { MAX_WORKERS } from '../commands/numbers.js';

/** One setting of the service: how it is named, read and told of. */
export interface Setting<Value> {
  readonly variable: string;
  /** As commander takes it; a secret has none, for everybody on the machine sees the flags of a process. */
  readonly flag: string | null;
  readonly help: string;
  /** Text of the value that holds where nothing is given; null where there is none. */
  readonly fallback: string | null;
  /** What a right value is; ends the sentence "expected …". */
  readonly expected: string;
  readonly schema: z.ZodType<Value, string>;
  /** Whether the value must never be shown. */
  readonly secret?: true;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A schema of texts from a function that gives undefined for those that are wrong. */
function reading<Value>(read: (text: string) => Value | undefined): z.ZodType<Value, string> {
  return z.string().transform((text, context) => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: 'not as expected' });
    return z.NEVER;
  });
}

function wholeText(text: string, least: number, most: number): number | undefined {
  const value = Number(text.replaceAll('_', ''));
  return /^\d[\d_]*$/.test(text) && value >= least && value <= most ? value : undefined;
}

const whole = (least: number, most: number) => ({
  expected: `a whole number from ${least} to ${most}`,
  schema: reading((text) => wholeText(text, least, most)),
});

const oneOf = <const Value extends string>(values: readonly Value[]) => ({
  expected: `one of ${values.join(', ')}`,
  schema: reading((text) => values.find((value) => value === text)),
});

const anyText = { expected: 'a text', schema: z.string() };

const yesOrNo = {
  expected: 'true or false',
  schema: reading((text) => (text === 'true' ? true : text === 'false' ? false : undefined)),
};

const HOST_NAME = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i;

function isAddressRange(text: string): boolean {
  const [address, length, more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return length === undefined || wholeText(length, 0, family === 4 ? 32 : 128) !== undefined;
}

/** Which proxies may say for whom they ask: none, all, this many, or those of these addresses. */
function trustedProxies(text: string): boolean | number | string[] | undefined {
  if (text === 'true' || text === 'false') return text === 'true';
  const hops = wholeText(text, 0, 16);
  if (hops !== undefined) return hops;
  const ranges = text.split(',').map((range) => range.trim());
  return ranges.every(isAddressRange) ? ranges : undefined;
}

function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password } = new URL(text);
  // Addresses are told in logs and by --print-config; a password in one would be too.
  if (username !== '' || password !== '') return undefined;
  return protocol === 'http:' || protocol === 'https:' ? text.replace(/\/+$/, '') : undefined;
}

function setting<Value>(fields: Setting<Value>): Setting<Value> {
  return fields;
}

/** Every setting of the service by the name of its flag, in the order in which they are told. */
export const SETTINGS = {
  host: setting({
    variable: 'MTB_HOST',
    flag: '--host <address>',
    help: 'address to listen on',
    fallback: '127.0.0.1',
    expected: 'an IP address or a host name',
    schema: reading((text) => (isIP(text) > 0 || HOST_NAME.test(text) ? text : undefined)),
  }),
  port: setting({
    variable: 'MTB_PORT',
    flag: '--port <N>',
    help: 'port to listen on, 0 for any free one',
    fallback: '8080',
    ...whole(0, 65_535),
  }),
  data: setting({
    variable: 'MTB_DATA',
    flag: '--data <dir>',
    help: 'folder of the run store, or :memory: to keep nothing',
    fallback: 'mtb-data',
    ...anyText,
  }),
  workers: setting({
    variable: 'MTB_WORKERS',
    flag: '--workers <N>',
    help: 'worker threads of a run (default: one for each core)',
    fallback: null,
    ...whole(1, MAX_WORKERS),
  }),
  queue: setting({
    variable: 'MTB_QUEUE',
    flag: '--queue <N>',
    help: 'runs that may wait',
    fallback: '32',
    ...whole(1, 10_000),
  }),
  maxPopulation: setting({
    variable: 'MTB_MAX_POPULATION',
    flag: '--max-population <N|whole>',
    help: 'most simulated persons that a run may ask for',
    fallback: '1000000',
    expected: 'a whole number from 1000, or whole',
    schema: reading((text) =>
      text === 'whole' ? ('whole' as const) : wholeText(text, 1000, Number.MAX_SAFE_INTEGER),
    ),
  }),
  runMinutes: setting({
    variable: 'MTB_RUN_MINUTES',
    flag: '--run-minutes <N>',
    help: 'minutes after which a run that still runs is ended',
    fallback: '60',
    ...whole(1, 100_000),
  }),
  runAttempts: setting({
    variable: 'MTB_RUN_ATTEMPTS',
    flag: '--run-attempts <N>',
    help: 'times that a run is begun whose process died',
    fallback: '5',
    ...whole(1, 1000),
  }),
  keptPersons: setting({
    variable: 'MTB_KEPT_PERSONS',
    flag: '--kept-persons <N>',
    help: 'persons whose simulated lives each lane keeps at the most for the runs that follow, 0 for none',
    fallback: '300000',
    ...whole(0, Number.MAX_SAFE_INTEGER),
  }),
  keepDays: setting({
    variable: 'MTB_KEEP_DAYS',
    flag: '--keep-days <N>',
    help: 'days for which an ended run is kept, 0 for ever',
    fallback: '0',
    ...whole(0, 36_500),
  }),
  cacheMb: setting({
    variable: 'MTB_CACHE_MB',
    flag: '--cache-mb <N>',
    help: 'megabytes of result tables that are held in memory',
    fallback: '256',
    ...whole(16, 1_000_000),
  }),
  exportMb: setting({
    variable: 'MTB_EXPORT_MB',
    flag: '--export-mb <N>',
    help: 'megabytes of exported files that are kept on disk',
    fallback: '2048',
    ...whole(64, 10_000_000),
  }),
  logLevel: setting({
    variable: 'MTB_LOG_LEVEL',
    flag: '--log-level <level>',
    help: LOG_LEVELS.join(', '),
    fallback: 'info',
    ...oneOf(LOG_LEVELS),
  }),
  requestsPerMinute: setting({
    variable: 'MTB_REQUESTS_PER_MINUTE',
    flag: '--requests-per-minute <N>',
    help: 'requests a minute of each key, or of each address in open mode, 0 for no limit (default: 1200 with keys, 0 in open mode)',
    fallback: null,
    ...whole(0, 1_000_000_000),
  }),
  personYearsPerDay: setting({
    variable: 'MTB_PERSON_YEARS_PER_DAY',
    flag: '--person-years-per-day <N>',
    help: 'person-years that each key may simulate in a day, 0 for no limit',
    fallback: '0',
    ...whole(0, Number.MAX_SAFE_INTEGER),
  }),
  jwtSecret: setting({
    variable: 'MTB_JWT_SECRET',
    flag: null,
    help: 'secret of tokens that are signed with HS256',
    fallback: null,
    expected: `a secret of at least ${MIN_SECRET_BYTES} bytes`,
    schema: reading((text) => (Buffer.byteLength(text) >= MIN_SECRET_BYTES ? text : undefined)),
    secret: true,
  }),
  jwtPublicKey: setting({
    variable: 'MTB_JWT_PUBLIC_KEY',
    flag: '--jwt-public-key <pem or path>',
    help: 'public key of tokens that are signed with RS256, ES256 or EdDSA',
    fallback: null,
    expected:
      'a public key in PEM, or the path of its file: RSA of at least 2048 bits, EC on the curve P-256, or Ed25519',
    schema: reading(readPublicKey),
    // Not secret in itself, but what is put here by mistake may be.
    secret: true,
  }),
  jwtIssuer: setting({
    variable: 'MTB_JWT_ISSUER',
    flag: '--jwt-issuer <text>',
    help: 'issuer (iss) that tokens must name',
    fallback: null,
    ...anyText,
  }),
  jwtAudience: setting({
    variable: 'MTB_JWT_AUDIENCE',
    flag: '--jwt-audience <text>',
    help: 'audience (aud) that tokens must name',
    fallback: null,
    ...anyText,
  }),
  trustProxy: setting({
    variable: 'MTB_TRUST_PROXY',
    flag: '--trust-proxy <who>',
    help: 'proxies whose X-Forwarded headers are believed: true, false, a number of hops, or addresses',
    fallback: 'false',
    expected:
      'true, false, a number of proxies from 0 to 16, or addresses and ranges (10.0.0.0/8) with commas',
    schema: reading(trustedProxies),
  }),
  allowOpen: setting({
    variable: 'MTB_ALLOW_OPEN',
    flag: '--allow-open',
    help: 'let everybody who reaches the address in as administrator, if there are no keys',
    fallback: 'false',
    ...yesOrNo,
  }),
  otlpEndpoint: setting({
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    flag: '--otlp-endpoint <url>',
    help: 'OpenTelemetry collector that traces are sent to, by OTLP over HTTP',
    fallback: null,
    expected: 'an address that begins with http:// or https://, without a password',
    schema: reading(webAddress),
  }),
  serviceName: setting({
    variable: 'OTEL_SERVICE_NAME',
    flag: '--service-name <name>',
    help: 'name of this service in traces',
    fallback: 'mtb',
    ...anyText,
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
type ValueOf<Each> = Each extends Setting<infer Value> ? Value : never;

/** The value of each setting; null where nothing is given and there is no default. */
export type SettingValues = { readonly [Name in SettingName]: ValueOf<(typeof SETTINGS)[Name]> | null };
