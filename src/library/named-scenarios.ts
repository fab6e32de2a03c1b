import { LRUCache } from 'lru-cache';
import type { ReadResult } from '../../scenarios/index.js';
import { validateScenario } from '../plan.js';
import { type ScenarioInput, shippedInput } from '../scenario-input.js';
import type { LibraryScenario, ScenarioLibrary } from './library.js';
import { availableTo, extendedBy, libraryInput } from './references.js';

/** A scenario by its name, read together with what it extends now. */
export interface NamedScenario {
  readonly input: ScenarioInput & { readonly source: string };
  /** Null for a scenario that ships. */
  readonly stored: LibraryScenario | null;
  /** What it extends may have changed since it was stored, so that it is no longer sound. */
  readonly result: ReadResult;
}

/** Scenarios that are kept after they were read: reading one takes tens of milliseconds. */
const KEPT = 64;

/** Reads scenarios that ship and those of the library by their names, each once as long as nothing in it changes. */
export class NamedScenarios {
  readonly #library: ScenarioLibrary;
  readonly #read = new LRUCache<string, ReadResult>({ max: KEPT });

  constructor(library: ScenarioLibrary) {
    this.#library = library;
  }

  /** The scenario of an id, of the library in any version; undefined where there is none. */
  get(id: string, version?: number): NamedScenario | undefined {
    const shipped = shippedInput(id);
    if (shipped) {
      if (version !== undefined) return undefined;
      return { input: shipped, stored: null, result: this.#resultOf(id, shipped) };
    }
    const stored = this.#library.get(id, version);
    if (!stored) return undefined;
    const input = libraryInput(stored);
    // Versions never change, so their names stand for their texts.
    const chain = [stored, ...extendedBy([input], this.#library)];
    const key = chain.map((one) => `${one.id}@${one.version}`).join(' ');
    return { input, stored, result: this.#resultOf(key, input) };
  }

  #resultOf(key: string, input: ScenarioInput): ReadResult {
    const known = this.#read.get(key);
    if (known) return known;
    const result = validateScenario(input, {
      available: availableTo([input], this.#library),
      known: this.#library.ids(),
    });
    this.#read.set(key, result);
    return result;
  }
}
