import type { Span, SpanContext, Tracer } from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';
import { VERSION } from '../../src/version.js';
import { routeOf } from './route.js';

export interface TracingSettings {
  /** Address of the collector, without `/v1/traces`. */
  readonly endpoint: string;
  readonly serviceName: string;
}

/** A run as its spans tell of it. Moments are ISO 8601. */
interface TracedRun {
  readonly id: string;
  readonly state: 'succeeded' | 'failed' | 'cancelled';
  readonly created: string;
  /** Null for a run that was cancelled while it waited. */
  readonly started: string | null;
  readonly finished: string;
  readonly persons: number | 'whole';
  /** Simulated years. */
  readonly years: number;
  readonly scenarios: number;
}

/** Spans for a collector of OpenTelemetry. */
export interface Tracing {
  requestBegan(request: FastifyRequest): void;
  requestEnded(request: FastifyRequest, statusCode: number): void;
  /** One span for the life of a run, with one in it for the time it waited and one for the time it was simulated. */
  runEnded(run: TracedRun): void;
  /** Sends what is left; a collector that does not answer is given up after some seconds. */
  close(): Promise<void>;
}

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/;
const EXPORT_TIMEOUT = 5_000;

/** The span of the client, from the header of W3C Trace Context; undefined where it is malformed or of another version. */
export function parseTraceparent(header: unknown): SpanContext | undefined {
  if (typeof header !== 'string') return undefined;
  const [whole, traceId, spanId, flags] = TRACEPARENT.exec(header) ?? [];
  if (whole === undefined || header.startsWith('ff-') || /^0+$/.test(traceId) || /^0+$/.test(spanId)) {
    return undefined;
  }
  // Version 00 ends here; later ones may go on after a dash.
  if (header.length > whole.length && (header.startsWith('00-') || header[whole.length] !== '-')) {
    return undefined;
  }
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}

/** Starts to send traces. The packages are loaded only here: a service without a collector does without them. */
export async function startTracing({ endpoint, serviceName }: TracingSettings): Promise<Tracing> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT,
  });
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': VERSION }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter, { exportTimeoutMillis: EXPORT_TIMEOUT })],
  });
  const tracer: Tracer = provider.getTracer('mtb', VERSION);
  const spans = new WeakMap<FastifyRequest, Span>();
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = api;
  const failed = { code: SpanStatusCode.ERROR };

  return {
    requestBegan(request) {
      const client = parseTraceparent(request.headers.traceparent);
      const parent = client ? trace.setSpanContext(ROOT_CONTEXT, client) : ROOT_CONTEXT;
      const route = routeOf(request);
      const attributes = {
        'http.request.method': request.method,
        ...(route === 'unmatched' ? {} : { 'http.route': route }),
        'url.scheme': request.protocol,
        'mtb.request.id': request.id,
      };
      const name = `${request.method} ${route}`;
      spans.set(request, tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent));
    },

    requestEnded(request, statusCode) {
      const span = spans.get(request);
      span?.setAttribute('http.response.status_code', statusCode);
      if (statusCode >= 500) span?.setStatus(failed).setAttribute('error.type', String(statusCode));
      span?.end();
    },

    runEnded({ id, state, created, started, finished, persons, years, scenarios }) {
      const attributes = {
        'mtb.run.id': id,
        'mtb.run.state': state,
        'mtb.run.persons': persons,
        'mtb.run.years': years,
        'mtb.run.scenarios': scenarios,
      };
      const [from, begun, to] = [created, started ?? finished, finished].map((moment) => new Date(moment));
      const span = tracer.startSpan('run', { startTime: from, attributes }, ROOT_CONTEXT);
      const within = trace.setSpan(ROOT_CONTEXT, span);
      tracer.startSpan('run queued', { startTime: from }, within).end(begun);
      if (started !== null) tracer.startSpan('run simulated', { startTime: begun }, within).end(to);
      if (state === 'failed') span.setStatus(failed);
      span.end(to);
    },

    // A collector that is away must not keep the service from closing.
    close: () => provider.shutdown().catch(() => undefined),
  };
}
