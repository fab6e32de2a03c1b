import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvents } from '../../client/event-source.js';
import { createClient, type RunEvent } from '../../client/index.js';
import { startServer } from '../api/server.js';

/** A server that answers by a script, one entry a request; keeps what it was asked. */
function scripted(...answers: readonly (() => Response)[]) {
  const asked: { url: string; headers: Record<string, string> }[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    asked.push({ url: pathname + search, headers: Object.fromEntries(request.headers) });
    const answer = answers[asked.length - 1];
    if (!answer) throw new Error('the script is over');
    return answer();
  };
  return { client: createClient({ baseUrl: 'http://server/', apiKey: 'secret', fetch }), asked };
}

const told = (id: string, state: string) =>
  `id: ${id}\nevent: ${id.includes('-') ? 'progress' : 'state'}\ndata: ${JSON.stringify({ state, progress: 0, at: '', detail: null })}\n\n`;

/** A stream of events; `broken` ends it as a lost connection does. */
function stream(text: string, { broken = false } = {}): Response {
  let sent = false;
  const body = new ReadableStream({
    pull(controller) {
      if (!sent) controller.enqueue(new TextEncoder().encode(text));
      else if (broken) controller.error(new TypeError('terminated'));
      else controller.close();
      sent = true;
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  const document = { type: '', title: '', status, detail: `it is ${code}`, instance: '', code };
  return new Response(JSON.stringify(document), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}

const lostConnection = () => {
  throw new TypeError('fetch failed');
};

async function collect(events: AsyncIterable<RunEvent>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of events) ids.push(id);
  return ids;
}

describe('server-sent events', () => {
  it('are read the same however their bytes are cut, with any line end', async () => {
    const text =
      ': note\nretry: 5\n\nid: 1\nevent: state\ndata: một\ndata: hai\n\ndata\n\nid: 2\ndata:x\n\ndata: lost';
    const wanted = [
      { id: '1', event: 'state', data: 'một\nhai' },
      { id: '1', event: 'message', data: '' },
      { id: '2', event: 'message', data: 'x' },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(150), { maxLength: 12 }),
        async (lineEnd, places) => {
          const bytes = Buffer.from(text.replaceAll('\n', lineEnd));
          const cuts = [0, ...places.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length];
          async function* chunks() {
            for (let at = 1; at < cuts.length; at++) yield bytes.subarray(cuts[at - 1], cuts[at]);
          }
          const read = [];
          for await (const event of readEvents(chunks())) read.push(event);
          expect(read).toEqual(wanted);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe('following a run', () => {
  it('goes on behind the last event when the connection breaks', async () => {
    const { client, asked } = scripted(
      () => stream(told('1', 'queued') + told('2', 'running') + told('2-250', 'running'), { broken: true }),
      lostConnection,
      () => stream(told('2-700', 'running') + told('3', 'succeeded')),
    );
    expect(await collect(client.follow('abc'))).toEqual(['1', '2', '2-250', '2-700', '3']);
    expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '2-250', '2-250']);
    expect(asked[0].url).toBe('/v1/runs/abc/events');
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill('Bearer secret'));
  });

  it('does not take the end of an earlier attempt for the end', async () => {
    const { client } = scripted(
      () => stream(told('1', 'queued') + told('2', 'failed') + told('3', 'queued')),
      () => stream(told('4', 'running') + told('5', 'succeeded')),
    );
    expect(await collect(client.follow('abc'))).toEqual(['1', '2', '3', '4', '5']);
  });

  it('asks for the events where no stream is to be had', async () => {
    const list =
      (ended: boolean, ...ids: string[]) =>
      () =>
        Response.json({
          events: ids.map((id) => ({
            id,
            event: 'state',
            state: 'running',
            progress: 0,
            at: '',
            detail: null,
          })),
          ended,
        });
    const { client, asked } = scripted(
      () => problem(429, 'too-many-streams'),
      list(false, '1', '2'),
      list(true, '3'),
    );
    expect(await collect(client.follow('abc'))).toEqual(['1', '2', '3']);
    expect(asked.map(({ url }) => url)).toEqual([
      '/v1/runs/abc/events',
      '/v1/runs/abc/events',
      '/v1/runs/abc/events?after=2',
    ]);
    expect(asked[1].headers.accept).toBe('application/json');
  });

  it('ends at once when there is nothing more, for an unknown run, and at an abort', async () => {
    const over = scripted(() => new Response(null, { status: 204 }));
    expect(await collect(over.client.follow('abc', { after: '3' }))).toEqual([]);
    const unknown = scripted(() => problem(404, 'unknown-run'));
    await expect(collect(unknown.client.follow('abc'))).rejects.toMatchObject({
      code: 'unknown-run',
      status: 404,
    });
    expect(unknown.asked).toHaveLength(1);
    const controller = new AbortController();
    const waiting = scripted(lostConnection);
    const aborted = collect(waiting.client.follow('abc', { signal: controller.signal }));
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
  });
});

describe('the client of a server', () => {
  it('posts a run, tells of it, and reads its results in every format', async () => {
    const { app } = await startServer();
    const client = createClient({ baseUrl: await app.listen({ port: 0 }) });
    const events: RunEvent[] = [];
    const body = { scenario: 'multi-tier-child-benefit', persons: 1000, toYear: 2026 };
    const run = await client.runAndWait(body, { onProgress: (event) => events.push(event) });
    expect(run.state).toBe('succeeded');
    expect(events.at(-1)).toMatchObject({ event: 'state', state: 'succeeded', progress: 1 });
    const { rows } = await client.results(run.id, { filters: { year: ['2025', '2026'], branch: 'child' } });
    // Of the stand-in of the engine: a row a year and scenario.
    expect(rows).toHaveLength(4);
    const begins = { csv: 'scenario,year', parquet: 'PAR1', arrow: 'ARROW1', xlsx: 'PK' } as const;
    for (const format of ['csv', 'parquet', 'arrow', 'xlsx'] as const) {
      const text = await (await client.results(run.id, { format })).text();
      expect({ format, begins: text.startsWith(begins[format]) }).toEqual({ format, begins: true });
    }
    // A run that is there already is answered at once.
    expect((await client.runAndWait(body)).id).toBe(run.id);
  });

  it('throws problems with their codes, and a run without results', async () => {
    const { app, fake } = await startServer();
    const client = createClient({ baseUrl: await app.listen({ port: 0 }) });
    await expect(client.runAndWait({ scenario: 'curent-law' })).rejects.toMatchObject({
      name: 'ProblemError',
      code: 'invalid-run',
      problems: [{ pointer: '/scenario', nearest: 'current-law' }],
    });
    await expect(client.results('none')).rejects.toMatchObject({ code: 'unknown-run' });
    fake.fail(new Error('the pool went away'));
    await expect(client.runAndWait({ scenario: 'current-law', persons: 1000 })).rejects.toMatchObject({
      name: 'RunEnded',
      message: 'the pool went away',
      run: { state: 'failed' },
    });
  });

  it('posts again when the server is busy, and not when it refuses', async () => {
    const run = { id: 'abc', state: 'succeeded' };
    const busy = scripted(
      () => problem(429, 'queue-full', { 'retry-after': '1' }),
      lostConnection,
      () => Response.json(run),
    );
    const started = performance.now();
    expect(await busy.client.runAndWait({ scenario: 'current-law' })).toEqual(run);
    // One second that the server asked for, then one for the second vain try.
    expect(performance.now() - started).toBeGreaterThan(1_900);
    const refused = scripted(() => problem(429, 'quota-exceeded', { 'retry-after': '1' }));
    await expect(refused.client.runAndWait({})).rejects.toMatchObject({
      code: 'quota-exceeded',
      retryAfter: 1,
    });
    const proxy = scripted(() => new Response('<html>', { status: 403 }));
    await expect(proxy.client.runAndWait({})).rejects.toMatchObject({
      name: 'UnexpectedAnswer',
      status: 403,
    });
  });
});
