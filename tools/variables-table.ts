import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { VARIABLES, type Variable } from '../engine/inputs/variables.js';

const PAGE = fileURLToPath(new URL('../docs/scenario-language.md', import.meta.url));
const [OPEN, CLOSE] = ['<!-- variables -->', '<!-- /variables -->'];

/** The part of docs/scenario-language.md that lists the variables of formulas, made from the engine's own list. */
export function variablesSection(): string {
  const rows = Object.entries(VARIABLES).map(([name, { type, units, meaning }]: [string, Variable]) => {
    const kind = type.kind === 'number' ? type.unit : type.kind === 'boolean' ? 'true/false' : type.category;
    return `| \`${name}\` | ${kind} | ${units.join(', ')} | ${meaning} |`;
  });
  return [OPEN, '| name | type or unit | read in | meaning |', '|---|---|---|---|', ...rows, CLOSE].join(
    '\n',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(OPEN);
  writeFileSync(PAGE, before + variablesSection() + rest.split(CLOSE)[1]);
}
