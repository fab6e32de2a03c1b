import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wrongImports } from '../../tools/check-imports.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'imports-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function file(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('direction of imports', () => {
  test('this project keeps it', () => {
    expect(wrongImports(process.cwd())).toEqual([]);
  });

  test.each([
    ['engine/run.ts', "import { x } from '../scenarios/index.js';"],
    ['engine/run.ts', "import type { X } from '../countries/index.js';"],
    ['engine/run.ts', "export * from '../src/index.js';"],
    ['engine/run.ts', "const x = await import('../api/app.js');"],
    ['engine/run.ts', "import {\n  a,\n  b,\n} from '../src/a.js';"],
    ['scenarios/read.ts', "import { run } from '../engine/run.js';"],
    ['countries/index.ts', "import { x } from '../scenarios/index.js';"],
    ['api/app.ts', "import { x } from '../engine/run.js';"],
    ['src/run.ts', "import { buildApp } from '../api/app.js';"],
    ['client/index.ts', "import type { RunView } from '../api/schemas.js';"],
    ['api/app.ts', "import { createClient } from '../client/index.js';"],
  ])('%s may not say %s', (path, text) => {
    file(path, text);
    expect(wrongImports(root)).toHaveLength(1);
  });

  test.each([
    ['scenarios/read.ts', "import type { X } from '../engine/inputs/scenario.js';"],
    ['api/app.ts', "import { x } from '../src/index.js';"],
    ['src/service/serve.ts', "import { buildApp } from '../../api/app.js';"],
    ['engine/a/b.ts', "import { x } from '../c/d.js';"],
  ])('%s may say %s', (path, text) => {
    file(path, text);
    expect(wrongImports(root)).toEqual([]);
  });

  test('a tree in which no import is read is an error, not a pass', () => {
    file('engine/run.ts', 'export const x = 1;');
    expect(() => wrongImports(root)).toThrow(/no import/);
  });
});
