import type { StoredTable } from './requests.js';
import type { Latency } from './statistics.js';

/** What the process that sends is told. */
export interface Order {
  readonly address: string;
  readonly tables: readonly StoredTable[];
  readonly seconds: number;
  /** The mixed load; reads at a fixed rate; or as many reads as so many connections can take one after the other. */
  readonly load: 'mixed' | { readonly perSecond: number } | { readonly connections: number };
}

/** Milliseconds from when a request was due, so that a request that had to wait for others counts its waiting. */
export interface Report {
  readonly byKind: Readonly<Record<string, Latency>>;
  readonly reads: Latency;
  readonly seconds: number;
  readonly failures: readonly string[];
}

export type SenderMessage =
  | { readonly kind: 'window'; readonly reads: Latency }
  | { readonly kind: 'report'; readonly report: Report };

/** Seconds over which a point of the curve of latencies is taken. */
export const WINDOW_SECONDS = 10;
