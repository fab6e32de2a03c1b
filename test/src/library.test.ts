import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LibraryRefusal, type NewVersion, ScenarioLibrary } from '../../src/library/library.js';
import { NamedScenarios } from '../../src/library/named-scenarios.js';
import { availableTo, namedInput, nearestNamed } from '../../src/library/references.js';
import { prepareRun, validateScenario } from '../../src/plan.js';
import { shippedInput } from '../../src/scenario-input.js';
import { Store } from '../../src/store/store.js';
import { StoreUnavailable } from '../../src/store/unavailable.js';
import { reform } from './reforms.js';

function openLibrary(location = ':memory:'): { readonly library: ScenarioLibrary; readonly store: Store } {
  const store = Store.open(location);
  onTestFinished(() => store.close());
  return { library: new ScenarioLibrary(store.database), store };
}

function entry(library: ScenarioLibrary, id: string, ...lines: readonly string[]): NewVersion {
  const { text } = reform(id, ...lines);
  const result = validateScenario({ text }, { available: availableTo([{ text }], library) });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { scenario: result.scenario, text, format: 'yaml', author: 'lan' };
}

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof LibraryRefusal) return error.reason;
    throw error;
  }
  return 'none';
}

const LOW = 'projection: { fertility: low }';
const HIGH = 'projection: { fertility: high }';

describe('ScenarioLibrary', () => {
  it('stores versions and keeps them all', () => {
    const { library } = openLibrary();
    const first = library.create(entry(library, 'mine', 'extends: current-law', LOW));
    expect(first).toMatchObject({ id: 'mine', version: 1, current: true, author: 'lan', format: 'yaml' });
    expect(first.summary).toMatchObject({ ancestors: ['current-law'], extends: 'current-law' });
    const second = library.update(entry(library, 'mine', 'extends: current-law', HIGH), 1);
    expect(second.version).toBe(2);
    expect(library.get('mine')?.text).toContain('high');
    expect(library.get('mine', 1)?.text).toContain('low');
    expect(library.get('mine', 3)).toBeUndefined();
    expect(library.history('mine').map(({ version, current }) => [version, current])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('changes only the version that is expected', () => {
    const { library } = openLibrary();
    const low = entry(library, 'mine', 'extends: current-law', LOW);
    expect(refusalOf(() => library.update(low, 1))).toBe('unknown');
    library.create(low);
    expect(refusalOf(() => library.create(low))).toBe('exists');
    library.update(low, 1);
    expect(refusalOf(() => library.update(low, 1))).toBe('changed');
    expect(refusalOf(() => library.remove('mine', 1))).toBe('changed');
    expect(library.get('mine')?.version).toBe(2);
    expect(library.history('mine')).toHaveLength(2);
  });

  it('leaves the ids that ship alone', () => {
    const { library } = openLibrary();
    const shipped = { ...entry(library, 'mine', 'extends: current-law') };
    const law = { ...shipped, scenario: { ...shipped.scenario, id: 'current-law' } };
    expect(refusalOf(() => library.create(law))).toBe('shipped');
    expect(refusalOf(() => library.update(law, 1))).toBe('shipped');
    expect(refusalOf(() => library.remove('current-law', 1))).toBe('shipped');
    expect(library.ids()).toEqual([]);
  });

  it('does not remove what others extend, and goes on counting after a removal', () => {
    const { library } = openLibrary();
    library.create(entry(library, 'parent', 'extends: current-law', LOW));
    library.create(entry(library, 'child', 'extends: parent'));
    expect(refusalOf(() => library.remove('parent', 1))).toBe('in-use');
    expect(library.get('parent')).toBeDefined();
    expect(library.dependants('parent')).toEqual(['child']);
    library.remove('child', 1);
    library.remove('parent', 1);
    expect(library.ids()).toEqual([]);
    expect(library.get('parent', 1)).toMatchObject({ version: 1, current: false });
    expect(library.create(entry(library, 'parent', 'extends: current-law')).version).toBe(2);
  });

  it('lists by id, a page at a time, and searches ids and titles whatever the case', () => {
    const { library } = openLibrary();
    for (const id of ['c-design', 'a-design', 'b-plan'])
      library.create(entry(library, id, 'extends: current-law'));
    const vietnamese = entry(library, 'd-design', 'extends: current-law');
    const title = { en: 'Fourth', vi: 'TRỢ CẤP Thứ Tư' };
    library.create({ ...vietnamese, scenario: { ...vietnamese.scenario, title } });
    const ids = (page: Parameters<ScenarioLibrary['list']>[0]) => {
      const { scenarios, total } = library.list(page);
      return [scenarios.map(({ id }) => id), total];
    };
    expect(ids({ limit: 2, offset: 0 })).toEqual([['a-design', 'b-plan'], 4]);
    expect(ids({ limit: 2, offset: 2 })).toEqual([['c-design', 'd-design'], 4]);
    expect(ids({ limit: 1, offset: 1, search: 'DESIGN' })).toEqual([['c-design'], 3]);
    expect(ids({ limit: 9, offset: 0, search: 'trợ cấp' })).toEqual([['d-design'], 1]);
    expect(ids({ limit: 9, offset: 0, search: '%' })).toEqual([[], 0]);
  });

  it('is there after a restart', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mtb-library-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const first = Store.open(folder);
    const library = new ScenarioLibrary(first.database);
    library.create(entry(library, 'mine', 'extends: current-law', LOW));
    library.update(entry(library, 'mine', 'extends: current-law', HIGH), 1);
    const before = library.history('mine');
    first.close();
    expect(openLibrary(folder).library.history('mine')).toEqual(before);
  });

  it('tells when the disk takes nothing, and keeps nothing then', () => {
    const { library, store } = openLibrary();
    library.create(entry(library, 'mine', 'extends: current-law'));
    const better = entry(library, 'mine', 'extends: current-law', LOW);
    store.database.exec('PRAGMA query_only = ON');
    expect(() => library.update(better, 1)).toThrow(StoreUnavailable);
    store.database.exec('PRAGMA query_only = OFF');
    expect(library.get('mine')?.version).toBe(1);
    expect(library.update(better, 1).version).toBe(2);
  });
});

describe('scenarios by name', () => {
  it('finds what ships, the version in force, or the version that is named', () => {
    const { library } = openLibrary();
    library.create(entry(library, 'mine', 'extends: current-law', LOW));
    library.update(entry(library, 'mine', 'extends: current-law', HIGH), 1);
    expect(namedInput('current-law', library)).toEqual(shippedInput('current-law'));
    expect(namedInput('mine', library)?.text).toContain('high');
    expect(namedInput('mine@1', library)?.text).toContain('low');
    for (const unknown of ['mine@3', 'mine@0', 'current-law@1', 'constructor', '__proto__', 'min']) {
      expect(namedInput(unknown, library)).toBeUndefined();
    }
    expect(nearestNamed('mie@1', library)).toBe('mine');
    expect(nearestNamed('curent-law', library)).toBe('current-law');
  });

  it('gives a run all that it extends, so that the library may change', () => {
    const { library } = openLibrary();
    library.create(entry(library, 'constructor', 'extends: current-law', LOW));
    library.create(entry(library, 'parent', 'extends: constructor'));
    library.create(entry(library, 'other', 'extends: current-law'));
    const scenarios = [reform('child', 'extends: parent')];
    const available = availableTo(scenarios, library);
    expect(Object.keys(available ?? {})).toEqual(['parent', 'constructor']);
    const stored = JSON.parse(JSON.stringify({ scenarios, available }));
    const idOf = () => {
      const prepared = prepareRun(stored);
      return prepared.ok ? prepared.plan.id : JSON.stringify(prepared.problems);
    };
    const before = idOf();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    library.update(entry(library, 'constructor', 'extends: current-law', HIGH), 1);
    expect(idOf()).toBe(before);
    const anew = prepareRun({ scenarios, available: availableTo(scenarios, library) });
    expect(anew.ok && anew.plan.id).not.toBe(before);
    expect(availableTo([shippedInput('multi-tier-child-benefit')!], library)).toBeUndefined();
  });

  it('helps with a misspelt parent among all names', () => {
    const { library } = openLibrary();
    library.create(entry(library, 'my-parent', 'extends: current-law'));
    const { text } = reform('child', 'extends: my-parnet');
    const result = validateScenario({ text }, { known: library.ids() });
    expect(result.ok ? [] : result.problems).toMatchObject([
      { code: 'unknown-extends', nearest: 'my-parent' },
    ]);
  });

  it('reads a scenario anew when what it extends has changed', () => {
    const { library } = openLibrary();
    const named = new NamedScenarios(library);
    library.create(entry(library, 'parent', 'extends: current-law', LOW));
    library.create(entry(library, 'child', 'extends: parent'));
    const fertility = () => {
      const found = named.get('child');
      return found?.result.ok ? found.result.scenario.projection.fertility : found?.result;
    };
    expect(fertility()).toBe('low');
    library.update(entry(library, 'parent', 'extends: current-law', HIGH), 1);
    expect(fertility()).toBe('high');
    expect(named.get('child')?.result).toBe(named.get('child')?.result);
    // A parent that comes to extend its child is no longer sound, and neither is the child.
    const { text } = reform('parent', 'extends: child');
    library.update({ ...entry(library, 'parent', 'extends: current-law'), text }, 2);
    library.update(
      { ...entry(library, 'child', 'extends: current-law'), text: reform('child', 'extends: parent').text },
      1,
    );
    expect(fertility()).toMatchObject({ ok: false, problems: [{ code: 'extends-cycle' }] });
  });
});
