import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ResultsSchema } from '../../api/schemas/results.js';
import { expectProblem, finishedRun, postJson, startServer } from './server.js';

const HEADER = 'scenario,year,indicator,branch,tier,dimension,group,value,low,high,unit';
const csv = { accept: 'text/csv' };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('GET /v1/runs/{id}/results', () => {
  it('gives the bytes that the record names, as CSV and as JSON', async () => {
    const { app } = await startServer();
    const address = await finishedRun(app);
    const { record } = (await app.inject(address)).json();
    const table = await app.inject({ url: `${address}/results`, headers: csv });
    expect(table.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(sha256(table.body)).toBe(record.results.csv);
    const json = await app.inject(`${address}/results`);
    expect(json.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(sha256(json.body)).toBe(record.results.json);
    expect(ResultsSchema.parse(json.json()).rows).toHaveLength(record.results.rows);
  });

  it('filters by several values of several columns', async () => {
    const { app } = await startServer();
    const address = `${await finishedRun(app)}/results`;
    const query = 'scenario=current-law&year=2025&year=2026&indicator=population&dimension=total';
    const table = await app.inject({ url: `${address}?${query}`, headers: csv });
    const lines = table.body.trimEnd().split('\n');
    expect(lines[0]).toBe(HEADER);
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join())).toEqual([
      'current-law,2025',
      'current-law,2026',
    ]);
    const json = (await app.inject(`${address}?tier=child-tier&group=total&branch=child`)).json();
    expect(
      json.rows.map(({ scenario, year, value }: Record<string, unknown>) => [scenario, year, value]),
    ).toEqual([
      ['current-law', 2025, 0.1],
      ['current-law', 2026, 0.1],
      ['multi-tier-child-benefit', 2025, 1.1],
      ['multi-tier-child-benefit', 2026, 1.1],
    ]);
  });

  it('gives an empty table when known values do not meet', async () => {
    const { app } = await startServer();
    const address = `${await finishedRun(app)}/results?tier=child-tier&branch=maternity`;
    expect((await app.inject(address)).json().rows).toEqual([]);
    expect((await app.inject({ url: address, headers: csv })).body).toBe(`${HEADER}\n`);
  });

  it('refuses unknown values and columns, with the nearest known one', async () => {
    const { app } = await startServer();
    const address = `${await finishedRun(app)}/results`;
    const answer = await app.inject(`${address}?indicator=benefit_costs&year=2040&year=2025`);
    expect(expectProblem(answer, 'invalid-parameters').problems).toMatchObject([
      { pointer: '/year', found: '2040' },
      { pointer: '/indicator', found: 'benefit_costs', nearest: 'benefit_cost' },
    ]);
    const column = await app.inject(`${address}?indicatr=population`);
    expect(expectProblem(column, 'invalid-parameters').problems).toMatchObject([{ nearest: 'indicator' }]);
  });

  it('negotiates the form', async () => {
    const { app } = await startServer();
    const url = `${await finishedRun(app)}/results`;
    const typeFor = async (accept: string) =>
      String((await app.inject({ url, headers: { accept } })).headers['content-type']).split(';')[0];
    expect(await typeFor('*/*')).toBe('application/json');
    expect(await typeFor('text/*')).toBe('text/csv');
    expect(await typeFor('application/json;q=0.5, text/csv')).toBe('text/csv');
    expect(await typeFor('text/csv;q=0, */*')).toBe('application/json');
    expect(await typeFor('text/html,*/*;q=0.1')).toBe('application/json');
    const refused = await app.inject({ url, headers: { accept: 'application/pdf' } });
    expect(expectProblem(refused, 'not-acceptable').detail).toContain('text/csv');
  });

  it('answers 304 to a client that has the bytes', async () => {
    const { app } = await startServer();
    const url = `${await finishedRun(app)}/results`;
    const first = await app.inject({ url, headers: csv });
    const tag = String(first.headers.etag);
    const again = (address: string, ifNoneMatch: string, accept = 'text/csv') =>
      app.inject({ url: address, headers: { accept, 'if-none-match': ifNoneMatch } });
    const fresh = await again(url, tag);
    expect([fresh.statusCode, fresh.body, fresh.headers.etag]).toEqual([304, '', tag]);
    expect((await again(url, `"x", W/${tag}`)).statusCode).toBe(304);
    expect((await again(url, '*')).statusCode).toBe(304);
    expect((await again(url, '"x"')).statusCode).toBe(200);
    expect((await again(url, tag, 'application/json')).statusCode).toBe(200);
    expect((await again(`${url}?year=2025`, tag)).statusCode).toBe(200);
    const tags = await Promise.all(
      ['?year=2025&year=2026', '?year=2026&year=2025', '?year=2025'].map(
        async (query) => (await app.inject({ url: url + query, headers: csv })).headers.etag,
      ),
    );
    expect(tags[0]).toBe(tags[1]);
    expect(tags[2]).not.toBe(tags[0]);
  });

  it('answers 409 with Retry-After until the run has ended', async () => {
    const { app } = await startServer({ held: true });
    const { links } = (await postJson(app, '/v1/runs', { scenario: 'current-law', persons: 1000 })).json();
    const answer = await app.inject(links.results);
    expectProblem(answer, 'run-not-finished');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('answers 404 for an unknown run', async () => {
    const { app } = await startServer();
    expectProblem(await app.inject('/v1/runs/nothing/results'), 'unknown-run');
  });
});
