import { fileURLToPath } from 'node:url';

/**
 * Words that start the `mtb` command of the same build, or of the same sources, as this module. Tests, which run from
 * sources, take the build too with TEST_THE_BUILD=1: it must be fresh, starts several times faster and is what ships.
 */
export function mtbCommand(): [program: string, ...words: string[]] {
  const { url } = import.meta;
  if (url.endsWith('.js')) return [process.execPath, pathFrom(url, '../../src/cli.js')];
  if (process.env.TEST_THE_BUILD === '1') return [process.execPath, pathFrom(url, '../../dist/src/cli.js')];
  return [process.execPath, '--import', 'tsx', pathFrom(url, '../../src/cli.ts')];
}

function pathFrom(url: string, path: string): string {
  return fileURLToPath(new URL(path, url));
}
