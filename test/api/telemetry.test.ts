import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serviceLog } from '../../api/telemetry/logging.js';
import { Metrics } from '../../api/telemetry/metrics.js';
import { requestIdOf } from '../../api/telemetry/request-id.js';
import { parseTraceparent, startTracing } from '../../api/telemetry/tracing.js';
import { until } from '../src/fake-engine.js';
import { guardedApp } from './guarded-app.js';

describe('the log', () => {
  it('has one line for each request, with the pattern of its address', async () => {
    const { lines, send } = await guardedApp({ keys: ['reader'] });
    await send('GET', '/v1/runs/a?seed=telling', 'reader', { 'x-request-id': 'mine-1' });
    await send('GET', '/telling');
    await until(() => lines.length === 2);
    const [read, unknown] = lines.map((line) => JSON.parse(line));
    expect(read).toMatchObject({
      level: 30,
      request: 'mine-1',
      method: 'GET',
      route: '/v1/runs/:id',
      status: 200,
      principal: 'the reader',
      msg: 'request',
    });
    expect(read.milliseconds).toBeGreaterThan(0);
    expect(read.time).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(unknown).toMatchObject({ route: 'unmatched', status: 401, principal: 'nobody' });
    expect(lines.join('')).not.toContain('telling');
  });

  it('holds nothing of a household, and no key', async () => {
    const { app, keyOf, lines } = await guardedApp({ keys: ['reader'] });
    const key = keyOf('reader');
    const post = (type: string, payload: string) =>
      app.inject({
        method: 'POST',
        url: '/v1/households/entitlements?who=zebrafinch',
        headers: {
          'content-type': type,
          'x-api-key': key,
          cookie: 'session=zebrafinch',
          referer: '/zebrafinch',
        },
        payload,
      });
    const bodies = [
      ['application/json', '{"persons": {"zebrafinch": {"sex": "female"}}}', 422],
      ['application/json', '{"persons": zebrafinch}', 400],
      ['application/yaml', 'persons: {zebrafinch: [}', 422],
      ['text/zebrafinch', 'zebrafinch', 415],
      ['application/json', '', 500],
    ] as const;
    for (const [type, body, status] of bodies) expect((await post(type, body)).statusCode).toBe(status);
    // The 500 has a line for the error too.
    await until(() => lines.length === bodies.length + 1);
    expect(lines.join('')).toContain('the program went wrong');
    expect(lines.join('')).not.toContain('zebrafinch');
    expect(lines.join('')).not.toContain(key.slice(13));
  });

  it('takes nothing from an error but what tells where the program went wrong', () => {
    const lines: string[] = [];
    const log = serviceLog('info', { write: (line) => void lines.push(line) });
    const error = Object.assign(new Error('broken', { cause: new Error('deeper') }), {
      code: 'E1',
      body: 'zebrafinch',
      issues: [{ input: 'zebrafinch' }],
    });
    log.error({ err: error });
    log.error({ headers: { authorization: 'zebrafinch', 'x-api-key': 'zebrafinch', cookie: 'zebrafinch' } });
    log.error({ any: { headers: { authorization: 'zebrafinch', 'x-api-key': 'zebrafinch' } } });
    expect(JSON.parse(lines[0]).err).toMatchObject({
      name: 'Error',
      message: 'broken',
      code: 'E1',
      cause: 'deeper',
    });
    expect(lines.join('')).not.toContain('zebrafinch');
  });
});

describe('a client that leaves before the answer', () => {
  it('is in the log, in the metrics and, if it changed something, in the audit log', async () => {
    let answer = () => {};
    const { access, app, lines, metrics } = await guardedApp({
      prepare: (prepared) => {
        prepared.post('/slow', async (_request, reply) => {
          await new Promise<void>((resolve) => {
            answer = resolve;
          });
          return reply.code(202).header('location', '/v1/runs/abc').send({});
        });
      },
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const client = httpRequest({ host: '127.0.0.1', port, path: '/slow', method: 'POST' });
    client.on('error', () => undefined).end();
    const unanswered = answer;
    await until(() => answer !== unanswered);
    client.destroy();
    await until(() => lines.some((line) => line.includes('"status":499')));
    expect(await metrics.text()).toContain('method="POST",route="/slow",status="4xx"');
    answer();
    await until(() => access.audit.list({}, { limit: 1, offset: 0 }).total === 1);
    expect(access.audit.list({}, { limit: 1, offset: 0 }).entries[0]).toMatchObject({
      action: 'POST /slow',
      target: 'abc',
      status: 202,
    });
  });
});

describe('the id of a request', () => {
  it.each(['a', 'A-1_2.3:4', 'x'.repeat(64)])('is the one of its client if that is sane: %s', (id) => {
    expect(requestIdOf({ headers: { 'x-request-id': id } })).toBe(id);
  });

  it.each(['', 'x'.repeat(65), 'a b', 'a\nb', '"}', 'é'])('is a new one in place of %j', (id) => {
    expect(requestIdOf({ headers: { 'x-request-id': id } })).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('metrics', () => {
  it('tell of requests by pattern, and of the store when they are asked for', async () => {
    const { send } = await guardedApp({ keys: ['reader', 'administrator'] });
    await send('GET', '/v1/runs/a', 'reader');
    await send('GET', '/v1/runs/b?x=1', 'reader');
    await send('GET', '/telling', 'reader');
    await send('GET', '/v1/runs/a');
    const { body, headers } = await send('GET', '/metrics', 'administrator');
    expect(headers['content-type']).toMatch(/^text\/plain; version=/);
    const lines = body.split('\n');
    const count = (labels: string) => `mtb_http_request_seconds_count{${labels}}`;
    expect(lines).toContain(`${count('method="GET",route="/v1/runs/:id",status="2xx"')} 2`);
    expect(lines).toContain(`${count('method="GET",route="/v1/runs/:id",status="4xx"')} 1`);
    expect(lines).toContain(`${count('method="GET",route="unmatched",status="4xx"')} 1`);
    expect(lines).toContain('mtb_runs{state="queued"} 3');
    expect(lines).toContain('mtb_queue_waiting{lane="long"} 2');
    expect(lines).toContain('mtb_refused_requests_total{reason="unauthenticated"} 1');
    expect(body).toMatch(/^process_resident_memory_bytes \d+/m);
    expect(body).not.toContain('telling');
  });

  it('count what others tell them, each service for itself', async () => {
    const none = { runs: () => ({}), waiting: () => ({}) };
    const [metrics, other] = [new Metrics(none), new Metrics(none)];
    metrics.runEnded('succeeded', 3, 1000, 0);
    metrics.runEnded('failed', 40, 500, 0);
    // Lives of 650 person-years were kept.
    metrics.runEnded('succeeded', 30, 700, 650);
    metrics.storeTrouble('read-only');
    metrics.storeTrouble('full');
    metrics.cacheRead('tables', true);
    metrics.cacheRead('tables', false);
    metrics.exported('xlsx', 4096);
    metrics.damagedFile();
    const lines = (await metrics.text()).split('\n');
    for (const line of [
      'mtb_run_seconds_bucket{le="2",state="succeeded"} 0',
      'mtb_run_seconds_bucket{le="5",state="succeeded"} 1',
      'mtb_run_seconds_sum{state="failed"} 40',
      'mtb_person_years_total 1550',
      'mtb_kept_runs_total 1',
      'mtb_store_trouble{trouble="full"} 1',
      'mtb_store_trouble{trouble="read-only"} 0',
      'mtb_cache_reads_total{cache="tables",result="hit"} 1',
      'mtb_exported_bytes_total{format="xlsx"} 4096',
      'mtb_damaged_files_total 1',
    ]) {
      expect(lines).toContain(line);
    }
    expect(await other.text()).toContain('mtb_person_years_total 0');
  });

  it('leave streams of events out of the times', async () => {
    const { metrics, send } = await guardedApp({
      prepare: (app) => {
        app.get('/events', (_request, reply) => {
          reply.type('text/event-stream').send(Readable.from(['data: 1\n\n']));
        });
      },
    });
    expect((await send('GET', '/events')).body).toBe('data: 1\n\n');
    await send('GET', '/healthz');
    const text = await metrics.text();
    expect(text).toContain('route="/healthz"');
    expect(text).not.toContain('route="/events"');
  });
});

interface SentSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { key: string; value: Record<string, unknown> }[];
  readonly status: { code?: number };
}

/** A stand-in of a collector: takes OTLP in JSON and keeps the spans. */
async function collector() {
  const spans: SentSpan[] = [];
  const resources: string[] = [];
  const read = async (request: IncomingMessage) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    expect([request.url, request.headers['content-type']]).toEqual(['/v1/traces', 'application/json']);
    for (const { resource, scopeSpans } of JSON.parse(Buffer.concat(chunks).toString()).resourceSpans) {
      resources.push(JSON.stringify(resource));
      for (const scope of scopeSpans) spans.push(...scope.spans);
    }
  };
  const server = createServer((request, response) => {
    read(request).then(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, spans, resources };
}

const attribute = ({ attributes }: SentSpan, key: string) =>
  Object.values(attributes.find((one) => one.key === key)?.value ?? {})[0];

describe('traces', () => {
  it('have a span for each request, below that of the client', async () => {
    const { endpoint, spans, resources } = await collector();
    const tracing = await startTracing({ endpoint, serviceName: 'mtb-test' });
    const { send } = await guardedApp({ tracing });
    const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
    await send('GET', '/v1/runs/abc?seed=telling', undefined, { traceparent: `00-${traceId}-${spanId}-01` });
    await send('POST', '/v1/households/entitlements');
    await send('GET', '/telling');
    // The client has decided that this one is not to be kept.
    await send('GET', '/healthz', undefined, { traceparent: `00-${traceId}-${spanId}-00` });
    await tracing.close();
    expect(spans.map(({ name }) => name)).toEqual([
      'GET /v1/runs/:id',
      'POST /v1/households/entitlements',
      'GET unmatched',
    ]);
    const [read, failed] = spans;
    expect(read).toMatchObject({ traceId, parentSpanId: spanId });
    expect(attribute(read, 'http.route')).toBe('/v1/runs/:id');
    expect(attribute(read, 'http.response.status_code')).toBe(200);
    expect(failed.parentSpanId).toBeUndefined();
    expect(failed.status.code).toBe(2);
    expect(resources[0]).toContain('mtb-test');
    expect(JSON.stringify(spans)).not.toContain('telling');
  });

  it('have a span for each run, with the time it waited and the time it was simulated', async () => {
    const { endpoint, spans } = await collector();
    const tracing = await startTracing({ endpoint, serviceName: 'mtb' });
    const run = {
      id: 'abc',
      state: 'failed',
      created: '2026-01-01T00:00:00.000Z',
      started: '2026-01-01T00:00:10.000Z',
      finished: '2026-01-01T00:01:00.000Z',
      persons: 1000,
      years: 21,
      scenarios: 2,
    } as const;
    tracing.runEnded(run);
    tracing.runEnded({ ...run, id: 'cancelled', state: 'cancelled', started: null });
    await tracing.close();
    const seconds = ({ startTimeUnixNano: from, endTimeUnixNano: to }: SentSpan) =>
      Number(BigInt(to) - BigInt(from)) / 1e9;
    expect(spans.map((span) => [span.name, seconds(span)])).toEqual([
      ['run queued', 10],
      ['run simulated', 50],
      ['run', 60],
      ['run queued', 60],
      ['run', 60],
    ]);
    const [queued, simulated, whole] = spans;
    expect([queued.parentSpanId, simulated.parentSpanId]).toEqual([whole.spanId, whole.spanId]);
    expect(attribute(whole, 'mtb.run.persons')).toBe(1000);
    expect(attribute(whole, 'mtb.run.scenarios')).toBe(2);
    expect([whole.status.code, spans[4].status.code ?? 0]).toEqual([2, 0]);
  });

  it('do not keep a service from closing when nobody takes them', async () => {
    const tracing = await startTracing({ endpoint: 'http://127.0.0.1:1', serviceName: 'mtb' });
    const { send } = await guardedApp({ tracing });
    expect((await send('GET', '/healthz')).statusCode).toBe(200);
    const begun = performance.now();
    await tracing.close();
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it.each([
    '',
    'nonsense',
    '00-00000000000000000000000000000000-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01',
    '00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more',
    'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    undefined,
  ])('begin anew under a malformed parent: %j', (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });

  it('take a parent of a later version', () => {
    const header = 'cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more';
    expect(parseTraceparent(header)).toMatchObject({ spanId: 'b7ad6b7169203331', traceFlags: 1 });
  });
});
