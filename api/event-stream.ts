import { Readable } from 'node:stream';
import type { RunEvent } from '../src/service/watchers.js';

/** Milliseconds after which a client that lost the stream should come back. */
const RETRY = 2_000;
/** Least milliseconds between two events of progress. */
const PROGRESS_INTERVAL = 250;
/** Milliseconds between comments that keep proxies from closing a quiet connection. */
const HEARTBEAT = 15_000;
/** Heartbeats without a client's reading, after which it is cut off: it can come back by Last-Event-ID. */
const PATIENCE = 4;

export interface EventStreamTimes {
  readonly progressInterval: number;
  readonly heartbeat: number;
}

function textOf({ id, event, state, progress, at, detail }: RunEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify({ state, progress, at, detail })}\n\n`;
}

/**
 * Server-sent events of one run. Whoever does not read makes nothing grow: of the events that wait, all changes of
 * state are kept (a run has a handful of them) and of progress the newest alone.
 */
export class EventStream extends Readable {
  readonly #progressInterval: number;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #states: RunEvent[] = [];
  #progress: RunEvent | undefined;
  #progressTimer: NodeJS.Timeout | undefined;
  /** When the last progress was sent, milliseconds of the monotonic clock. */
  #progressSent = Number.NEGATIVE_INFINITY;
  #wanted = false;
  #unread = 0;
  #complete = false;
  #stopWatching: (() => void) | undefined;

  constructor({ progressInterval, heartbeat }: Partial<EventStreamTimes> = {}) {
    super();
    this.#progressInterval = progressInterval ?? PROGRESS_INTERVAL;
    this.#heartbeat = setInterval(() => this.#beat(), heartbeat ?? HEARTBEAT);
    this.push(`retry: ${RETRY}\n\n`);
  }

  /** Takes an event of the run. A change of state makes the progress before it old news. */
  add(event: RunEvent): void {
    if (event.event === 'state') {
      this.#progress = undefined;
      this.#states.push(event);
    } else this.#progress = event;
    this.#send();
  }

  /** Sends what waits and ends; nothing may be added after it. */
  complete(): void {
    this.#complete = true;
    this.#send();
  }

  /** What to do when the stream is over, whoever ended it. */
  whenOver(stopWatching: () => void): void {
    if (this.destroyed) stopWatching();
    else this.#stopWatching = stopWatching;
  }

  override _read(): void {
    this.#wanted = true;
    this.#unread = 0;
    this.#send();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#progressTimer);
    this.#stopWatching?.();
    callback(error);
  }

  #beat(): void {
    if (this.#wanted) this.#wanted = this.push(':\n\n');
    else if (++this.#unread >= PATIENCE) this.destroy();
  }

  #send(): void {
    while (this.#wanted && !this.destroyed) {
      const event = this.#states.shift() ?? this.#dueProgress();
      if (event) this.#wanted = this.push(textOf(event));
      else if (this.#complete && !this.#progress) {
        this.#wanted = false;
        this.push(null);
      } else return;
    }
  }

  /** The waiting progress if its time has come; otherwise it is sent when it does. */
  #dueProgress(): RunEvent | undefined {
    const event = this.#progress;
    if (!event) return undefined;
    const now = performance.now();
    const wait = this.#progressSent + this.#progressInterval - now;
    if (wait > 0 && !this.#complete) {
      this.#progressTimer ??= setTimeout(() => {
        this.#progressTimer = undefined;
        this.#send();
      }, wait);
      return undefined;
    }
    this.#progress = undefined;
    this.#progressSent = now;
    return event;
  }
}
