/**
 * Compiles the kernels of engine/assembly to WebAssembly: `npm run kernels` for all, `npm run kernels labour` for one
 * module. A module is a folder there; it becomes engine/kernels/generated/<module>.ts, the binary as text, so that
 * sources and the built program need no file beside them. A test holds what is committed equal to the sources.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const SOURCES = 'engine/assembly';
const OPTIONS = [
  '-O3',
  '--converge',
  '--noAssert',
  '--enable',
  'simd',
  '--runtime',
  'stub',
  '--importMemory',
];
/** Vectors are exchanged within a module only. */
const QUIET = ['--disableWarning', '112'];
const LINE = /.{1,100}/g;

/** Names of the modules. */
export function kernelModules(): string[] {
  return readdirSync(SOURCES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** File that holds a compiled module. */
export function kernelFile(name: string): string {
  return `engine/kernels/generated/${name}.ts`;
}

/** Text of that file. Throws with the compiler's own messages. */
export async function compileKernels(name: string): Promise<string> {
  let binary: Uint8Array | undefined;
  const source = `${SOURCES}/${name}/index.ts`;
  const { error, stderr } = await asc.main([source, ...OPTIONS, ...QUIET, '--outFile', 'module.wasm'], {
    readFile: (path: string) => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (_path: string, contents: Uint8Array | string) => {
      if (typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
  });
  if (error || binary === undefined) throw new Error(`${stderr.toString()}${error?.message ?? ''}`);
  const lines = Buffer.from(binary).toString('base64').match(LINE) ?? [];
  return [
    `// Written by tools/compile-kernels.ts from ${SOURCES}/${name}: change that, then npm run kernels.`,
    '',
    '/** A WebAssembly module in base64. */',
    'export default [',
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const wanted = process.argv.slice(2);
  for (const name of wanted.length > 0 ? wanted : kernelModules())
    writeFileSync(kernelFile(name), await compileKernels(name));
}
