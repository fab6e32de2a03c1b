import { ID } from './names.js';
import { readSource } from './source.js';

/** The id that a scenario's text extends, null where it extends none or cannot be read. Nothing else is checked. */
export function extendsOf(text: string, format: 'yaml' | 'json'): string | null {
  const { value } = readSource(text, null, format);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'extends')) return null;
  const { extends: parent } = value as { readonly extends: unknown };
  return typeof parent === 'string' && ID.test(parent) ? parent : null;
}
