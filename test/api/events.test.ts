import { setTimeout as pause } from 'node:timers/promises';
import Fastify from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { App, Context } from '../../api/context.js';
import { sendError } from '../../api/error-handler.js';
import { EventStream } from '../../api/event-stream.js';
import { type EventOptions, eventRoutes } from '../../api/routes/events.js';
import { EventListSchema } from '../../api/schemas/events.js';
import { zodValidator } from '../../api/validation.js';
import type { RunEvent } from '../../src/service/watchers.js';
import type { RunState } from '../../src/store/runs.js';
import { fakeEngine, until } from '../src/fake-engine.js';
import { openQueue } from '../src/queue-tools.js';
import { expectProblem } from './server.js';

interface SentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly state: RunState; readonly progress: number; readonly detail: string | null };
}

/** Reads a whole stream of server-sent events by the letter of the format that the server writes. */
function readStream(text: string): SentEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('id: '))
    .map((block) => {
      const [, id, event, data] = /^id: (\S+)\nevent: (\w+)\ndata: (.+)$/.exec(block)!;
      return { id, event, data: JSON.parse(data) };
    });
}

const statesOf = (events: readonly SentEvent[]) =>
  events.filter(({ event }) => event === 'state').map(({ data }) => data.state);

/** The routes of events alone over a queue with a stand-in of the engine, listening on a free port. */
async function startEvents(options: EventOptions = {}, { held = true } = {}) {
  const fake = fakeEngine({ held });
  const runs = openQueue({ engine: fake.engine });
  const app: App = Fastify({ forceCloseConnections: true }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(zodValidator);
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  app.setErrorHandler(sendError);
  const { store, queue } = runs;
  const openStreams = eventRoutes(app, { store, queue } as Context, options);
  const address = await app.listen({ port: 0 });
  onTestFinished(() => app.close());
  const follow = (id: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
    fetch(`${address}/v1/runs/${id}/events`, { headers, ...(signal ? { signal } : {}) });
  return { ...runs, app, fake, openStreams, address, follow };
}

function event(id: string, fields: Partial<RunEvent> = {}): RunEvent {
  const kind = id.includes('-') ? 'progress' : 'state';
  return {
    id,
    event: kind,
    state: 'running',
    progress: 0,
    at: '2026-01-01T00:00:00Z',
    detail: null,
    ...fields,
  };
}

describe('the stream of a run', () => {
  it('tells every state and the progress between them, and ends with the run', async () => {
    const { submit, follow, fake, queue, openStreams } = await startEvents();
    const { id } = submit('a');
    const answer = await follow(id);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    await until(() => (queue.progress(id)?.fraction ?? 0) > 0);
    await pause(20);
    fake.release();
    const text = await answer.text();
    expect(text.startsWith('retry: 2000\n\n')).toBe(true);
    const events = readStream(text);
    expect(statesOf(events)).toEqual(['queued', 'running', 'succeeded']);
    expect(events.map((one) => one.id)).toEqual(['1', '2', '2-250', '3']);
    // The stand-in of the engine reports one block of four.
    expect(events.map(({ data }) => data.progress)).toEqual([0, 0, 0.25, 1]);
    expect([openStreams(), queue.watchers]).toEqual([0, 0]);
  });

  it('goes on behind the event that a client saw last', async () => {
    const { submit, follow, fake, state, address } = await startEvents();
    const { id } = submit('a');
    fake.release();
    await until(() => state(id) === 'succeeded');
    const behind = async (last: string) => {
      const byHeader = await (await follow(id, { 'last-event-id': last })).text();
      const byQuery = await (await fetch(`${address}/v1/runs/${id}/events?after=${last}`)).text();
      expect(byQuery).toBe(byHeader);
      return readStream(byHeader).map((one) => one.id);
    };
    expect(await behind('1')).toEqual(['2', '3']);
    expect(await behind('2-250')).toEqual(['3']);
    expect(await behind('no such event')).toEqual(['1', '2', '3']);
  });

  it('answers 204 to a client that has seen the end, so that a browser stays away', async () => {
    const { submit, follow, fake, state } = await startEvents();
    const { id } = submit('a');
    fake.release();
    await until(() => state(id) === 'succeeded');
    const answer = await follow(id, { 'last-event-id': '3' });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });

  it('tells the reason of a failure, and follows a second life of the run', async () => {
    const { submit, follow, fake, state } = await startEvents();
    fake.fail(new Error('the pool went away'));
    const { id } = submit('a');
    const first = await follow(id);
    fake.release();
    const failed = readStream(await first.text());
    expect(statesOf(failed)).toEqual(['queued', 'running', 'failed']);
    expect(failed.at(-1)?.data.detail).toBe('the pool went away');
    submit('a');
    await until(() => state(id) === 'failed');
    const again = readStream(await (await follow(id)).text());
    expect(statesOf(again)).toEqual(['queued', 'running', 'failed', 'queued', 'running', 'failed']);
  });

  it('leaves nothing behind when clients go away', async () => {
    const { submit, follow, queue, openStreams } = await startEvents();
    const { id } = submit('a');
    const controllers = Array.from({ length: 20 }, () => new AbortController());
    await Promise.all(controllers.map(({ signal }) => follow(id, {}, signal)));
    expect([openStreams(), queue.watchers]).toEqual([20, 20]);
    for (const controller of controllers) controller.abort();
    await until(() => openStreams() === 0 && queue.watchers === 0);
  });

  it('refuses more streams than may be open, and takes the next when one is gone', async () => {
    const { submit, follow, app, openStreams } = await startEvents({ maxStreams: 2 });
    const { id } = submit('a');
    const controller = new AbortController();
    await Promise.all([follow(id, {}, controller.signal), follow(id)]);
    const refused = await app.inject(`/v1/runs/${id}/events`);
    expectProblem(refused, 'too-many-streams');
    expect(refused.headers['retry-after']).toBe('2');
    const asked = await app.inject({ url: `/v1/runs/${id}/events`, headers: { accept: 'application/json' } });
    expect(asked.statusCode).toBe(200);
    controller.abort();
    await until(() => openStreams() === 1);
    expect((await follow(id)).status).toBe(200);
  });

  it('ends in order when the server closes', async () => {
    const { submit, follow, app } = await startEvents();
    const { id } = submit('a');
    const answer = await follow(id);
    const closing = app.close();
    expect(statesOf(readStream(await answer.text()))).toEqual(['queued', 'running']);
    await closing;
  });

  it('keeps a quiet connection alive with comments', async () => {
    const { submit, follow, fake } = await startEvents({ heartbeat: 20 });
    const { id } = submit('a');
    const answer = await follow(id);
    await pause(150);
    fake.release();
    expect((await answer.text()).match(/^:$/gm)!.length).toBeGreaterThanOrEqual(3);
  });

  it('refuses unknown runs and media types, and opens no stream for HEAD', async () => {
    const { app, submit, openStreams } = await startEvents();
    const { id } = submit('a');
    expectProblem(await app.inject('/v1/runs/none/events'), 'unknown-run');
    const url = `/v1/runs/${id}/events`;
    expectProblem(await app.inject({ url, headers: { accept: 'image/png' } }), 'not-acceptable');
    expectProblem(await app.inject(`${url}?since=1`), 'invalid-parameters');
    expect((await app.inject({ method: 'HEAD', url })).statusCode).toBe(200);
    expect(openStreams()).toBe(0);
  });
});

describe('the events so far', () => {
  it('are JSON for clients that ask again and again', async () => {
    const { app, submit, fake, state, queue } = await startEvents();
    const { id } = submit('a');
    const ask = async (after = '') => {
      const answer = await app.inject({
        url: `/v1/runs/${id}/events?after=${after}`,
        headers: { accept: 'application/json' },
      });
      return EventListSchema.parse(answer.json());
    };
    await until(() => (queue.progress(id)?.fraction ?? 0) > 0);
    const first = await ask();
    expect(first.events.map((one) => one.id)).toEqual(['1', '2', '2-250']);
    expect(first.ended).toBe(false);
    fake.release();
    await until(() => state(id) === 'succeeded');
    const second = await ask('2-250');
    expect(second).toMatchObject({ ended: true, events: [{ id: '3', event: 'state', state: 'succeeded' }] });
    expect(await ask('3')).toEqual({ events: [], ended: true });
    expect(queue.watchers).toBe(0);
  });
});

describe('a client that does not read', () => {
  function blockedStream(options = {}) {
    const stream = new EventStream({ heartbeat: 60_000, progressInterval: 0, ...options });
    onTestFinished(() => void stream.destroy());
    return stream;
  }

  it('makes nothing grow: progress is dropped, states are kept', async () => {
    const stream = blockedStream();
    await pause(0);
    stream.add(event('1', { state: 'queued' }));
    stream.add(event('2'));
    let largest = 0;
    for (let step = 0; step < 100_000; step++) {
      stream.add(event(`2-${step}`, { progress: step / 1e5 }));
      largest = Math.max(largest, stream.readableLength);
    }
    stream.add(event('3', { state: 'queued' }));
    stream.add(event('4'));
    stream.add(event('4-999', { progress: 0.999 }));
    expect(largest).toBeLessThan(100_000);
    stream.complete();
    const chunks = await stream.toArray();
    const ids = readStream(Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))).toString()).map(
      (one) => one.id,
    );
    expect(ids.filter((id) => !id.includes('-'))).toEqual(['1', '2', '3', '4']);
    expect(ids.at(-1)).toBe('4-999');
    // It filled what a stream holds for its reader, and went no further.
    expect(largest).toBeGreaterThan(10_000);
    expect(ids.length).toBeLessThan(2_000);
  });

  it('is cut off after a while', async () => {
    const stream = blockedStream({ heartbeat: 5 });
    let over = false;
    stream.whenOver(() => {
      over = true;
    });
    await pause(0);
    for (let step = 0; step < 2_000; step++) stream.add(event(`1-${step}`));
    await until(() => over);
    expect(stream.destroyed).toBe(true);
  });

  it('has progress four times a second at most', async () => {
    const stream = blockedStream({ progressInterval: 250 });
    const texts: string[] = [];
    stream.on('data', (chunk) => texts.push(String(chunk)));
    const started = performance.now();
    for (let step = 1; performance.now() - started < 1_100; step++) {
      stream.add(event(`1-${step}`));
      await pause(5);
    }
    const sent = readStream(texts.join('')).length;
    expect(sent).toBeGreaterThanOrEqual(3);
    expect(sent).toBeLessThanOrEqual(5);
  });
});
