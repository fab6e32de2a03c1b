import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Who may import whom, folder by folder; a folder always knows itself. `engine/inputs` is the engine's public input types. */
const MAY_KNOW: Record<string, readonly string[]> = {
  engine: [],
  scenarios: ['engine/inputs'],
  countries: ['engine/inputs'],
  src: ['engine', 'scenarios', 'countries', 'api'],
  api: ['src'],
  client: [],
  web: [],
};
/** The one place where the application starts the HTTP server: nothing else in src may know api. */
const MAY_START_API = join('src', 'service', 'serve.ts');

const IMPORT = /(?:^|[^.\w])(?:import|export)\s*(?:type\s)?(?:[^'"`;]*?\sfrom\s*)?\(?\s*['"](\.[^'"]+)['"]/g;

export interface WrongImport {
  readonly file: string;
  readonly target: string;
  readonly rule: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

/** Lists every import under `root` that goes against the folders' order. Throws when it read no import at all. */
export function wrongImports(root: string): WrongImport[] {
  const wrong: WrongImport[] = [];
  let seen = 0;
  for (const folder of Object.keys(MAY_KNOW)) {
    const base = join(root, folder);
    if (!statSync(base, { throwIfNoEntry: false })) continue;
    for (const file of sourceFiles(base)) {
      for (const [, specifier] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
        seen++;
        const target = relative(root, resolve(dirname(file), specifier));
        const from = relative(root, file);
        const allowed = [folder, ...MAY_KNOW[folder]].filter(
          (name) => name !== 'api' || folder === 'api' || from === MAY_START_API,
        );
        if (
          !allowed.some(
            (name) => target === name || target.startsWith(name + sep) || target.startsWith(`${name}.`),
          )
        ) {
          wrong.push({ file: from, target, rule: `${folder} may know ${allowed.join(', ')}` });
        }
      }
    }
  }
  if (seen === 0) throw new Error(`no import was read below ${root}: the check itself is broken`);
  return wrong;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wrong = wrongImports(process.cwd());
  for (const { file, target, rule } of wrong) console.error(`${file} imports ${target}: ${rule}`);
  if (wrong.length > 0) process.exit(1);
  console.log('imports: all in the allowed direction');
}
