import type { components } from './schema.js';

export type ProblemDocument = components['schemas']['Problem'];

/** An answer of the server's that is an error (RFC 9457). `code` is stable and meant for programs. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemDocument['code'];
  readonly status: number;
  /** Every mistake of the request, with a pointer into the body; empty where the error is not about its content. */
  readonly problems: NonNullable<ProblemDocument['problems']>;

  constructor(
    readonly document: ProblemDocument,
    /** Seconds after which to try again, where the server said so. */
    readonly retryAfter: number | undefined,
  ) {
    super(document.detail);
    this.code = document.code;
    this.status = document.status;
    this.problems = document.problems ?? [];
  }
}

/** Something between client and server answered in the server's place, or it is no such server. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';

  constructor(readonly status: number) {
    super(`the answer has status ${status} and is not one of this interface's`);
  }
}

/** Throws what an answer says where it is an error; good answers go through. */
export async function refuseProblems(response: Response): Promise<Response> {
  if (response.ok || response.status === 304) return response;
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) {
    await response.body?.cancel();
    throw new UnexpectedAnswer(response.status);
  }
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  throw new ProblemError(
    (await response.json()) as ProblemDocument,
    Number.isFinite(seconds) ? seconds : undefined,
  );
}
