import { createHash } from 'node:crypto';
import type { Law } from './merge.js';

/** JSON with the keys of every object sorted, so that equal content gives equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 (hex) of a merged document. The order of tiers is law and therefore counts; that of other keys does not. */
export function hashOf(law: Law): string {
  return createHash('sha256')
    .update(canonical({ ...law, tiers: Object.entries(law.tiers) }))
    .digest('hex');
}
