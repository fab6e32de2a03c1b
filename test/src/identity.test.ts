import { describe, expect, it } from 'vitest';
import { identityHash, type RunIdentity } from '../../src/identity.js';

const identity: RunIdentity = {
  engineVersion: '0.1.0',
  country: { id: 'viet-nam', hash: 'c0' },
  scenarios: [
    { id: 'a', hash: 'a0' },
    { id: 'b', hash: 'b0' },
  ],
  seed: 's',
  persons: 1000,
  toYear: 2030,
};

describe('identityHash', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    // printf '%s' '{"country":{"hash":"c0","id":"viet-nam"},...}' | sha256sum
    expect(identityHash(identity)).toBe('4e9d957fbd12cf27bef38602be792f609c6848bb2f008ca1f88d3a1ff36962d2');
  });

  it('does not depend on the order in which keys were written', () => {
    const reversed = Object.fromEntries(Object.entries(identity).reverse()) as unknown as RunIdentity;
    expect(identityHash(reversed)).toBe(identityHash(identity));
  });

  it('changes with every part', () => {
    const variants: RunIdentity[] = [
      { ...identity, engineVersion: '0.1.1' },
      { ...identity, country: { id: 'viet-nam', hash: 'c1' } },
      { ...identity, scenarios: [...identity.scenarios].reverse() },
      { ...identity, scenarios: identity.scenarios.slice(0, 1) },
      { ...identity, seed: 't' },
      { ...identity, persons: 'whole' },
      { ...identity, toYear: 2031 },
    ];
    expect(new Set([identity, ...variants].map(identityHash)).size).toBe(variants.length + 1);
  });
});
