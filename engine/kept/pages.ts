import type { ArrayKind, NumericArray } from '../kernels/instance.js';

/** Every array begins at a multiple of so many bytes. */
const ALIGNMENT = 8;
const FIRST_BYTES = 1 << 20;

/** Writes arrays one after the other into bytes that threads can share. Used again for block after block. */
export class PageWriter {
  #bytes = new Uint8Array(FIRST_BYTES);
  #used = 0;

  /** Appends whole numbers under 2^32. */
  numbers(...values: readonly number[]): void {
    this.array(Uint32Array.from(values), values.length);
  }

  /** Appends the first `count` elements of an array. */
  array(array: NumericArray, count: number): void {
    const bytes = count * array.BYTES_PER_ELEMENT;
    const begin = Math.ceil(this.#used / ALIGNMENT) * ALIGNMENT;
    if (begin + bytes > this.#bytes.length) {
      const larger = new Uint8Array(2 * (begin + bytes));
      larger.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = larger;
    }
    this.#bytes.set(new Uint8Array(array.buffer, array.byteOffset, bytes), begin);
    this.#used = begin + bytes;
  }

  /** What was written, in memory of its own size; the writer is empty again. */
  finish(): SharedArrayBuffer {
    const page = new SharedArrayBuffer(this.#used);
    new Uint8Array(page).set(this.#bytes.subarray(0, this.#used));
    this.#used = 0;
    return page;
  }
}

/** Reads a page in the order in which it was written. */
export class PageReader {
  readonly #page: SharedArrayBuffer;
  #used = 0;

  constructor(page: SharedArrayBuffer) {
    this.#page = page;
  }

  /** The next numbers of `numbers`. */
  numbers(count: number): Uint32Array<SharedArrayBuffer> {
    return this.#next(Uint32Array, count) as Uint32Array<SharedArrayBuffer>;
  }

  /** Copies the next array, of `count` elements of the target's kind, to the beginning of the target. */
  into(target: NumericArray, count: number): void {
    target.set(this.#next(target.constructor as ArrayKind<NumericArray>, count));
  }

  #next(kind: ArrayKind<NumericArray>, count: number): NumericArray {
    const begin = Math.ceil(this.#used / ALIGNMENT) * ALIGNMENT;
    const array = new (kind as unknown as Int32ArrayConstructor)(this.#page, begin, count);
    this.#used = begin + array.byteLength;
    return array as unknown as NumericArray;
  }
}
