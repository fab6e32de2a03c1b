import createFetchClient, { type Client } from 'openapi-fetch';
import { type FollowOptions, follow, type RunEvent } from './follow.js';
import { refuseProblems } from './problem.js';
import { Patience } from './retry.js';
import type { components, paths } from './schema.js';

export type { FollowOptions, RunEvent } from './follow.js';
export { ProblemError, UnexpectedAnswer } from './problem.js';
export type { components, paths } from './schema.js';

export type Run = components['schemas']['Run'];
export type RunRequest = components['schemas']['RunRequest'];
export type Results = components['schemas']['Results'];
type ResultQuery = NonNullable<paths['/v1/runs/{id}/results']['get']['parameters']['query']>;
type ResultType = keyof paths['/v1/runs/{id}/results']['get']['responses'][200]['content'];

/** Media types of the result table by the names that the command line gives to formats. */
const FORMATS = {
  json: 'application/json',
  csv: 'text/csv',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.file',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<string, ResultType>;
export type ResultFormat = keyof typeof FORMATS;

export interface ClientOptions {
  /** Address of the server, such as http://127.0.0.1:8080. */
  readonly baseUrl: string;
  /** An API key or a token; none for a server that is open. */
  readonly apiKey?: string | undefined;
  /** In the place of the global `fetch`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

export interface WaitOptions {
  /** Told of every change of state and of progress (0 to 1). */
  readonly onProgress?: ((event: RunEvent) => void) | undefined;
  /** Ends the waiting, not the run: others may wait for the same one. */
  readonly signal?: AbortSignal | undefined;
}

export interface ResultOptions<Format extends ResultFormat = ResultFormat> {
  readonly format?: Format | undefined;
  /** Values by column: a row matches one value of each column that is named. */
  readonly filters?: ResultQuery | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A run ended without results. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded';

  constructor(readonly run: Run) {
    super(run.error ?? `the run was ${run.state}`);
  }
}

export interface MtbClient {
  /** Every operation of the interface, typed by its address; answers that are errors throw `ProblemError`. */
  readonly api: Client<paths>;
  /** The events of a run until it has ended, over broken connections and restarts of the server. */
  follow(id: string, options?: FollowOptions): AsyncGenerator<RunEvent, void>;
  /**
   * Posts a run and waits for its end. The server counts equal inputs as one run, so posting again after a broken
   * connection does no harm, and this is done. Throws `RunEnded` when it failed or was cancelled.
   */
  runAndWait(body: RunRequest, options?: WaitOptions): Promise<Run>;
  /** The result table of a run: as rows, or in a file format as an answer whose body streams. */
  results(id: string, options?: ResultOptions<'json'>): Promise<Results>;
  results(id: string, options: ResultOptions<Exclude<ResultFormat, 'json'>>): Promise<Response>;
}

/** A client of one server. */
export function createClient({ baseUrl, apiKey, fetch = globalThis.fetch }: ClientOptions): MtbClient {
  const root = baseUrl.replace(/\/+$/, '');
  const authorization: Record<string, string> =
    apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const api = createFetchClient<paths>({ baseUrl: root, headers: authorization, fetch });
  api.use({ onResponse: ({ response }) => refuseProblems(response) });

  const followRun: MtbClient['follow'] = (id, options) =>
    follow(
      (path, { headers, ...init }) =>
        fetch(new Request(root + path, { ...init, headers: { ...authorization, ...headers } })),
      id,
      options,
    );

  async function post(body: RunRequest, signal: AbortSignal | undefined): Promise<Run> {
    const patience = new Patience(signal);
    for (;;) {
      try {
        const { data } = await api.POST('/v1/runs', { body, ...(signal ? { signal } : {}) });
        return data!;
      } catch (error) {
        await patience.after(error);
      }
    }
  }

  async function runAndWait(body: RunRequest, { onProgress, signal }: WaitOptions = {}): Promise<Run> {
    let run = await post(body, signal);
    if (run.state !== 'succeeded') {
      for await (const event of followRun(run.id, { signal })) onProgress?.(event);
      const { data } = await api.GET('/v1/runs/{id}', { params: { path: { id: run.id } } });
      run = data!;
    }
    if (run.state !== 'succeeded') throw new RunEnded(run);
    return run;
  }

  async function results(id: string, { format = 'json', filters, signal }: ResultOptions = {}) {
    const { data, response } = await api.GET('/v1/runs/{id}/results', {
      params: { path: { id }, ...(filters ? { query: filters } : {}) },
      headers: { accept: FORMATS[format] },
      parseAs: format === 'json' ? 'json' : 'stream',
      ...(signal ? { signal } : {}),
    });
    return format === 'json' ? (data as Results) : response;
  }

  return { api, follow: followRun, runAndWait, results: results as MtbClient['results'] };
}
