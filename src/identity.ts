import { createHash } from 'node:crypto';
import type { RunOptions } from './options.js';

/** Everything that a result depends on. Two runs that agree in it have the same results to the last byte. */
export interface RunIdentity extends RunOptions {
  readonly engineVersion: string;
  readonly country: { readonly id: string; readonly hash: string };
  /** The baseline first. */
  readonly scenarios: readonly { readonly id: string; readonly hash: string }[];
}

/** SHA-256 (hex) of a run's identity: equal for equal inputs on any machine, with any number of workers. */
export function identityHash(identity: RunIdentity): string {
  // Rebuilt key by key: the text must not depend on the order in which a caller wrote its object.
  const canonical = {
    alignment: identity.alignment,
    country: { hash: identity.country.hash, id: identity.country.id },
    engineVersion: identity.engineVersion,
    persons: identity.persons,
    scenarios: identity.scenarios.map(({ hash, id }) => ({ hash, id })),
    seed: identity.seed,
    toYear: identity.toYear,
  };
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}
