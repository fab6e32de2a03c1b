import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { tableFromIPC } from 'apache-arrow';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { RunRecordSchema } from '../../api/schemas/results.js';
import { until } from '../src/fake-engine.js';
import { expectProblem, finishedRun, startServer } from './server.js';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const runOf = (address: string) => address.split('/').at(-1)!;

describe('downloads of results', () => {
  it('are chosen by the query before the Accept header, with a name and a length', async () => {
    const { app } = await startServer();
    const address = await finishedRun(app);
    for (const [format, type] of [
      ['parquet', 'application/vnd.apache.parquet'],
      ['arrow', 'application/vnd.apache.arrow.file'],
      ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ]) {
      const asked = { url: `${address}/results?format=${format}`, headers: { accept: 'text/csv' } };
      const answer = await app.inject(asked);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe(type);
      expect(Number(answer.headers['content-length'])).toBe(answer.rawPayload.length);
      expect(answer.headers['content-disposition']).toBe(
        `attachment; filename="mtb-${runOf(address).slice(0, 8)}-all.${format}"`,
      );
      const accepted = await app.inject({ url: `${address}/results`, headers: { accept: type } });
      expect(accepted.rawPayload.equals(answer.rawPayload)).toBe(true);
      const tag = String(answer.headers.etag);
      const fresh = await app.inject({ ...asked, headers: { 'if-none-match': tag } });
      expect([fresh.statusCode, fresh.body]).toEqual([304, '']);
      const head = await app.inject({ ...asked, method: 'HEAD' });
      expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', tag]);
    }
  });

  it('give the stored file as the whole Arrow table', async () => {
    const { app, store } = await startServer();
    const address = await finishedRun(app);
    const { rawPayload } = await app.inject(`${address}/results?format=arrow`);
    expect(sha256(rawPayload)).toBe(store.runs.file(runOf(address))!.sha256);
    expect(rawPayload.equals(readFileSync(store.resultFile(runOf(address))))).toBe(true);
  });

  it('hold the rows of the filter', async () => {
    const { app } = await startServer();
    const address = await finishedRun(app);
    const query = 'indicator=benefit_cost&branch=child&year=2026';
    const { rows } = (await app.inject(`${address}/results?${query}`)).json();
    expect(rows).toHaveLength(2);
    const arrow = await app.inject(`${address}/results?${query}&format=arrow`);
    expect(
      tableFromIPC(arrow.rawPayload)
        .toArray()
        .map((row) => ({ ...row.toJSON() })),
    ).toEqual(rows);
    expect(arrow.headers['content-disposition']).toContain('-2026-benefit_cost-child.arrow"');
    const book = new exceljs.Workbook();
    const xlsx = await app.inject(`${address}/results?${query}&format=xlsx`);
    await book.xlsx.load(xlsx.rawPayload as unknown as ArrayBuffer);
    expect(book.worksheets.map(({ name, rowCount }) => [name, rowCount]).slice(1)).toEqual([['Cost', 3]]);
  });

  it('refuse an unknown format with the nearest, and pages of files', async () => {
    const { app } = await startServer();
    const address = await finishedRun(app);
    const unknown = expectProblem(await app.inject(`${address}/results?format=parket`), 'invalid-parameters');
    expect(unknown.problems).toMatchObject([{ pointer: '/format', found: 'parket', nearest: 'parquet' }]);
    const paged = await app.inject(`${address}/results?format=xlsx&limit=5`);
    expect(expectProblem(paged, 'invalid-parameters').problems).toMatchObject([{ pointer: '/limit' }]);
    expect(paged.headers.etag).toBeUndefined();
    for (const limit of ['0', '10001', 'x']) {
      expectProblem(await app.inject(`${address}/results?limit=${limit}`), 'invalid-parameters');
    }
  });

  it('are paged in JSON and CSV, each page with links to the next and the one before', async () => {
    const { app } = await startServer();
    const results = `${await finishedRun(app)}/results`;
    const { rows } = (await app.inject(results)).json();
    const gathered: unknown[] = [];
    let url: string | undefined = `${results}?limit=7&scenario=current-law&scenario=multi-tier-child-benefit`;
    while (url) {
      const address: string = url;
      const page = await app.inject(address);
      expect(Number(page.headers['x-total-count'])).toBe(rows.length);
      gathered.push(...page.json().rows);
      const links: string = String(page.headers.link ?? '');
      expect(/rel="prev"/.test(links)).toBe(gathered.length > 7);
      url = /<([^>]*)>; rel="next"/.exec(links)?.[1];
    }
    expect(gathered).toEqual(rows);
    const csv = await app.inject(`${results}?format=csv&limit=2&offset=${rows.length - 1}`);
    expect(csv.body.trimEnd().split('\n')).toHaveLength(2);
    const beyond = await app.inject(`${results}?limit=2&offset=999999`);
    expect([beyond.statusCode, beyond.json().rows]).toEqual([200, []]);
  });

  it('are compressed for those who take it, under a tag of their own', async () => {
    const { app } = await startServer();
    const url = `${await finishedRun(app)}/results?format=csv`;
    const plain = await app.inject(url);
    const asked = (encoding: string) => app.inject({ url, headers: { 'accept-encoding': encoding } });
    const zipped = await asked('br, gzip;q=0.5');
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.headers.vary).toContain('accept-encoding');
    expect(gunzipSync(zipped.rawPayload).equals(plain.rawPayload)).toBe(true);
    expect(zipped.headers.etag).not.toBe(plain.headers.etag);
    for (const encoding of ['identity', 'gzip;q=0', 'br']) {
      const answer = await asked(encoding);
      expect([answer.headers['content-encoding'], answer.headers.etag]).toEqual([
        undefined,
        plain.headers.etag,
      ]);
    }
    for (const tag of [plain, zipped].map(({ headers }) => String(headers.etag))) {
      const fresh = await app.inject({ url, headers: { 'accept-encoding': 'gzip', 'if-none-match': tag } });
      expect([fresh.statusCode, fresh.headers.etag]).toEqual([304, zipped.headers.etag]);
    }
  });

  it('tell of a damaged file and simulate the run again', async () => {
    const { app, store } = await startServer();
    const address = await finishedRun(app);
    const path = store.resultFile(runOf(address));
    const sound = readFileSync(path);
    const damaged = Buffer.from(sound);
    damaged[damaged.length >> 1] ^= 4;
    writeFileSync(path, damaged);
    const refused = await app.inject(`${address}/results`);
    expectProblem(refused, 'results-damaged');
    expect(refused.headers.etag).toBeUndefined();
    await until(async () => (await app.inject(address)).json().state === 'succeeded');
    expect((await app.inject(`${address}/results`)).statusCode).toBe(200);
    expect(readFileSync(path).equals(sound)).toBe(true);
  });

  it('survive the loss of the cache of made files', async () => {
    const { app, store } = await startServer();
    const url = `${await finishedRun(app)}/results?format=parquet`;
    const first = await app.inject(url);
    expect(readdirSync(store.exportsFolder)).toHaveLength(1);
    for (const name of readdirSync(store.exportsFolder)) rmSync(join(store.exportsFolder, name));
    expect((await app.inject(url)).rawPayload.equals(first.rawPayload)).toBe(true);
  });

  it('close their file when the client goes away', async () => {
    const { app, store } = await startServer();
    const address = await finishedRun(app);
    const path = store.resultFile(runOf(address));
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    await new Promise<void>((resolve) => {
      const request = get({ port, path: `${address}/results?format=arrow` }, (answer) => {
        answer.once('data', () => request.destroy());
        answer.once('close', resolve);
      });
      request.on('error', () => resolve());
    });
    const open = () =>
      existsSync('/proc/self/fd') && readdirSync('/proc/self/fd').some((fd) => linkOf(fd).startsWith(path));
    await until(() => !open());
  });
});

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

describe('GET /v1/runs/{id}/record', () => {
  it('tells what to cite and what to check', async () => {
    const { app, store } = await startServer();
    const address = await finishedRun(app);
    const answer = await app.inject(`${address}/record`);
    const record = RunRecordSchema.parse(answer.json());
    const csv = await app.inject({ url: `${address}/results`, headers: { accept: 'text/csv' } });
    expect(record.results.csv).toBe(sha256(csv.rawPayload));
    expect(record.results.arrow).toBe(store.runs.file(runOf(address))!.sha256);
    for (const part of [record.id, record.results.csv, record.engineVersion, String(record.seed)]) {
      expect(record.citation).toContain(part);
    }
    const headers = { 'if-none-match': String(answer.headers.etag) };
    expect((await app.inject({ url: `${address}/record`, headers })).statusCode).toBe(304);
    expectProblem(await app.inject('/v1/runs/nothing/record'), 'unknown-run');
  });
});
