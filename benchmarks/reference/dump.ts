import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SUFFIX = {
  Uint8Array: 'u8',
  Int16Array: 'i16',
  Uint16Array: 'u16',
  Int32Array: 'i32',
  Uint32Array: 'u32',
  Float64Array: 'f64',
} as const;

/** Numbers, arrays of numbers, and such by name. */
export type Dumpable = { readonly [name: string]: unknown };

/**
 * Writes tables into a folder that programs in other languages read: each array is a file of raw little-endian numbers
 * named by its path and type (`labour.renewal.job.f64`), all single numbers stand in `header.json`, one flat object
 * (`"survival.rows": 214`). What is neither a number, an array of numbers nor made of them is left out.
 */
export function writeDump(folder: string, tables: Dumpable): void {
  mkdirSync(folder, { recursive: true });
  const header: Record<string, number> = {};
  const visit = (path: string, value: unknown): void => {
    if (typeof value === 'number') header[path] = value;
    else if (ArrayBuffer.isView(value)) writeArray(folder, path, value);
    else if (value !== null && typeof value === 'object' && !Array.isArray(value))
      for (const [name, part] of Object.entries(value)) visit(path === '' ? name : `${path}.${name}`, part);
  };
  visit('', tables);
  writeFileSync(join(folder, 'header.json'), JSON.stringify(header, null, 1));
}

function writeArray(folder: string, path: string, array: ArrayBufferView): void {
  const suffix = SUFFIX[array.constructor.name as keyof typeof SUFFIX];
  if (suffix === undefined) throw new TypeError(`${path} is of a type that the dump does not know`);
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  // A copy: columns may lie in shared memory, which is not written to files.
  writeFileSync(join(folder, `${path}.${suffix}`), Uint8Array.from(bytes));
}
