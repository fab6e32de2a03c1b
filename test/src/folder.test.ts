import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder } from '../../src/folder.js';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'folder-'));
});
afterAll(() => rmSync(root, { recursive: true }));

test('makes every missing folder, and leaves one that is there', () => {
  const folder = join(root, 'a', 'b', 'c');
  makeFolder(folder);
  makeFolder(folder);
  expect(existsSync(folder)).toBe(true);
});

test('fails at once below a file', () => {
  writeFileSync(join(root, 'file'), '');
  expect(() => makeFolder(join(root, 'file', 'below', 'it'))).toThrow(/ENOTDIR|EEXIST/);
});

test.runIf(existsSync('/proc'))('fails at once where the system makes no folders', () => {
  expect(() => makeFolder('/proc/mtb/results')).toThrow();
});
