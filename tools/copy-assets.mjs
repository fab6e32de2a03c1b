// Data files that the program reads at run time stand beside the compiled modules that read them; what ships is read
// ahead, so that the program need not load the readers to start.
import { chmodSync, cpSync, existsSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';

const DATA = new Set(['.csv', '.yaml', '.yml', '.json']);
for (const folder of ['countries', 'scenarios']) {
  cpSync(folder, `dist/${folder}`, {
    recursive: true,
    filter: (source) => extname(source) === '' || DATA.has(extname(source)),
  });
}
if (existsSync('dist/src/cli.js')) chmodSync('dist/src/cli.js', 0o755);

const scenarios = await import('../dist/scenarios/read-ahead.js');
writeFileSync(scenarios.READ_AHEAD_FILE, JSON.stringify(scenarios.readAhead()));
const country = await import('../dist/countries/viet-nam/read-ahead.js');
writeFileSync(country.READ_AHEAD_FILE, JSON.stringify(country.readAhead()));
