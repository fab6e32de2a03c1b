import { readEvents } from './event-source.js';
import { ProblemError, refuseProblems, UnexpectedAnswer } from './problem.js';
import { Patience } from './retry.js';
import type { components } from './schema.js';
import { wait } from './wait.js';

type EventList = components['schemas']['RunEvents'];
export type RunEvent = EventList['events'][number];

export interface FollowOptions {
  /** Id of the last event that was seen: what is behind it follows. */
  readonly after?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Asks the server at a path, with the key of the client. */
export type Ask = (
  path: string,
  init: { headers: Record<string, string>; signal?: AbortSignal },
) => Promise<Response>;

/** Milliseconds between two questions where streams do not come through. */
const POLL_INTERVAL = 2_000;
/** Milliseconds before a stream that ended in order is taken up again: the server closes. */
const PAUSE = 500;
/** The server says something at least every 15 seconds; a stream that is silent for so long is dead. */
const SILENCE = 45_000;
/** Streams in a row that broke without an event, after which the events are asked for instead. */
const BROKEN_STREAMS = 3;

function isEnd({ event, state }: RunEvent): boolean {
  return event === 'state' && state !== 'queued' && state !== 'running';
}

/** The bytes of an answer; a long silence ends them with an error. */
async function* bytesOf(response: Response, silent: AbortController): AsyncGenerator<Uint8Array> {
  const restart = () =>
    setTimeout(() => silent.abort(new TypeError('the stream of events fell silent')), SILENCE);
  let timer = restart();
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = restart();
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
  }
}

/** One stream until it ends; true when the server says that nothing follows. */
async function* stream(
  ask: Ask,
  path: string,
  { after, signal }: FollowOptions,
): AsyncGenerator<RunEvent, boolean> {
  const silent = new AbortController();
  const headers = { accept: 'text/event-stream', ...(after === undefined ? {} : { 'last-event-id': after }) };
  const signals = AbortSignal.any([silent.signal, ...(signal ? [signal] : [])]);
  const response = await refuseProblems(await ask(path, { headers, signal: signals }));
  if (response.status === 204) return true;
  // A stream of the past may hold ends of earlier attempts: the last event tells.
  let ended = false;
  for await (const { id, event, data } of readEvents(bytesOf(response, silent))) {
    const told = { id, event, ...JSON.parse(data) } as RunEvent;
    ended = isEnd(told);
    yield told;
  }
  return ended;
}

/** The events so far. */
async function* poll(
  ask: Ask,
  path: string,
  { after, signal }: FollowOptions,
): AsyncGenerator<RunEvent, boolean> {
  const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
  const init = { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) };
  const response = await refuseProblems(await ask(path + query, init));
  const { events, ended } = (await response.json()) as EventList;
  yield* events;
  return ended;
}

/**
 * The events of a run until it has ended. A connection that breaks is taken up again behind the last event, and where
 * streams do not come through the events are asked for every two seconds. Throws `ProblemError` for an unknown run,
 * the last error when the server stays away, and the signal's reason at an abort.
 */
export async function* follow(
  ask: Ask,
  id: string,
  options: FollowOptions = {},
): AsyncGenerator<RunEvent, void> {
  const { signal } = options;
  const path = `/v1/runs/${encodeURIComponent(id)}/events`;
  const patience = new Patience(signal);
  let { after } = options;
  let broken = 0;
  for (;;) {
    const asking = broken >= BROKEN_STREAMS;
    try {
      const events = (asking ? poll : stream)(ask, path, { after, signal });
      try {
        let next = await events.next();
        for (; !next.done; next = await events.next()) {
          after = next.value.id;
          if (!asking) broken = 0;
          patience.renew();
          yield next.value;
        }
        if (next.value) return;
      } finally {
        await events.return(false);
      }
      patience.renew();
      await wait(asking ? POLL_INTERVAL : PAUSE, signal);
    } catch (error) {
      const refused = error instanceof ProblemError && error.code === 'too-many-streams';
      broken = refused || error instanceof UnexpectedAnswer ? BROKEN_STREAMS : broken + 1;
      await patience.after(error);
    }
  }
}
