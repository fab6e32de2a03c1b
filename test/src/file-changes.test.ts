import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileChanges } from '../../src/commands/file-changes.js';

let folder: string;
let changes: FileChanges;
const never = new AbortController().signal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-changes-'));
  for (const name of ['a.yaml', 'b.yaml']) writeFileSync(join(folder, name), 'id: a\n');
  changes = new FileChanges();
});

afterEach(() => {
  changes.close();
  rmSync(folder, { recursive: true });
});

const path = (name: string) => join(folder, name);

/** The next change, null where there is none for a while. */
const soon = () => changes.next(AbortSignal.timeout(400)).catch(() => null);

describe('FileChanges', () => {
  it('tells a file that is written, by the name under which it is followed', async () => {
    const name = relative(process.cwd(), path('a.yaml'));
    changes.follow([name]);
    expect(changes.followed).toEqual([name]);
    const before = performance.now();
    writeFileSync(path('a.yaml'), 'id: b\n');
    const change = await changes.next(never);
    expect(change.files).toEqual([name]);
    expect(change.at).toBeGreaterThanOrEqual(before);
    expect(change.at).toBeLessThanOrEqual(performance.now());
  });

  it('tells a file in whose place another is put, time and again', async () => {
    changes.follow([path('a.yaml')]);
    for (const text of ['one', 'two']) {
      writeFileSync(path('a.new'), text);
      renameSync(path('a.new'), path('a.yaml'));
      expect((await changes.next(never)).files).toEqual([path('a.yaml')]);
    }
  });

  it('takes what happens together for one change, and tells none twice', async () => {
    changes.follow([path('a.yaml'), path('b.yaml')]);
    for (let n = 0; n < 3; n++) {
      for (const name of ['a.yaml', 'b.yaml']) writeFileSync(path(name), `n: ${n}\n`);
      await wait(10);
    }
    expect([...(await changes.next(never)).files].sort()).toEqual([path('a.yaml'), path('b.yaml')]);
    expect(await soon()).toBeNull();
  });

  it('remembers a change that comes while nobody waits', async () => {
    changes.follow([path('a.yaml')]);
    writeFileSync(path('a.yaml'), 'id: b\n');
    await wait(300);
    expect((await changes.next(never)).files).toEqual([path('a.yaml')]);
  });

  it('passes over other files of the folder, and those that it followed before', async () => {
    changes.follow([path('b.yaml')]);
    changes.follow([path('a.yaml')]);
    writeFileSync(path('b.yaml'), 'id: c\n');
    writeFileSync(path('results.csv'), '1\n');
    expect(await soon()).toBeNull();
  });

  it('tells a file that was not there, but not in a folder that is not', async () => {
    changes.follow([path('c.yaml'), path('law/d.yaml')]);
    expect(changes.followed).toEqual([]);
    mkdirSync(path('law'));
    writeFileSync(path('c.yaml'), 'id: c\n');
    expect((await changes.next(never)).files).toEqual([path('c.yaml')]);
    changes.follow([path('law/d.yaml')]);
    writeFileSync(path('law/d.yaml'), 'id: d\n');
    expect((await changes.next(never)).files).toEqual([path('law/d.yaml')]);
  });

  it('ends its waiting with the reason of the signal', async () => {
    changes.follow([path('a.yaml')]);
    const controller = new AbortController();
    const waiting = expect(changes.next(controller.signal)).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    await waiting;
    await expect(changes.next(controller.signal)).rejects.toThrow('enough');
  });
});
