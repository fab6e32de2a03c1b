import { createRequire } from 'node:module';
import type * as Csv from 'csv-parse/sync';
import type * as Yaml from 'yaml';
import type * as Zod from 'zod';

const load = createRequire(import.meta.url);
let csvPackage: typeof Csv | undefined;
let yamlPackage: typeof Yaml | undefined;
let zodPackage: typeof Zod | undefined;

/** The package `csv-parse`, loaded by the first table that holds quotes. */
export function csv(): typeof Csv {
  csvPackage ??= load('csv-parse/sync') as typeof Csv;
  return csvPackage;
}

/** The package `yaml`, loaded by the first text that was not read ahead: a run of the law that ships starts without it. */
export function yaml(): typeof Yaml {
  yamlPackage ??= load('yaml') as typeof Yaml;
  return yamlPackage;
}

/** The package `zod`, loaded by the first document that is checked. */
export function zod(): typeof Zod {
  zodPackage ??= load('zod') as typeof Zod;
  return zodPackage;
}
