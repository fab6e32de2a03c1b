import { describe, expect, it } from 'vitest';
import type { App } from '../../api/context.js';
import { ERRORS, isErrorCode } from '../../api/errors.js';
import { type GeneratedRequest, RequestGenerator } from '../support/openapi-requests.js';
import { type Description, mistakesOf, type Operation, routesOf } from '../support/openapi-schema.js';
import { finishedRun, startServer } from './server.js';

/** Milliseconds that no answer may take. */
const PATIENCE = 2_000;
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 2_000);
const SEED = process.env.FUZZ_SEED ?? 'generated requests';

type Answer = Awaited<ReturnType<App['inject']>>;

interface Finding {
  readonly mistakes: readonly string[];
  readonly request: GeneratedRequest;
  readonly status: number;
}

const mediaTypeOf = (answer: Answer) => String(answer.headers['content-type'] ?? '').split(';')[0];

/** Finds the operation that a request was answered by, if it is described. */
function operationFinder(description: Description): (method: string, url: string) => Operation | undefined {
  const routes = routesOf(description).map((route) => ({
    ...route,
    pattern: new RegExp(`^${route.url.replace(/\{\w+\}/g, '[^/]+')}$`),
  }));
  return (method, url) => {
    const path = url.split('?', 1)[0];
    const wanted = method === 'HEAD' ? 'GET' : method;
    const found = routes.filter((one) => one.method === wanted && one.pattern.test(path));
    // An address without parameters goes before one with them.
    return (found.find(({ url: own }) => !own.includes('{')) ?? found[0])?.operation;
  };
}

/** What is wrong with an answer that is an error. */
function mistakesOfProblem(answer: Answer, isHead: boolean, description: Description): string[] {
  if (mediaTypeOf(answer) !== 'application/problem+json') return [`the error is ${mediaTypeOf(answer)}`];
  if (isHead) return [];
  const body = answer.json();
  const code: string = body.code;
  if (!isErrorCode(code)) return [`${code} is not in the catalogue`];
  const status = ERRORS[code][0];
  return [
    ...(status === answer.statusCode && status === body.status ? [] : [`${code} has status ${status}`]),
    ...mistakesOf(body, description.components.schemas.Problem, description),
  ];
}

/** What is wrong with an answer that is none. */
function mistakesOfSuccess(
  answer: Answer,
  isHead: boolean,
  operation: Operation | undefined,
  description: Description,
): string[] {
  if (!operation) return ['no operation of the description answers this'];
  const declared = operation.responses[answer.statusCode];
  if (!declared) return [`the status ${answer.statusCode} is not declared`];
  if (isHead || answer.rawPayload.length === 0) {
    return declared.content && !isHead ? ['the answer is empty'] : [];
  }
  const media = declared.content?.[mediaTypeOf(answer)];
  if (!media) return [`the media type ${mediaTypeOf(answer)} is not declared`];
  if (!mediaTypeOf(answer).endsWith('json')) return [];
  return mistakesOf(answer.json(), media.schema ?? {}, description);
}

describe('generated requests', () => {
  it(`are answered as the description says (${REQUESTS} of them)`, { timeout: 1_200_000 }, async () => {
    const { app } = await startServer();
    const description: Description = (await app.inject('/docs/json')).json();
    const findOperation = operationFinder(description);
    const generator = new RequestGenerator(description, SEED);
    // The thread that makes files starts with the first of them, which takes longer than any answer may.
    const run = await finishedRun(app);
    await app.inject({ url: `${run}/results`, headers: { accept: 'application/vnd.apache.parquet' } });
    for (const { method, url } of routesOf(description)) {
      if (method === 'GET' && !url.includes('{') && url.startsWith('/v1/')) {
        generator.learn(url, (await app.inject(url)).json());
      }
    }

    const wrong: Finding[] = [];
    const statuses = new Map<number, number>();
    let answered = 0;
    for (let sent = 0; sent < REQUESTS; sent++) {
      const request = generator.next();
      const { send } = request;
      const started = performance.now();
      let answer: Answer;
      try {
        answer = await app.inject(send);
      } catch (error) {
        // What cannot be put into a request at all; test/api/sockets.test.ts sends the like as bytes.
        if (!isRefusedByInject(error)) throw error;
        continue;
      }
      let took = performance.now() - started;
      // A busy machine may hold up any answer once; a request that is slow by itself is slow again.
      if (took > PATIENCE) {
        const again = performance.now();
        await app.inject(send);
        took = performance.now() - again;
      }
      answered++;
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      const isHead = send.method === 'HEAD';
      const operation = findOperation(String(send.method), send.url);
      const mistakes = [
        ...(took > PATIENCE ? [`the answer took ${Math.round(took)} ms`] : []),
        ...(answer.statusCode >= 400
          ? mistakesOfProblem(answer, isHead, description)
          : mistakesOfSuccess(answer, isHead, operation, description)),
        ...(answer.statusCode >= 500 ? [`status ${answer.statusCode}`] : []),
        ...(answer.headers['x-injected'] ? ['a header was injected'] : []),
      ];
      if (mistakes.length > 0) wrong.push({ mistakes, request, status: answer.statusCode });
      else if (answer.statusCode < 300 && mediaTypeOf(answer) === 'application/json' && !isHead) {
        generator.learn(send.url, answer.json());
      }
    }

    expect(oneOfEach(wrong).map(shown)).toEqual([]);
    expect(answered).toBeGreaterThan(REQUESTS * 0.95);
    // The requests reach what they are meant to: many are good, and the refusals are of many kinds.
    expect(statuses.get(200)).toBeGreaterThan(REQUESTS * 0.2);
    expect(statuses.size).toBeGreaterThan(8);
    expect((await app.inject('/healthz')).statusCode).toBe(200);
  });
});

function isRefusedByInject(error: unknown): boolean {
  return error instanceof Error && /Invalid URL|invalid header|Invalid character/i.test(error.message);
}

/** Of findings that are alike one is enough to read. */
function oneOfEach(findings: readonly Finding[]): Finding[] {
  const alike = ({ mistakes, request, status }: Finding) =>
    `${mistakes[0].slice(0, 60)} ${request.route.url} ${status}`;
  return [...new Map(findings.map((finding) => [alike(finding), finding])).values()].slice(0, 20);
}

/** A request short enough to be read in a failure. */
function shown({ mistakes, request, status }: Finding) {
  const { kind, change, send } = request;
  const headers = Object.entries(send.headers).map(([name, value]) => `${name}: ${value.slice(0, 80)}`);
  const payload = send.payload === undefined ? '' : String(send.payload).slice(0, 400);
  return {
    mistakes: mistakes.slice(0, 3).map((one) => one.slice(0, 400)),
    request: `${kind} (${change}) ${send.method} ${send.url.slice(0, 200)} -> ${status}`,
    headers,
    payload,
  };
}
