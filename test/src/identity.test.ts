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
  alignment: true,
};

describe('identityHash', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    // printf '%s' '{"alignment":true,"country":{"hash":"c0","id":"viet-nam"},...}' | sha256sum
    expect(identityHash(identity)).toBe('c5233a9ec6596585ba3725dea64ac9f3a691f8d40ca15712a32086df09866f4e');
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
      { ...identity, alignment: false },
    ];
    expect(new Set([identity, ...variants].map(identityHash)).size).toBe(variants.length + 1);
  });
});
