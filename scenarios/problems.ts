/** One mistake in a scenario, said so that its author can mend it without reading code. */
export interface Problem {
  /** Stable code, e.g. `unknown-key`, `wrong-type`, `overlapping-dates`, `extends-cycle`, `formula-unknown-symbol`. */
  readonly code: string;
  /** One sentence: what is wrong and how to mend it. */
  readonly message: string;
  /** JSON pointer (RFC 6901) to the offending field, '' for the document. */
  readonly pointer: string;
  /** Name of the file or scenario that holds the mistake, null for an anonymous text. */
  readonly source: string | null;
  /** Line and column from 1, null where the text has no such place. */
  readonly line: number | null;
  readonly column: number | null;
  readonly found: string | null;
  readonly expected: string | null;
  /** Nearest valid name, for a misspelt one. */
  readonly nearest: string | null;
}
