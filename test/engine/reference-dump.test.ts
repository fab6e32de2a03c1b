import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { median } from '../../benchmarks/machine.js';
import { simulateBlock } from '../../benchmarks/reference/block.js';
import { disagreements } from '../../benchmarks/reference/compare.js';
import { writeDump } from '../../benchmarks/reference/dump.js';
import { engineKernels } from '../../benchmarks/reference/engine.js';
import { measure, weighted } from '../../benchmarks/reference/measure.js';
import { cppProgram, numpyProgram } from '../../benchmarks/reference/programs.js';
import { tablesOf } from '../../benchmarks/reference/tables.js';

const ONCE = { warmUp: 0, warmUpSeconds: 0, timed: 1, timedSeconds: 0, most: 1 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-reference-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the dump for programs in other languages', () => {
  it('writes arrays as little-endian bytes and numbers into one flat header', () => {
    writeDump(folder, {
      year: 2029,
      labour: { job: Float64Array.of(1, -2), row: 3 },
      people: { age: Uint8Array.of(7, 100), exitMonth: Int16Array.of(-2, 258) },
      note: 'left out',
    });
    expect(readdirSync(folder).sort()).toEqual([
      'header.json',
      'labour.job.f64',
      'people.age.u8',
      'people.exitMonth.i16',
    ]);
    expect(JSON.parse(readFileSync(join(folder, 'header.json'), 'utf8'))).toEqual({
      year: 2029,
      'labour.row': 3,
    });
    expect([...readFileSync(join(folder, 'people.age.u8'))]).toEqual([7, 100]);
    // -2 is ff fe, 258 is 01 02, lowest byte first.
    expect([...readFileSync(join(folder, 'people.exitMonth.i16'))]).toEqual([0xfe, 0xff, 0x02, 0x01]);
    // 1 is 3ff0..., -2 is c000... as IEEE doubles.
    expect([...readFileSync(join(folder, 'labour.job.f64'))]).toEqual([
      ...[0, 0, 0, 0, 0, 0, 0xf0, 0x3f],
      ...[0, 0, 0, 0, 0, 0, 0, 0xc0],
    ]);
  });

  it('writes a part of a larger buffer alone', () => {
    writeDump(folder, { part: Uint16Array.of(1, 2, 3).subarray(1) });
    expect([...readFileSync(join(folder, 'part.u16'))]).toEqual([2, 0, 3, 0]);
  });
});

describe('totals', () => {
  it('change when two values change places', () => {
    expect(weighted([5, 7])).toBe(5 + 2 * 7);
    expect(weighted([7, 5])).toBe(7 + 2 * 5);
    // The 32nd value has the weight of the first again; of a part, the first has weight 1.
    expect(weighted(new Array(32).fill(1))).toBe((31 * 32) / 2 + 1);
    expect(weighted([9, 5, 7], 2, 1)).toBe(5 + 2 * 7);
  });

  it('are held equal between the programs, kernel by kernel', () => {
    const finding = (program: string, kernel: string, totals: Record<string, number>) => ({
      program,
      kernel,
      totals,
      nanosecondsPerPerson: 1,
    });
    const engine = [
      finding('engine', 'deaths', { age: 5 }),
      finding('engine', 'incomes', { incomePerHead: 900 }),
    ];
    expect(disagreements([...engine, ...engine])).toEqual({ wrong: [], allowed: [] });
    const others = disagreements([
      ...engine,
      finding('C++', 'deaths', { age: 6 }),
      finding('C++', 'incomes', { incomePerHead: 869 }),
      finding('NumPy', 'deaths', {}),
    ]);
    expect(others.wrong).toEqual([
      'deaths: age is 5 in engine, 6 in C++',
      'deaths: age is 5 in engine, undefined in NumPy',
      'incomes is missing in NumPy',
    ]);
    expect(others.allowed).toEqual([
      'incomes: incomePerHead is 900 in engine, 869 in C++ (allowed: the last bit of exp)',
    ]);
  });

  it('takes the middle of the times', () => {
    expect(median([9, 1, 5])).toBe(5);
  });
});

describe('reference kernels', () => {
  it('find the same as the engine wherever they can run', { timeout: 120_000 }, () => {
    const block = simulateBlock();
    writeDump(folder, tablesOf(block, ONCE));
    const findings = engineKernels(block).map((kernel) => ({
      program: 'engine',
      ...measure(kernel, block.count, ONCE),
    }));
    expect(findings).toHaveLength(8);
    for (const made of [cppProgram(folder), numpyProgram(folder)]) {
      if ('skipped' in made) continue;
      findings.push(...made.run().map((finding) => ({ program: made.name, ...finding })));
    }
    expect(disagreements(findings).wrong).toEqual([]);
    // Nothing of what is compared is empty; the benefit alone is below the floor of R202.
    for (const { kernel, totals } of findings)
      for (const [name, total] of Object.entries(totals))
        if (name !== 'atFloor') expect(total, `${kernel}: ${name}`).not.toBe(0);
  });
});
