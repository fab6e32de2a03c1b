import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from './measure.js';

const COMPILER = 'g++';

/** A program that computes all kernels once. */
export interface Program {
  readonly name: string;
  readonly run: () => readonly Finding[];
}

/** A program of this folder made ready, or why it takes no part. */
type Made = (Program & { readonly version: string }) | { readonly name: string; readonly skipped: string };

/** Folder of the sources: beside this file, or, where this file is compiled, in the sources that it was compiled from. */
function sourceFolder(name: string): string {
  const [beside, above] = [`./${name}/`, `../../../benchmarks/reference/${name}/`].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return existsSync(beside) ? beside : above;
}

/** First line that a command prints; null where it cannot be run. */
function firstLine(command: string, args: readonly string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split(
      '\n',
    )[0];
  } catch {
    return null;
  }
}

/** A program that prints one finding a line. */
function program(name: string, version: string, command: string, args: readonly string[]): Made {
  const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  return {
    name,
    version,
    run: () =>
      execFileSync(command, args, { encoding: 'utf8', env: environment })
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Finding),
  };
}

/** The kernels in C++, compiled into the folder of the dump. */
export function cppProgram(dump: string): Made {
  const version = firstLine(COMPILER, ['--version']);
  if (version === null) return { name: 'C++', skipped: `${COMPILER} is not found` };
  const binary = join(dump, 'kernels');
  execFileSync(COMPILER, ['-O3', '-std=c++17', '-o', binary, join(sourceFolder('cpp'), 'main.cpp')]);
  return program('C++', `${version}, -O3 -std=c++17`, binary, [dump]);
}

/** The kernels in NumPy. */
export function numpyProgram(dump: string): Made {
  const python = firstLine('python3', ['--version']);
  if (python === null) return { name: 'NumPy', skipped: 'python3 is not found' };
  const numpy = firstLine('python3', ['-c', 'import numpy; print(numpy.__version__)']);
  if (numpy === null) return { name: 'NumPy', skipped: `${python} has no numpy` };
  return program('NumPy', `${numpy}, ${python}`, 'python3', [join(sourceFolder('python'), 'main.py'), dump]);
}
