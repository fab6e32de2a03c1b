import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { AccessSettings } from '../access/access.js';
import { keyFileOf, readKeys } from '../access/keys.js';
import type { TokenSettings } from '../access/tokens.js';
import { CommandError } from '../commands/exit.js';
import { nearestName } from '../problems.js';
import { SETTINGS, type SettingName, type SettingValues } from './settings.js';

type Given<Name extends SettingName> = NonNullable<SettingValues[Name]>;

/** How the service runs; made of flags and variables by `readConfig`, all of it checked. */
export interface ServiceConfig extends AccessSettings {
  readonly host: string;
  readonly port: number;
  /** Folder of the store, or `:memory:`. */
  readonly data: string;
  /** Worker threads of a run; null for one a core. */
  readonly workers: number | null;
  /** Runs that may wait. */
  readonly queue: number;
  readonly maxPersons: Given<'maxPopulation'>;
  /** Minutes after which a run that still runs is ended. */
  readonly runMinutes: number;
  /** Times that a run is begun whose process died. */
  readonly runAttempts: number;
  /** Persons whose simulated lives each lane keeps at the most for the runs that follow; 0 for none. */
  readonly keptPersons: number;
  /** Days for which an ended run is kept; 0 for ever. */
  readonly keepDays: number;
  /** Bytes of result tables that are held in memory. */
  readonly cacheBytes: number;
  /** Bytes of exported files that are kept on disk. */
  readonly exportBytes: number;
  readonly logLevel: Given<'logLevel'>;
  /** As Fastify's option of this name. */
  readonly trustProxy: Given<'trustProxy'>;
  /** Where traces go; null for none. */
  readonly tracing: { readonly endpoint: string; readonly serviceName: string } | null;
  /** Each setting as `VARIABLE=value`, with where it came from; secrets are masked. */
  readonly told: readonly string[];
}

/** Flags by the name under which commander gives them. */
export type ServeFlags = { readonly [Name in SettingName]?: string | true | undefined };
export type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = Object.keys(SETTINGS) as SettingName[];
const VARIABLES = NAMES.map((name) => SETTINGS[name].variable);
const MEGABYTE = 1024 * 1024;
const MASK = '********';
const LONGEST_SHOWN = 60;

/** Whether an address of this machine is reached from no other one. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

interface ReadSettings {
  readonly values: SettingValues;
  readonly mistakes: readonly string[];
  readonly told: readonly string[];
}

/** Reads each setting by itself. A flag wins over its variable; an empty variable counts as none. */
function readSettings(flags: ServeFlags, environment: Environment): ReadSettings {
  const mistakes: string[] = [];
  const told: string[] = [];
  const values: Record<string, unknown> = {};
  for (const name of NAMES) {
    const { variable, flag, fallback, schema, expected, secret } = SETTINGS[name];
    const typed = flag === null ? undefined : flags[name];
    const exported = environment[variable] || undefined;
    const text = typed === undefined ? (exported ?? fallback) : String(typed);
    values[name] = null;
    if (text === null) {
      told.push(`${variable}=`);
      continue;
    }
    const origin = typed !== undefined ? `flag ${flag?.split(' ')[0]}` : exported ? 'variable' : 'default';
    told.push(`${variable}=${secret ? MASK : text}  # ${origin}`);
    const read = text === '' ? undefined : schema.safeParse(text);
    if (read?.success) values[name] = read.data;
    else {
      const given = typed !== undefined ? flag?.split(' ')[0] : variable;
      const found = secret ? `${text.length} characters` : JSON.stringify(text.slice(0, LONGEST_SHOWN));
      mistakes.push(`${given}: found ${found}, expected ${expected}`);
    }
  }
  for (const variable of Object.keys(environment)) {
    if (!variable.startsWith('MTB_') || VARIABLES.includes(variable)) continue;
    const nearest = nearestName(variable, VARIABLES);
    const help = nearest ? `; nearest: ${nearest}` : `; known are ${VARIABLES.join(', ')}`;
    mistakes.push(`${variable}: found a variable that is no setting${help}`);
  }
  return { values: values as SettingValues, mistakes, told };
}

/** How tokens are checked, from settings of which each is right by itself. */
function tokensOf(values: SettingValues, tokenKeyGiven: boolean, mistakes: string[]): TokenSettings | null {
  const { jwtSecret, jwtPublicKey, jwtIssuer: issuer, jwtAudience: audience } = values;
  if (jwtSecret !== null && jwtPublicKey !== null) {
    mistakes.push('MTB_JWT_SECRET: found beside MTB_JWT_PUBLIC_KEY, expected one of the two');
  }
  if (jwtPublicKey !== null) return { ...jwtPublicKey, issuer, audience };
  if (jwtSecret !== null) {
    return { key: new TextEncoder().encode(jwtSecret), algorithms: ['HS256'], issuer, audience };
  }
  // A key that is there but wrong has been told of already.
  if ((issuer !== null || audience !== null) && !tokenKeyGiven) {
    const variable = issuer === null ? 'MTB_JWT_AUDIENCE' : 'MTB_JWT_ISSUER';
    mistakes.push(
      `${variable}: found without a key, expected MTB_JWT_SECRET or MTB_JWT_PUBLIC_KEY beside it`,
    );
  }
  return null;
}

/**
 * The configuration of the service from the flags of `mtb serve` and from variables.
 *
 * @throws CommandError with every mistake, a line each: what was given, what was found, what was expected. A service that
 * would let everybody in from other machines is a mistake too, unless MTB_ALLOW_OPEN says that it is meant.
 */
export function readConfig(flags: ServeFlags, environment: Environment): ServiceConfig {
  const read = readSettings(flags, environment);
  const { values, told } = read;
  const mistakes = [...read.mistakes];
  const { MTB_JWT_SECRET: secret, MTB_JWT_PUBLIC_KEY: publicKey } = environment;
  const tokenKeyGiven = Boolean(secret || publicKey || flags.jwtPublicKey);
  const tokens = tokensOf(values, tokenKeyGiven, mistakes);
  const { host, data, allowOpen } = values;
  const keysGiven = data !== null && data !== ':memory:' && existsSync(keyFileOf(data));
  if (keysGiven) {
    try {
      readKeys(data);
    } catch (error) {
      mistakes.push(`${(error as Error).message}; expected a file that mtb keys has written`);
    }
  }
  if (host !== null && !isLoopback(host) && !allowOpen && !tokenKeyGiven && !keysGiven) {
    mistakes.push(
      `MTB_HOST: found ${JSON.stringify(host)}, which other machines reach, but neither keys nor tokens are configured; ` +
        'expected a key (mtb keys add), MTB_JWT_SECRET or MTB_JWT_PUBLIC_KEY, 127.0.0.1, or MTB_ALLOW_OPEN=true to let everybody in as administrator',
    );
  }
  if (mistakes.length > 0) {
    throw new CommandError(['the configuration has mistakes:', ...mistakes].join('\n  '));
  }
  // Without mistakes every setting that has a default has a value.
  return {
    host: values.host!,
    port: values.port!,
    data: values.data!,
    workers: values.workers,
    queue: values.queue!,
    maxPersons: values.maxPopulation!,
    runMinutes: values.runMinutes!,
    runAttempts: values.runAttempts!,
    keptPersons: values.keptPersons!,
    keepDays: values.keepDays!,
    cacheBytes: values.cacheMb! * MEGABYTE,
    exportBytes: values.exportMb! * MEGABYTE,
    logLevel: values.logLevel!,
    requestsPerMinute: values.requestsPerMinute,
    personYearsPerDay: values.personYearsPerDay!,
    tokens,
    trustProxy: values.trustProxy!,
    allowOpen: values.allowOpen!,
    tracing:
      values.otlpEndpoint === null
        ? null
        : { endpoint: values.otlpEndpoint, serviceName: values.serviceName! },
    told,
  };
}

/** Gives a command a flag for each setting. They are read as texts, so that `readConfig` can tell all mistakes at once. */
export function withServeOptions(command: Command): Command {
  for (const name of NAMES) {
    const { flag, help, fallback, variable } = SETTINGS[name];
    if (flag === null) continue;
    const otherwise = fallback === null ? '' : `default: ${fallback}, `;
    command.option(flag, `${help} (${otherwise}or by ${variable})`);
  }
  return command.option('--print-config', 'print every setting with its origin, secrets masked, and end');
}
