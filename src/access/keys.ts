import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../folder.js';
import { ROLES } from './roles.js';

const limit = z.int().min(0).nullable();

const KeySchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}$/),
  name: z.string().regex(/^[^\p{Cc}]{1,100}$/u),
  role: z.enum(ROLES),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  created: z.string(),
  /** Last day (UTC) on which it is taken. */
  expires: z.iso.date().nullable(),
  requestsPerMinute: limit,
  personYearsPerDay: limit,
});
const KeyFileSchema = z.strictObject({ keys: z.array(KeySchema) });

/** A key as it is kept: all but the key itself. */
export type ApiKey = z.infer<typeof KeySchema>;

export function keyFileOf(folder: string): string {
  return join(folder, 'keys.json');
}

/**
 * The keys of a data folder, none where there is no file.
 *
 * @throws Error when the file cannot be read or is not a file of keys; its message names the first mistake.
 */
export function readKeys(folder: string): ApiKey[] {
  const path = keyFileOf(folder);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    // Where there is no folder either, that is for the store to tell of.
    if (['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code))) return [];
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // JSON's own message would quote the file.
    throw new Error(`${path} is not JSON`);
  }
  const read = KeyFileSchema.safeParse(value);
  if (read.success) return read.data.keys;
  const [{ path: place, message }] = read.error.issues;
  throw new Error(`${path} at ${place.join('/') || 'the top'}: ${message}`);
}

/**
 * Changes the keys of a data folder. The new file takes the old one's place in one step, readable by its owner alone.
 *
 * @throws Error when another process is changing them, or the disk refuses.
 */
export function changeKeys(folder: string, change: (keys: ApiKey[]) => ApiKey[]): void {
  makeFolder(folder);
  const path = keyFileOf(folder);
  const part = `${path}.part`;
  let file: number;
  try {
    // Exclusive: it is also the lock that keeps two commands from losing each other's change.
    file = openSync(part, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`${part} exists: another command is changing the keys; if none is, delete that file`);
  }
  try {
    try {
      writeSync(file, `${JSON.stringify({ keys: change(readKeys(folder)) }, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

const KEY = /^mtb_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

/** Whether a credential has the form of an API key. */
export function looksLikeKey(credential: string): boolean {
  return credential.startsWith('mtb_');
}

/**
 * A key is 32 random bytes, so nobody can try them all and a plain SHA-256 keeps it as well as a slow hash would; slow
 * hashes are for passwords, which people choose, and would cost every request a tenth of a second.
 */
function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Makes a key: the text for its holder, shown once, and what is kept of it. */
export function newKey(fields: Omit<ApiKey, 'id' | 'hash' | 'created'>): { key: string; kept: ApiKey } {
  const id = randomBytes(4).toString('hex');
  const key = `mtb_${id}_${randomBytes(32).toString('base64url')}`;
  return {
    key,
    kept: { id, ...fields, hash: hashOf(key).toString('hex'), created: new Date().toISOString() },
  };
}

/** The kept key that a presented one is, whether it has expired or not; compared in constant time. */
export function findKey(keys: ReadonlyMap<string, ApiKey>, presented: string): ApiKey | undefined {
  const id = KEY.exec(presented)?.[1];
  const kept = id === undefined ? undefined : keys.get(id);
  if (!kept) return undefined;
  return timingSafeEqual(hashOf(presented), Buffer.from(kept.hash, 'hex')) ? kept : undefined;
}

/** Whether a key is past its last day. */
export function hasExpired({ expires }: Pick<ApiKey, 'expires'>, now: Date): boolean {
  return expires !== null && now.toISOString().slice(0, 10) > expires;
}
