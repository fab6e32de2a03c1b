import demography from './generated/demography.js';
import households from './generated/households.js';
import labour from './generated/labour.js';
import population from './generated/population.js';
import tiers from './generated/tiers.js';

/** Bytes below the first column, which the kernels' own constants may use. */
const FIRST_BYTE = 1024;
/** Room for the tables of a run and for scratch arrays that do not grow with the block. */
const TABLE_BYTES = 8 << 20;
/** Room for scratch arrays of a block, by person. */
const SCRATCH_BYTES_PER_PERSON = 256;
const PAGE = 65_536;
const ALIGNMENT = 64;

/** The kernels by module: functions over the persons of a block. What they compute is told where they are called. */
interface Kernels {
  readonly households: {
    readonly exps: (place: number, count: number) => void;
    readonly gather: (count: number, lastAdult: number, normal: number) => number;
    readonly sumChildren: (households: number, sums: number) => void;
    readonly incomes: (households: number, logMean: number, cuts: number, line: number) => void;
    readonly tallyIncomes: (households: number, urbanLine: number, ruralLine: number) => number;
    readonly changeIncomes: (
      rows: number,
      scenarios: number,
      scenario: number,
      urbanLine: number,
      ruralLine: number,
    ) => number;
    readonly countPersons: (count: number, july: number, lastMan: number, lastWoman: number) => number;
  };
  readonly demography: {
    readonly leave: (
      count: number,
      january: number,
      left: number,
      leftAfter: number,
      emigrants: number,
      urban: number,
    ) => number;
    readonly leaveInYearOfBirth: (
      first: number,
      count: number,
      nextYear: number,
      left: number,
      leftAfter: number,
      emigrants: number,
    ) => number;
    readonly changeFamilies: (count: number, year: number, nextYear: number, start: number) => void;
    readonly selectMothers: (count: number, year: number, january: number, aligned: boolean) => number;
    readonly deliver: (
      count: number,
      deliveries: number,
      boys: number,
      cohort: number,
      cohorts: number,
      schooling: number,
    ) => void;
    readonly assessDisability: (count: number, limits: number) => void;
  };
  readonly labour: {
    readonly work: (count: number, year: number, opening: boolean) => void;
    readonly contribute: (count: number, year: number, january: number, open: number) => void;
  };
  readonly tiers: {
    readonly gatherChildren: (count: number, january: number, oldest: number) => number;
    readonly childrenInNeed: { readonly value: number };
    readonly gatherMembers: (count: number, january: number, scheme: number) => number;
  };
  readonly population: {
    readonly synthesise: (runKey0: number, runKey1: number, aligned: boolean) => void;
    readonly recall: (count: number, opening: number) => void;
  };
}

/** The compiled modules, in base64. */
const MODULES: Readonly<Record<keyof Kernels, string>> = {
  demography,
  households,
  labour,
  population,
  tiers,
};

export type NumericArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float64Array;
export type ArrayKind<T extends NumericArray> = new (
  buffer: ArrayBuffer,
  offset: number,
  length: number,
) => T;

/** The memory of one block's columns, tables and scratch arrays, seen by JavaScript and by the kernels alike. */
export interface KernelMemory {
  readonly kernels: Kernels;
  /** A new array of zeros. Throws RangeError when the memory is full. */
  allocate<T extends NumericArray>(kind: ArrayKind<T>, length: number): T;
  /** Where an array begins; one that lies elsewhere is copied here the first time, and so must not change afterwards. */
  pointer(array: NumericArray): number;
  /** Sets places and numbers that kernels read, by name. Throws for a name that no kernel exports. */
  bind(values: Readonly<Record<string, number>>): void;
}

let compiled: readonly (readonly [string, WebAssembly.Module])[] | undefined;

/** Makes memory and kernels for blocks of at most `persons` persons with columns of so many bytes a person. */
export function makeKernelMemory(persons: number, bytesPerPerson: number): KernelMemory {
  const bytes = FIRST_BYTE + TABLE_BYTES + persons * (bytesPerPerson + SCRATCH_BYTES_PER_PERSON);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  compiled ??= Object.entries(MODULES).map(([name, text]) => [
    name,
    new WebAssembly.Module(Buffer.from(text, 'base64')),
  ]);
  const instances = compiled.map(([name, module]) => {
    const { exports } = new WebAssembly.Instance(module, { env: { memory }, Math: { exp: Math.exp } });
    return [name, exports] as const;
  });
  const { buffer } = memory;
  const copies = new WeakMap<NumericArray, number>();
  let used = FIRST_BYTE;
  const allocate = <T extends NumericArray>(kind: ArrayKind<T>, length: number): T => {
    const array = new kind(buffer, used, length);
    used = Math.ceil((used + array.byteLength) / ALIGNMENT) * ALIGNMENT;
    return array;
  };
  return {
    kernels: Object.fromEntries(instances) as unknown as Kernels,
    allocate,
    pointer(array) {
      if (array.buffer === buffer) return array.byteOffset;
      let place = copies.get(array);
      if (place === undefined) {
        const copy = allocate(array.constructor as ArrayKind<NumericArray>, array.length);
        copy.set(array);
        place = copy.byteOffset;
        copies.set(array, place);
      }
      return place;
    },
    bind(values) {
      for (const [name, value] of Object.entries(values)) {
        let bound = false;
        for (const [, exports] of instances) {
          const place = exports[name];
          if (!(place instanceof WebAssembly.Global)) continue;
          place.value = value;
          bound = true;
        }
        if (!bound) throw new TypeError(`no kernel reads ${name}`);
      }
    },
  };
}
