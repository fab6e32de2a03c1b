import { afterEach, describe, expect, test, vi } from 'vitest';
import { readAhead, sourceReadAhead } from '../../scenarios/read-ahead.js';
import { findShipped, shippedFiles, shippedScenarios } from '../../scenarios/shipped.js';
import { readSource } from '../../scenarios/source.js';

type Reader = typeof import('../../scenarios/read.js');

/** The reader as it is beside the sources, or as it is in the built program, where drafts come out of a JSON file. */
async function reader(built: boolean): Promise<Reader> {
  vi.resetModules();
  if (built) {
    vi.doMock('../../scenarios/read-ahead.js', async (original) => {
      const module = (await original()) as typeof import('../../scenarios/read-ahead.js');
      const texts = shippedFiles().map(({ text }) => text);
      const drafts: ReturnType<typeof readAhead> = JSON.parse(JSON.stringify(module.readAhead()));
      return { ...module, draftReadAhead: (text: string) => drafts[texts.indexOf(text)]?.draft };
    });
  }
  return import('../../scenarios/read.js');
}

afterEach(() => {
  vi.doUnmock('../../scenarios/read-ahead.js');
  vi.resetModules();
});

describe('what the build reads ahead', () => {
  test('gives every shipped scenario as its text does, to the order of the keys', async () => {
    const [now, ahead] = [await reader(false), await reader(true)];
    for (const { text, source } of shippedScenarios()) {
      const expected = now.readScenario(text, { source, find: findShipped });
      const found = ahead.readScenario(text, { source, find: findShipped });
      expect(expected.ok).toBe(true);
      expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
    }
  });

  test('gives the same problems of a reform, with their places', async () => {
    const reform =
      'id: reform\ntitle: {en: R, vi: R}\nextends: current-law\ntiers:\n  birth-grnt: {from: 2026-01}\n';
    const [now, ahead] = [await reader(false), await reader(true)];
    const expected = now.readScenario(reform, { find: findShipped });
    expect(expected.ok).toBe(false);
    expect(ahead.readScenario(reform, { find: findShipped })).toEqual(expected);
  });

  test('knows the places of a text', () => {
    const [{ text, source }] = shippedFiles();
    const [now, ahead] = [readSource(text, source, 'yaml'), sourceReadAhead(text, source)];
    expect(now.has('/title/en')).toBe(true);
    for (const pointer of ['', '/id', '/title/en', '/nothing']) {
      expect(ahead.has(pointer)).toBe(now.has(pointer));
      expect(ahead.place(pointer, false, 1)).toEqual(now.place(pointer, false, 1));
    }
    expect([ahead.name, ahead.value, ahead.mistakes]).toEqual([now.name, now.value, now.mistakes]);
  });

  test('holds for one text alone', () => {
    const hashes = readAhead().map(({ sha256 }) => sha256);
    expect(new Set(hashes).size).toBe(shippedFiles().length);
    expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });
});
