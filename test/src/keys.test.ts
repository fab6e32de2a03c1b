import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeyRing } from '../../src/access/key-ring.js';
import { changeKeys, findKey, hasExpired, newKey, readKeys } from '../../src/access/keys.js';
import { CommandError, EXIT } from '../../src/commands/exit.js';
import { addKeysCommand } from '../../src/commands/keys.js';
import { fakeLog } from './fake-log.js';

let folder: string;
const ring = (log = fakeLog()) => new KeyRing(folder, log);
const fields = {
  name: 'Lan',
  role: 'analyst',
  expires: null,
  requestsPerMinute: null,
  personYearsPerDay: null,
} as const;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-keys-'));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Lets the ring look at its file again. */
function passSeconds(seconds: number): void {
  const now = performance.now();
  vi.spyOn(performance, 'now').mockReturnValue(now + seconds * 1000);
}

describe('API keys', () => {
  it('are 32 random bytes, of which only a hash is kept', () => {
    const { key, kept } = newKey(fields);
    expect(key).toMatch(/^mtb_[0-9a-f]{8}_[\w-]{43}$/);
    expect(Buffer.from(key.slice(13), 'base64url')).toHaveLength(32);
    changeKeys(folder, () => [kept]);
    const text = readFileSync(join(folder, 'keys.json'), 'utf8');
    expect(text).not.toContain(key.slice(13));
    expect(statSync(join(folder, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(readKeys(folder)).toEqual([kept]);
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });

  it('are found by the whole key alone', () => {
    const made = [newKey(fields), newKey(fields)];
    const keys = new Map(made.map(({ kept }) => [kept.id, kept]));
    const [{ key, kept }, other] = made;
    expect(findKey(keys, key)).toBe(kept);
    const last = key.at(-2) === 'A' ? 'B' : 'A';
    const wrong = [
      `${key.slice(0, -2)}${last}${key.at(-1)}`,
      `mtb_${kept.id}_${other.key.slice(13)}`,
      key.slice(0, -1),
      `${key}A`,
      key.toUpperCase(),
      `mtb_${kept.id}_`,
      kept.hash,
      '',
    ];
    for (const presented of wrong) expect(findKey(keys, presented)).toBeUndefined();
  });

  it('are taken until the end of their last day', () => {
    const key = { expires: '2027-01-31' };
    expect(hasExpired(key, new Date('2027-01-31T23:59:59.999Z'))).toBe(false);
    expect(hasExpired(key, new Date('2027-02-01T00:00:00Z'))).toBe(true);
    expect(hasExpired({ expires: null }, new Date('2999-01-01'))).toBe(false);
  });

  it('are not changed by two at once, nor half', () => {
    changeKeys(folder, () => [newKey(fields).kept]);
    const before = readFileSync(join(folder, 'keys.json'), 'utf8');
    expect(() => changeKeys(folder, () => changeKeys(folder, () => []) as never)).toThrow('another command');
    expect(() =>
      changeKeys(folder, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(readFileSync(join(folder, 'keys.json'), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });
});

describe('the ring of keys', () => {
  it('is read again when the file changes, at most once a second', () => {
    const log = fakeLog();
    const [first, second] = [newKey(fields), newKey(fields)];
    changeKeys(folder, () => [first.kept]);
    const keys = ring(log);
    expect(keys.find(first.key)?.name).toBe('Lan');
    changeKeys(folder, () => [second.kept]);
    expect(keys.find(second.key)).toBeUndefined();
    passSeconds(1.1);
    expect(keys.find(second.key)?.id).toBe(second.kept.id);
    expect(keys.find(first.key)).toBeUndefined();
    expect(log.messages).toEqual(['info: keys read again']);
  });

  it('keeps the old keys while the file is broken, and says so once', () => {
    const log = fakeLog();
    const { key, kept } = newKey(fields);
    changeKeys(folder, () => [kept]);
    const keys = ring(log);
    for (const broken of ['{', '{"keys": [{"id": "x"}]}']) {
      writeFileSync(join(folder, 'keys.json'), broken);
      passSeconds(2);
      expect(keys.find(key)).toEqual(kept);
      passSeconds(4);
      expect(keys.find(key)).toEqual(kept);
    }
    expect(log.messages).toHaveLength(2);
    expect(() => ring()).toThrow(/keys\.json at keys\/0\/id/);
  });

  it('guards from the first key on, and goes on when the last one is gone', () => {
    const keys = ring();
    expect(keys.guarded).toBe(false);
    const { key, kept } = newKey(fields);
    changeKeys(folder, () => [kept]);
    passSeconds(2);
    expect(keys.guarded).toBe(true);
    changeKeys(folder, () => []);
    passSeconds(4);
    expect([keys.guarded, keys.find(key)]).toEqual([true, undefined]);
    rmSync(join(folder, 'keys.json'));
    passSeconds(6);
    expect(keys.guarded).toBe(true);
  });
});

/** What `mtb keys` prints and ends with, in this process. */
function keysCommand(...words: string[]): { status: number; stdout: string; stderr: string } {
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += text;
      return true;
    });
  }
  const mtb = new Command('mtb').exitOverride();
  addKeysCommand(mtb);
  let status: number = EXIT.ok;
  try {
    mtb.parse(['keys', ...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) status = EXIT.badInput;
    else if (error instanceof CommandError) {
      status = error.status;
      printed.stderr += error.message;
    } else throw error;
  } finally {
    vi.restoreAllMocks();
  }
  return { status, ...printed };
}

describe('mtb keys', () => {
  it('prints a key once, lists it, and revokes it', () => {
    const data = join(folder, 'below', 'data');
    const added = keysCommand('add', 'Lan', '--role', 'analyst', '--expires', '2999-01-31', '--data', data);
    expect([added.status, added.stderr]).toEqual([0, expect.stringContaining('shown once')]);
    const key = added.stdout.trim();
    const [kept] = readKeys(data);
    expect(findKey(new Map([[kept.id, kept]]), key)).toMatchObject({
      role: 'analyst',
      expires: '2999-01-31',
    });
    const { stdout } = keysCommand('list', '--data', data);
    expect(stdout).toContain(kept.id);
    expect(stdout).not.toContain(key.slice(13));
    const wrong = keysCommand('revoke', `${kept.id.slice(0, 7)}x`, '--data', data);
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining(`nearest: ${kept.id}`)]);
    expect(keysCommand('revoke', kept.id, '--data', data).status).toBe(0);
    expect(readKeys(data)).toEqual([]);
  });

  it.each([
    [['add', 'Lan'], '--role'],
    [['add', 'Lan', '--role', 'king'], 'reader, analyst, administrator'],
    [['add', 'Lan', '--role', 'reader', '--expires', '2020-01-01'], 'has passed'],
    [['add', 'Lan', '--role', 'reader', '--expires', '2027-02-30'], 'It is a date'],
    [['add', 'a\nb', '--role', 'reader'], '1 to 100'],
    [['add', 'Lan', '--role', 'reader', '--data', ':memory:'], 'keeps no keys'],
  ])('refuses %j', (words, message) => {
    const { status, stdout, stderr } = keysCommand(words[0], '--data', folder, ...words.slice(1));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(readdirSync(folder)).toEqual([]);
  });
});
