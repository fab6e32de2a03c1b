import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { QuotaExceeded } from '../../src/access/access.js';
import { LOCAL, ROLES, roleAllows } from '../../src/access/roles.js';
import { type TokenSettings, verifyToken } from '../../src/access/tokens.js';
import { readConfig } from '../../src/service/config.js';
import { accessTo } from '../api/guarded-app.js';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const SECRET = 'a secret for tests that is 32 bytes long';
const now = () => Math.floor(Date.now() / 1000);
const claims = { sub: 'Lan', role: 'analyst', exp: now() + 600 };

/** A token put together by hand, as RFC 7515 says. */
function tokenOf(payload: object, header: object, signature: (input: string) => Buffer): string {
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${signature(input).toString('base64url')}`;
}

const hmac = (secret: string | Buffer) => (input: string) =>
  createHmac('sha256', secret).update(input).digest();
const hs256 = (payload: object, secret: string | Buffer = SECRET) =>
  tokenOf(payload, { alg: 'HS256' }, hmac(secret));

function settings(more: Record<string, string> = {}): TokenSettings {
  return readConfig({}, { MTB_JWT_SECRET: SECRET, ...more }).tokens!;
}

describe('tokens', () => {
  it('name their principal and its role', async () => {
    expect(await verifyToken(hs256(claims), settings())).toEqual({
      id: 'token:Lan',
      name: 'Lan',
      role: 'analyst',
      requestsPerMinute: null,
      personYearsPerDay: null,
    });
    const both = { ...claims, mtb_role: 'reader', role: 'administrator' };
    expect((await verifyToken(hs256(both), settings())).role).toBe('reader');
  });

  it.each<[string, object]>([
    ['has expired', { ...claims, exp: now() - 60 }],
    ['never expires', { sub: 'Lan', role: 'reader' }],
    ['does not hold yet', { ...claims, nbf: now() + 600 }],
    ['has no name', { role: 'reader', exp: claims.exp }],
    ['has a name that would break a log', { ...claims, sub: 'a\nb' }],
    ['has no role', { sub: 'Lan', exp: claims.exp }],
    ['has an unknown role', { ...claims, mtb_role: 'king' }],
    ['has a list of roles', { ...claims, role: ['administrator'] }],
  ])('are refused when one %s', async (_, payload) => {
    await expect(verifyToken(hs256(payload), settings())).rejects.toThrow();
  });

  it('must name the issuer and the audience that are configured', async () => {
    const strict = settings({ MTB_JWT_ISSUER: 'ministry', MTB_JWT_AUDIENCE: 'mtb' });
    const right = { ...claims, iss: 'ministry', aud: ['other', 'mtb'] };
    expect((await verifyToken(hs256(right), strict)).name).toBe('Lan');
    for (const wrong of [{ iss: 'else' }, { aud: 'other' }, { iss: undefined }, { aud: undefined }]) {
      await expect(verifyToken(hs256({ ...right, ...wrong }), strict)).rejects.toThrow();
    }
  });

  it('cannot choose how they are checked', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));
    const byKey = readConfig({ jwtPublicKey: pem }, {}).tokens!;
    const signed = (key: KeyObject) => (input: string) => sign('sha256', Buffer.from(input), key);
    expect((await verifyToken(tokenOf(claims, { alg: 'RS256' }, signed(privateKey)), byKey)).name).toBe(
      'Lan',
    );
    const forged = [
      tokenOf(claims, { alg: 'none' }, () => Buffer.alloc(0)),
      // The public key is known to everybody, so it must not be taken for a secret.
      hs256(claims, pem),
      tokenOf(claims, { alg: 'RS256' }, hmac(pem)),
      tokenOf(
        claims,
        { alg: 'RS256' },
        signed(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      ),
    ];
    for (const token of forged) await expect(verifyToken(token, byKey)).rejects.toThrow();
    await expect(verifyToken(hs256(claims, 'another secret'), settings())).rejects.toThrow();
    await expect(
      verifyToken(
        tokenOf(claims, { alg: 'none' }, () => Buffer.alloc(0)),
        settings(),
      ),
    ).rejects.toThrow();
  });

  it('may be signed on curves', async () => {
    const edwards = generateKeyPairSync('ed25519');
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = (key: KeyObject) => String(key.export({ type: 'spki', format: 'pem' }));
    const byEdwards = tokenOf(claims, { alg: 'EdDSA' }, (input) =>
      sign(null, Buffer.from(input), edwards.privateKey),
    );
    const byCurve = tokenOf(claims, { alg: 'ES256' }, (input) =>
      sign('sha256', Buffer.from(input), { key: curve.privateKey, dsaEncoding: 'ieee-p1363' }),
    );
    for (const [token, key] of [
      [byEdwards, edwards.publicKey],
      [byCurve, curve.publicKey],
    ] as const) {
      const { tokens } = readConfig({ jwtPublicKey: pem(key) }, {});
      expect((await verifyToken(token, tokens!)).name).toBe('Lan');
    }
  });
});

describe('roles', () => {
  it('may what the roles before them may', () => {
    const allowed = ROLES.map((role) => ROLES.filter((needed) => roleAllows(role, needed)));
    expect(allowed).toEqual([['reader'], ['reader', 'analyst'], ['reader', 'analyst', 'administrator']]);
  });
});

describe('quotas', () => {
  const open = (personYearsPerDay: number) => {
    const { access, database } = accessTo(join(tmpdir(), 'mtb-no-such-folder'), { personYearsPerDay });
    onTestFinished(() => void database.close());
    return access;
  };

  it('are counted by day of UTC and principal', () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T23:59:00Z') });
    onTestFinished(() => void vi.useRealTimers());
    const access = open(1000);
    access.charge(LOCAL, 600);
    access.charge({ ...LOCAL, id: 'key:1' }, 1000);
    let refused: unknown;
    try {
      access.charge(LOCAL, 401);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(QuotaExceeded);
    expect(refused).toMatchObject({ wanted: 401, quota: 1000, left: 400, retrySeconds: 60 });
    expect((refused as Error).message).toContain("400 of today's 1,000 are left");
    access.charge(LOCAL, 400);
    expect(() => access.charge(LOCAL, 1)).toThrow(QuotaExceeded);
    vi.setSystemTime(new Date('2026-03-02T00:00:00Z'));
    access.charge(LOCAL, 1000);
  });

  it('refuse at once what is more than a whole day, and give back what was not run', () => {
    const access = open(1000);
    expect(() => access.charge(LOCAL, 1001)).toThrow('1,000 are allowed in a day');
    const refund = access.charge(LOCAL, 1000);
    expect(() => access.charge(LOCAL, 1)).toThrow(QuotaExceeded);
    refund();
    access.charge(LOCAL, 1000);
  });

  it('are those of the key where it has its own, and 0 is none', () => {
    const access = open(10);
    const free = { ...LOCAL, id: 'key:free', personYearsPerDay: 0 };
    for (let run = 0; run < 3; run++) access.charge(free, 1e12);
    expect(() => access.charge({ ...LOCAL, id: 'key:small', personYearsPerDay: 5 }, 6)).toThrow(
      QuotaExceeded,
    );
    const without = open(0);
    without.charge(LOCAL, 1e12);
    without.charge(LOCAL, 1e12);
  });
});
