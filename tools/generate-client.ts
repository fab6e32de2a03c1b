import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTypes, { type OpenAPI3 } from 'openapi-typescript';
import { mtbCommand } from '../benchmarks/service/command.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const NOTE =
  '/** Types of the interface, made from openapi.json by tools/generate-client.ts. Not to be edited. */\n\n';

/** What client/ holds of the interface, by file name: the description as it is served, and the types made from it. */
export async function clientFiles(document: object): Promise<Record<string, string>> {
  const types = await openapiTypes(document as OpenAPI3, { commentHeader: NOTE, alphabetize: true });
  return { 'openapi.json': `${JSON.stringify(document, null, 2)}\n`, 'schema.ts': types };
}

/** The description that the server itself answers with, started for a moment with nothing in its store. */
async function servedDescription(): Promise<object> {
  const flags = ['serve', '--port', '0', '--data', ':memory:', '--log-level', 'error'];
  const [program, ...words] = mtbCommand();
  const server = spawn(program, [...words, ...flags], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let told = '';
    for await (const chunk of server.stdout) {
      told += chunk;
      const address = /^listening on (http:\S+)$/m.exec(told)?.[1];
      if (!address) continue;
      const answer = await fetch(`${address}/docs/json`);
      if (!answer.ok) throw new Error(`the description was answered with status ${answer.status}`);
      return (await answer.json()) as object;
    }
    throw new Error('the server did not start');
  } finally {
    server.kill();
    if (server.exitCode === null) await once(server, 'exit');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(await clientFiles(await servedDescription()))) {
    writeFileSync(join(ROOT, 'client', name), text);
  }
}
