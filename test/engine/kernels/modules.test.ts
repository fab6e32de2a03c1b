import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileKernels, kernelFile, kernelModules } from '../../../tools/compile-kernels.js';

describe('the compiled kernels', () => {
  it.each(kernelModules())('are those of the sources: %s', async (name) => {
    expect(readFileSync(kernelFile(name), 'utf8')).toBe(await compileKernels(name));
  });
});
