import { LIMITS } from './limits.js';
import { parentPointer } from './pointer.js';
import type { Problem } from './problems.js';
import type { SourceFile } from './source.js';

interface Details {
  /** Position within the text of the scalar at the pointer, for mistakes inside a formula. */
  readonly at?: number;
  /** Point at the key rather than at its value. */
  readonly key?: boolean;
  readonly found?: string;
  readonly expected?: string;
  readonly nearest?: string | null;
}

/** Says that something is wrong at a pointer of the merged document. */
export type Complain = (code: string, pointer: string, message: string, details?: Details) => void;

/** Longer texts are cut, so that an answer stays readable whatever was sent. */
const LONGEST_QUOTE = 80;

/** A value as a problem shows it. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;
}

/** Collects problems, each once, and stops keeping them after the limit. */
export class Report {
  private readonly kept: Problem[] = [];
  private readonly seen = new Set<string>();

  get empty(): boolean {
    return this.seen.size === 0;
  }

  /** Adds a problem as it is. */
  add(problem: Problem): void {
    const { code, source, pointer, line, column, message } = problem;
    if (this.isNew([code, source, pointer, line, column, message])) this.kept.push(problem);
  }

  /**
   * Complaints about a document merged from `files`, nearest first: the place is that of the nearest file which holds
   * the pointer, or the deepest part of it.
   */
  about(files: readonly SourceFile[]): Complain {
    return (code, pointer, message, details = {}) => {
      const { at, key = false, found = null, expected = null, nearest = null } = details;
      let held = pointer;
      let file = files.find((candidate) => candidate.has(held));
      while (!file && held !== '') {
        held = parentPointer(held);
        file = files.find((candidate) => candidate.has(held));
      }
      const source = (file ?? files[0])?.name ?? null;
      if (!this.isNew([code, source, pointer, at, message])) return;
      // A missing key has no place of its own: what is shown is the key of the object that lacks it.
      const place = file?.place(held, key || held !== pointer, held === pointer ? at : undefined) ?? null;
      this.kept.push({
        code,
        message,
        pointer,
        source,
        line: place?.line ?? null,
        column: place?.column ?? null,
        found: found === null ? null : quote(found),
        expected,
        nearest,
      });
    };
  }

  /** Whether a problem is to be kept: seen for the first time, and before the limit. Finding its place costs more than this. */
  private isNew(identity: readonly unknown[]): boolean {
    const key = JSON.stringify(identity);
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return this.kept.length < LIMITS.problems;
  }

  /** All problems; when there were more than the limit, a last one says how many. */
  list(): Problem[] {
    const more = this.seen.size - this.kept.length;
    if (more === 0) return [...this.kept];
    const last: Problem = {
      code: 'more-problems',
      message: `${more} more problems are not shown; mend these first.`,
      pointer: '',
      source: this.kept[0]?.source ?? null,
      line: null,
      column: null,
      found: null,
      expected: null,
      nearest: null,
    };
    return [...this.kept, last];
  }
}
