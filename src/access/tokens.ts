import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { jwtVerify } from 'jose';
import { isRole, type Principal } from './roles.js';

/** How JSON Web Tokens are checked. */
export interface TokenSettings {
  readonly key: KeyObject | Uint8Array;
  /** Algorithms that fit the key; a token cannot choose another, and never none. */
  readonly algorithms: readonly string[];
  readonly issuer: string | null;
  readonly audience: string | null;
}

/** Shorter secrets than the hash of HS256 could be guessed from one token (RFC 7518, section 3.2). */
export const MIN_SECRET_BYTES = 32;
/** Seconds by which the clocks of issuer and server may differ. */
const CLOCK_TOLERANCE = 5;

function algorithmsOf(key: KeyObject): string[] | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'rsa' && (details?.modulusLength ?? 0) >= 2048) return ['RS256'];
  if (type === 'ec' && details?.namedCurve === 'prime256v1') return ['ES256'];
  return type === 'ed25519' ? ['EdDSA', 'Ed25519'] : undefined;
}

/** A public key for tokens from PEM text (line ends may be written `\n`) or from the file that holds it; undefined for anything else. */
export function readPublicKey(pemOrPath: string): Pick<TokenSettings, 'key' | 'algorithms'> | undefined {
  try {
    const inline = pemOrPath.trimStart().startsWith('-----BEGIN');
    const pem = inline ? pemOrPath.replaceAll('\\n', '\n') : readFileSync(pemOrPath, 'utf8');
    // Node would take the public half of a private key; a server that only checks tokens must not hold one.
    if (/PRIVATE KEY/.test(pem)) return undefined;
    const key = createPublicKey(pem);
    const algorithms = algorithmsOf(key);
    return algorithms && { key, algorithms };
  } catch {
    return undefined;
  }
}

/**
 * The principal of a token: name from `sub`, role from `mtb_role` or `role`; `exp` is required.
 *
 * @throws Error when the token is not valid, by jose or for want of a name or a role.
 */
export async function verifyToken(token: string, settings: TokenSettings): Promise<Principal> {
  const { payload } = await jwtVerify(token, settings.key, {
    algorithms: [...settings.algorithms],
    requiredClaims: ['exp', 'sub'],
    clockTolerance: CLOCK_TOLERANCE,
    ...(settings.issuer === null ? {} : { issuer: settings.issuer }),
    ...(settings.audience === null ? {} : { audience: settings.audience }),
  });
  const { sub: name } = payload;
  const role = payload.mtb_role ?? payload.role;
  if (typeof name !== 'string' || !/^[^\p{Cc}]{1,100}$/u.test(name)) throw new Error('sub is no name');
  if (!isRole(role)) throw new Error('no role');
  return { id: `token:${name}`, name, role, requestsPerMinute: null, personYearsPerDay: null };
}
