import { ProblemError, UnexpectedAnswer } from './problem.js';
import { wait } from './wait.js';

/** Milliseconds before the first new try; each vain one doubles it. */
const FIRST = 500;
const LONGEST = 15_000;
/** Vain tries in a row after which the server counts as gone: after about a minute and a half. */
const MAX_TRIES = 10;

/** Whether a later try may succeed: the connection broke, or the server (or a proxy before it) is busy or starting. */
function isPassing(error: unknown): boolean {
  // `fetch` tells of broken connections by a TypeError.
  if (error instanceof TypeError) return true;
  if (error instanceof UnexpectedAnswer) return error.status >= 500;
  if (!(error instanceof ProblemError)) return false;
  return error.status === 503 || (error.status === 429 && error.code !== 'quota-exceeded');
}

/** Counts vain tries, and waits before the next one. */
export class Patience {
  readonly #signal: AbortSignal | undefined;
  #tries = 0;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** A try went well: the count starts anew. */
  renew(): void {
    this.#tries = 0;
  }

  /** Waits after a vain try. Throws the error again when no try may help, the tries are used up, or at an abort. */
  async after(error: unknown): Promise<void> {
    this.#signal?.throwIfAborted();
    this.#tries++;
    if (!isPassing(error) || this.#tries > MAX_TRIES) throw error;
    const asked = error instanceof ProblemError ? (error.retryAfter ?? 0) * 1000 : 0;
    await wait(Math.max(asked, Math.min(LONGEST, FIRST * 2 ** (this.#tries - 1))), this.#signal);
  }
}
