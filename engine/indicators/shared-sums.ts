/**
 * An array of sums in memory that threads share: a worker adds to its own for the whole run, and the calling thread reads
 * them at the end without a copy.
 */
export function sharedSums(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}
