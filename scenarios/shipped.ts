import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIMITS } from './limits.js';
import { PART } from './names.js';

/** Ids of the scenarios that ship, baseline first. */
export const SHIPPED = [
  'current-law',
  'multi-tier-child-benefit',
  'multi-tier-child-benefit-top-up',
  'multi-tier-maternity',
  'multi-tier-maternity-six-months',
  'voluntary-maternity-package',
  'universal-child-benefit',
  'universal-child-benefit-under-16',
  'affluence-tested-child-benefit',
  'under-three-targeted',
  'under-three-universal',
  'draft-2026-support',
] as const;

const FOLDER = fileURLToPath(new URL('./viet-nam/', import.meta.url));

let read: readonly { readonly id: string; readonly text: string; readonly source: string }[] | undefined;

/** The scenarios that ship, by id (= file name without ending), in a fixed order; baseline first. */
export function shippedScenarios(): readonly {
  readonly id: string;
  readonly text: string;
  readonly source: string;
}[] {
  read ??= SHIPPED.map((id) => ({
    id,
    text: readFileSync(join(FOLDER, `${id}.yaml`), 'utf8'),
    source: `viet-nam/${id}.yaml`,
  }));
  return read;
}

const LAW = 'law';
let parts: ReadonlyMap<string, { readonly text: string; readonly source: string }> | undefined;

/** The law files that ship, by the name under which scenarios compose them, such as `law/base-salary`. */
function lawFiles(): ReadonlyMap<string, { readonly text: string; readonly source: string }> {
  parts ??= new Map(
    readdirSync(join(FOLDER, LAW))
      .sort()
      .map((file) => [
        `${LAW}/${basename(file, '.yaml')}`,
        { text: readFileSync(join(FOLDER, LAW, file), 'utf8'), source: `viet-nam/${LAW}/${file}` },
      ]),
  );
  return parts;
}

/** Names of the law files that ship. */
export function shippedParts(): string[] {
  return [...lawFiles().keys()];
}

/** Every file that ships: scenarios and law files. */
export function shippedFiles(): readonly { readonly text: string; readonly source: string }[] {
  return [...shippedScenarios(), ...lawFiles().values()];
}

/** Whether a text is a file that ships, under its own name. */
export function isShippedFile(text: string, source: string | null): boolean {
  if (source === null) return false;
  return shippedFiles().some((file) => file.source === source && file.text === text);
}

/** The files that may hold what a file names, in the order in which they are looked for; none where `from` is no file. */
export function filesBeside(id: string, from: string): string[] {
  if (!PART.test(id) || extname(from) === '') return [];
  return ['.yaml', '.yml', '.json'].map((ending) => join(dirname(from), id + ending));
}

/**
 * `find` for `readScenario`: a file `<id>.yaml`, `.yml` or `.json` beside the file `from`, else the shipped scenario
 * or law file of that id. Give `from` only where the reader may see the folder: a text that came over the network has none.
 */
export function findShipped(id: string, from: string | null): { text: string; source: string } | undefined {
  if (!PART.test(id)) return undefined;
  for (const path of from === null ? [] : filesBeside(id, from)) {
    if (!existsSync(path)) continue;
    const { size } = statSync(path);
    if (size > LIMITS.textBytes) throw new Error(`${path} is longer than ${LIMITS.textBytes / 1024} KiB`);
    return { text: readFileSync(path, 'utf8'), source: path };
  }
  const shipped = shippedScenarios().find((scenario) => scenario.id === id);
  return shipped ? { text: shipped.text, source: shipped.source } : lawFiles().get(id);
}
