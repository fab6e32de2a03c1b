// Data files that the program reads at run time stand beside the compiled modules that read them.
import { chmodSync, cpSync, existsSync } from 'node:fs';
import { extname } from 'node:path';

const DATA = new Set(['.csv', '.yaml', '.yml', '.json']);
for (const folder of ['countries', 'scenarios']) {
  cpSync(folder, `dist/${folder}`, {
    recursive: true,
    filter: (source) => extname(source) === '' || DATA.has(extname(source)),
  });
}
if (existsSync('dist/src/cli.js')) chmodSync('dist/src/cli.js', 0o755);
