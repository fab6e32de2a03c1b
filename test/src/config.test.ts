import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandError } from '../../src/commands/exit.js';
import { isLoopback, readConfig, type ServeFlags, withServeOptions } from '../../src/service/config.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-config-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** The mistakes of a configuration, a line each. */
function mistakesOf(environment: Record<string, string>, flags: ServeFlags = {}): string[] {
  try {
    readConfig(flags, environment);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    expect(error.status).toBe(2);
    const [head, ...mistakes] = error.message.split('\n  ');
    expect(head).toBe('the configuration has mistakes:');
    return mistakes;
  }
  return [];
}

describe('the configuration', () => {
  it('has a default for everything', () => {
    const { told, ...config } = readConfig({}, { PATH: '/usr/bin', HOME: '/root' });
    expect(config).toEqual({
      host: '127.0.0.1',
      port: 8080,
      data: 'mtb-data',
      workers: null,
      queue: 32,
      maxPersons: 1_000_000,
      runMinutes: 60,
      runAttempts: 5,
      keptPersons: 300_000,
      keepDays: 0,
      cacheBytes: 268_435_456,
      exportBytes: 2_147_483_648,
      logLevel: 'info',
      requestsPerMinute: null,
      personYearsPerDay: 0,
      tokens: null,
      trustProxy: false,
      allowOpen: false,
      tracing: null,
    });
    expect(told).toContain('MTB_PORT=8080  # default');
  });

  it('comes from variables, and a flag wins over its variable', () => {
    const environment = {
      MTB_PORT: '9000',
      MTB_QUEUE: '1_000',
      MTB_MAX_POPULATION: 'whole',
      MTB_TRUST_PROXY: '10.0.0.0/8, ::1',
      MTB_DATA: '',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
    };
    const config = readConfig({ port: '9001', logLevel: 'warn' }, environment);
    expect(config).toMatchObject({
      port: 9001,
      queue: 1000,
      maxPersons: 'whole',
      trustProxy: ['10.0.0.0/8', '::1'],
      data: 'mtb-data',
      logLevel: 'warn',
      tracing: { endpoint: 'http://collector:4318', serviceName: 'mtb' },
    });
    expect(config.told).toContain('MTB_PORT=9001  # flag --port');
    expect(config.told).toContain('MTB_QUEUE=1_000  # variable');
  });

  it('tells all mistakes at once, by the name under which they were made', () => {
    expect(
      mistakesOf(
        {
          MTB_PORT: 'http',
          MTB_PROT: '80',
          MTB_KEEP_DAYS: '-1',
          MTB_TRUST_PROXY: '10.0.0.0/33',
          MTB_XYZ: '',
        },
        { logLevel: 'loud', workers: '' },
      ),
    ).toEqual([
      'MTB_PORT: found "http", expected a whole number from 0 to 65535',
      '--workers: found "", expected a whole number from 1 to 1024',
      'MTB_KEEP_DAYS: found "-1", expected a whole number from 0 to 36500',
      '--log-level: found "loud", expected one of fatal, error, warn, info, debug, trace, silent',
      'MTB_TRUST_PROXY: found "10.0.0.0/33", expected true, false, a number of proxies from 0 to 16, or addresses and ranges (10.0.0.0/8) with commas',
      'MTB_PROT: found a variable that is no setting; nearest: MTB_PORT',
      expect.stringMatching(/^MTB_XYZ: found a variable that is no setting; known are MTB_HOST, MTB_PORT, /),
    ]);
  });

  it.each(['65536', '1e3', '0x50', '80.5', ' 80', '٨٠', '-0'])('takes no port %j', (port) => {
    expect(mistakesOf({ MTB_PORT: port })).toHaveLength(1);
  });

  it.each(['ftp://collector', 'collector:4318', 'http://user:word@collector'])(
    'sends no traces to %s',
    (url) => {
      expect(mistakesOf({ OTEL_EXPORTER_OTLP_ENDPOINT: url })).toHaveLength(1);
    },
  );

  it('checks tokens by a secret that is long enough, and shows it to nobody', () => {
    const secret = 'a-secret-of-32-bytes-or-more-12345';
    const { tokens, told } = readConfig({}, { MTB_JWT_SECRET: secret, MTB_JWT_ISSUER: 'ministry' });
    expect(tokens).toMatchObject({ algorithms: ['HS256'], issuer: 'ministry', audience: null });
    expect(told.join('\n')).not.toContain(secret);
    expect(told).toContain('MTB_JWT_SECRET=********  # variable');
    const [mistake] = mistakesOf({ MTB_JWT_SECRET: 'short-secret', MTB_JWT_ISSUER: 'ministry' });
    expect(mistake).toBe('MTB_JWT_SECRET: found 12 characters, expected a secret of at least 32 bytes');
  });

  it('chooses the algorithm by the public key, from PEM or a file', () => {
    const pem = (key: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer }) =>
      String(key.export({ type: 'spki', format: 'pem' }));
    const rsa = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey);
    const path = join(folder, 'key.pem');
    writeFileSync(path, rsa);
    const curve = pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
    const edwards = pem(generateKeyPairSync('ed25519').publicKey);
    const algorithms = (key: string) => readConfig({ jwtPublicKey: key }, {}).tokens?.algorithms;
    expect(algorithms(path)).toEqual(['RS256']);
    expect(algorithms(rsa.replaceAll('\n', '\\n'))).toEqual(['RS256']);
    expect(algorithms(curve)).toEqual(['ES256']);
    expect(algorithms(edwards)).toContain('EdDSA');
  });

  it('takes neither weak keys nor private ones nor two kinds', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    const own = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    for (const key of [
      String(weak.export({ type: 'spki', format: 'pem' })),
      String(own),
      join(folder, 'none'),
    ]) {
      const [mistake, ...more] = mistakesOf({ MTB_JWT_PUBLIC_KEY: key });
      expect(mistake).toMatch(/^MTB_JWT_PUBLIC_KEY: found \d+ characters, expected a public key/);
      expect(more).toEqual([]);
    }
    const both = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
    expect(mistakesOf({ MTB_JWT_PUBLIC_KEY: String(both), MTB_JWT_SECRET: 'x'.repeat(32) })).toEqual([
      'MTB_JWT_SECRET: found beside MTB_JWT_PUBLIC_KEY, expected one of the two',
    ]);
    expect(mistakesOf({ MTB_JWT_AUDIENCE: 'mtb' })[0]).toMatch(/^MTB_JWT_AUDIENCE: found without a key/);
  });

  it('does not let everybody in from other machines unless it is meant', () => {
    const [mistake] = mistakesOf({ MTB_HOST: '0.0.0.0', MTB_DATA: folder });
    expect(mistake).toMatch(/^MTB_HOST: found "0.0.0.0", which other machines reach/);
    expect(mistakesOf({ MTB_HOST: '::', MTB_DATA: ':memory:' })).toHaveLength(1);
    expect(mistakesOf({ MTB_HOST: '0.0.0.0', MTB_DATA: folder, MTB_ALLOW_OPEN: 'true' })).toEqual([]);
    expect(mistakesOf({ MTB_HOST: '0.0.0.0', MTB_JWT_SECRET: 'x'.repeat(32) })).toEqual([]);
    writeFileSync(join(folder, 'keys.json'), '{"keys": []}');
    expect(mistakesOf({ MTB_HOST: '0.0.0.0', MTB_DATA: folder })).toEqual([]);
  });

  it('does not start with a broken file of keys', () => {
    writeFileSync(join(folder, 'keys.json'), '{"keys": [{}]}');
    const [mistake, ...more] = mistakesOf({ MTB_DATA: folder, MTB_PORT: 'x' }).reverse();
    expect(mistake).toContain('keys.json at keys/0/id');
    expect(more).toHaveLength(1);
  });

  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('knows that %s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.org', 'localhost.example.org', '1127.0.0.1'])(
    'knows that %s may be reached by others',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );

  it('has a flag for every setting but the secret', () => {
    const command = withServeOptions(new Command('serve').exitOverride());
    command.parse(['--port', 'x', '--max-population', '5', '--allow-open', '--print-config'], {
      from: 'user',
    });
    const flags = command.opts();
    expect(flags).toEqual({ port: 'x', maxPopulation: '5', allowOpen: true, printConfig: true });
    expect(mistakesOf({}, flags)).toEqual([
      '--port: found "x", expected a whole number from 0 to 65535',
      '--max-population: found "5", expected a whole number from 1000, or whole',
    ]);
    expect(command.helpInformation()).not.toContain('MTB_JWT_SECRET');
    expect(command.helpInformation()).toContain('MTB_JWT_PUBLIC_KEY');
  });
});
