import type { AccessLog } from '../../src/access/key-ring.js';

/** Keeps what an administrator would have been told. */
export function fakeLog(): AccessLog & { readonly messages: string[] } {
  const messages: string[] = [];
  const keep = (level: string) => (_fields: object, message: string) => {
    messages.push(`${level}: ${message}`);
  };
  return { messages, info: keep('info'), warn: keep('warn'), error: keep('error') };
}
