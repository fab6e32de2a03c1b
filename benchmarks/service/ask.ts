import { setTimeout as sleep } from 'node:timers/promises';

export interface Question {
  readonly method?: string;
  /** Sent as JSON, or as YAML when it is a text. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds in which a refused or broken connection is tried again. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

const PATIENCE = 60_000;
const RETRY = 100;

/**
 * Asks a server as a careful client does: a refused or broken connection is tried again, any answer is given back.
 * Rejects when patience ends without an answer.
 */
export async function ask(url: string, question: Question = {}): Promise<Answer> {
  const { method = 'GET', body, headers = {}, patience = PATIENCE, signal } = question;
  const until = performance.now() + patience;
  const type = typeof body === 'string' ? 'application/yaml' : 'application/json';
  for (;;) {
    try {
      const answer = await fetch(url, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': type }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        signal: AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]),
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      return { status: answer.status, headers: answer.headers, bytes };
    } catch (error) {
      if (signal?.aborted || performance.now() > until) throw error;
      await sleep(RETRY);
    }
  }
}

/** The JSON of an answer. */
export function jsonOf<Body>({ bytes }: Answer): Body {
  return JSON.parse(bytes.toString()) as Body;
}
