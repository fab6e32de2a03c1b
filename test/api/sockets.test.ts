import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { App } from '../../api/context.js';
import { isErrorCode } from '../../api/errors.js';
import { startServer } from './server.js';

/** Milliseconds after which a test stops listening to a connection that stays open. */
const PATIENCE = 1_500;

interface Heard {
  readonly text: string;
  readonly closed: boolean;
}

interface Talk {
  /** Closes the client's side after writing. */
  readonly halfClose?: boolean;
  /** Milliseconds between the pieces. */
  readonly slowly?: number;
}

/** Writes bytes to the server and gives what came back until it closed the connection, or fell silent. */
async function say(port: number, pieces: readonly (string | Buffer)[], talk: Talk = {}): Promise<Heard> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let text = '';
  let closed = false;
  let failed = false;
  const over = new Promise<void>((resolve) => {
    socket.on('data', (data) => {
      text += data.toString('latin1');
      // Nothing here is answered by more than one answer, and each ends soon after it begins.
      setTimeout(resolve, 200);
    });
    socket.on('end', () => {
      closed = true;
      resolve();
    });
    socket.on('error', () => {
      failed = true;
      resolve();
    });
    setTimeout(resolve, PATIENCE);
  });
  for (const piece of pieces) {
    if (failed || closed) break;
    socket.write(piece);
    if (talk.slowly) await pause(talk.slowly);
  }
  if (talk.halfClose) socket.end();
  await over;
  socket.destroy();
  return { text, closed: closed || failed };
}

async function listening(): Promise<{ app: App; port: number }> {
  const { app } = await startServer();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  if (typeof address !== 'object' || !address) throw new Error('the server has no port');
  return { app, port: address.port };
}

const HOST = 'Host: localhost\r\n';
const JSON_BODY = 'Content-Type: application/json\r\n';
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\n${HOST}${headers}\r\n`;
const post = (headers: string, body = '') =>
  `POST /v1/runs HTTP/1.1\r\n${HOST}${JSON_BODY}${headers}\r\n${body}`;

/** What is no sound HTTP: the answer is a refusal with a problem, or the end of the connection. */
const BROKEN: Readonly<Record<string, readonly (string | Buffer)[]>> = {
  'no HTTP at all': ['hello\r\n\r\n'],
  'a TLS greeting': [Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])],
  'zero bytes': [Buffer.alloc(1_000)],
  'random bytes': [Buffer.from(Array.from({ length: 2_000 }, (_, position) => (position * 7919) % 256))],
  'an unknown method': [`FLY /v1/runs HTTP/1.1\r\n${HOST}\r\n`],
  'a method in small letters': [`get /v1/runs HTTP/1.1\r\n${HOST}\r\n`],
  'a version of the future': [`GET / HTTP/9.9\r\n${HOST}\r\n`],
  'HTTP 2 without agreement': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  'no version': ['GET /\r\n\r\n'],
  'spaces in the address': [`GET /v1/runs and more HTTP/1.1\r\n${HOST}\r\n`],
  'a null byte in the address': [`GET /v1/\0runs HTTP/1.1\r\n${HOST}\r\n`],
  'raw bytes in the address': [
    Buffer.concat([
      Buffer.from('GET /v1/'),
      Buffer.from([0x01, 0x7f]),
      Buffer.from(` HTTP/1.1\r\n${HOST}\r\n`),
    ]),
  ],
  'an address of 100 kilobytes': [get(`/v1/${'a'.repeat(100_000)}`)],
  'a header of 100 kilobytes': [get('/healthz', `X-Long: ${'a'.repeat(100_000)}\r\n`)],
  'ten thousand headers': [
    get('/healthz', Array.from({ length: 10_000 }, (_, at) => `X-${at}: a\r\n`).join('')),
  ],
  'a header without a name': [get('/healthz', ': a\r\n')],
  'a header without a colon': [get('/healthz', 'nonsense\r\n')],
  'a null byte in a header': [get('/healthz', 'X-A: a\0b\r\n')],
  'a folded header': [get('/healthz', 'X-A: a\r\n b\r\n')],
  'a space before the colon': [get('/healthz', 'Content-Length : 5\r\n')],
  'two lengths': [post('Content-Length: 2\r\nContent-Length: 3\r\n', '{} ')],
  'a length that is no number': [post('Content-Length: two\r\n', '{}')],
  'a negative length': [post('Content-Length: -2\r\n', '{}')],
  'an enormous length': [post('Content-Length: 99999999999999999999\r\n', '{}')],
  'length and chunks': [post('Content-Length: 2\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
  'chunks twice': [post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', '0\r\n\r\n')],
  'a chunk whose size is no number': [post('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n')],
  'a chunk of enormous size': [post('Transfer-Encoding: chunked\r\n', 'fffffffffffffffff\r\n{}')],
  'a chunk that is longer than it says': [post('Transfer-Encoding: chunked\r\n', '1\r\n{}{}{}\r\n0\r\n\r\n')],
};

/** Sound HTTP that asks for what there is not. */
const REFUSED: Readonly<Record<string, readonly [status: number, pieces: readonly string[]]>> = {
  'dots in the path': [404, [get('/../../../etc/passwd')]],
  'dots behind a known path': [404, [get('/v1/runs/../../etc/passwd')]],
  'a bad percent code': [400, [get('/v1/scenarios/%zz')]],
  'an absolute address': [404, [get('http://example.org/v1/none')]],
  'a body of two mebibytes, announced': [413, [post(`Content-Length: ${2 * 1024 * 1024}\r\n`, '{')]],
  'a body of two mebibytes, in chunks': [
    413,
    [post('Transfer-Encoding: chunked\r\n', `200000\r\n${' '.repeat(0x200000)}\r\n0\r\n\r\n`)],
  ],
  'an expectation that cannot be met': [422, [post('Expect: nonsense\r\nContent-Length: 2\r\n', '{}')]],
  'an upgrade': [404, [get('/v1/none', 'Connection: Upgrade\r\nUpgrade: websocket\r\n')]],
};

function problemIn(text: string): { status: number; code: string } {
  const [head, body] = [text.slice(0, text.indexOf('\r\n\r\n')), text.slice(text.indexOf('\r\n\r\n') + 4)];
  expect(head).toMatch(/^content-type: application\/problem\+json$/im);
  return JSON.parse(body);
}

describe('the server on the wire', { timeout: 120_000 }, () => {
  it('answers what is no sound HTTP with a problem, or closes, and lives on', async () => {
    const { app, port } = await listening();
    for (const [name, pieces] of Object.entries(BROKEN)) {
      const { text, closed } = await say(port, pieces);
      expect({ name, closed: closed || text !== '' }).toEqual({ name, closed: true });
      if (text !== '') {
        expect({ name, text }).toEqual({ name, text: expect.stringMatching(/^HTTP\/1\.1 4\d\d /) });
        expect({ name, known: isErrorCode(problemIn(text).code) }).toEqual({ name, known: true });
      }
    }
    expect((await app.inject('/healthz')).statusCode).toBe(200);
  });

  it.each(Object.entries(REFUSED))('refuses %s', async (_name, [status, pieces]) => {
    const { port } = await listening();
    const { text } = await say(port, pieces);
    expect(text.slice(0, 40)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(problemIn(text).status).toBe(status);
  });

  it('answers a client that has closed its own side, and forgets one that has gone', async () => {
    const { app, port } = await listening();
    const half = await say(port, [get('/healthz')], { halfClose: true });
    expect(half.text).toMatch(/^HTTP\/1\.1 200 /);
    const gone = await say(port, [post('Content-Length: 100\r\n', '{"scen')], { halfClose: true });
    expect(gone.text === '' || /^HTTP\/1\.1 4/.test(gone.text)).toBe(true);
    const connections = () =>
      new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count)));
    await pause(200);
    expect(await connections()).toBe(0);
  });

  it('reads a body that comes a byte at a time, and does not wait for one for ever', async () => {
    const { app, port } = await listening();
    const body = '{"scenario":"none"}';
    const { text } = await say(port, [post(`Content-Length: ${body.length}\r\n`), ...body], { slowly: 5 });
    expect(text).toMatch(/^HTTP\/1\.1 422 /);
    expect(app.server.requestTimeout).toBeGreaterThan(0);
    expect(app.server.requestTimeout).toBeLessThanOrEqual(60_000);
    expect(app.server.headersTimeout).toBeGreaterThan(0);
  });

  it('answers requests that were sent together, each on its own', async () => {
    const { port } = await listening();
    const { text } = await say(port, [get('/healthz') + get('/v1/none') + get('/healthz')]);
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
  });
});
