import { describe, expect, it } from 'vitest';
import { PROCESSES } from '../../engine/projection/simulator.js';
import { alternate, type Loop, type Pair } from '../../tools/speed/alternate.js';
import { complaints, speedsOf } from '../../tools/speed-check.js';
import { kernelModel } from '../support/kernels.js';

/** Every loop a hundred times as fast as the plain one, but for those given. */
function timesWith(changes: Readonly<Partial<Record<Loop, Pair>>>): ReadonlyMap<Loop, Pair> {
  const loops: Loop[] = [...PROCESSES.filter((process) => process !== 'migration'), 'recall'];
  return new Map(loops.map((loop) => [loop, changes[loop] ?? { kernel: [1], plain: [100] }]));
}

describe('the check of speed', () => {
  it('is content with fast kernels, and takes medians', () => {
    const deaths = { kernel: [1, 2, 900], plain: [1, 20, 30] };
    const speeds = speedsOf(timesWith({ deaths }));
    expect(speeds.find(({ row }) => row === 'deaths')).toEqual({
      row: 'deaths',
      kernel: 2,
      plain: 20,
      ratio: 10,
    });
    expect(complaints(speeds)).toEqual([]);
  });

  it('counts in the whole what is done every year for every year', () => {
    const times = new Map<Loop, Pair>([
      ['synthesis', { kernel: [5], plain: [50] }],
      ['work', { kernel: [1, 1, 1], plain: [2, 2, 2] }],
    ]);
    expect(speedsOf(times).at(-1)?.ratio).toBe((50 + 3 * 2) / (5 + 3 * 1));
  });

  it('names the kernel that is as slow as its plain loop', () => {
    const found = complaints(speedsOf(timesWith({ unions: { kernel: [7], plain: [7] } })));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^unions: 1\.00 times as fast .* floor 2\.5/);
  });

  it('says when a loop has no floor, or a floor no loop', () => {
    const times = new Map([...timesWith({}), ['migration', { kernel: [1], plain: [9] }] as const]);
    times.delete('recall');
    expect(complaints(speedsOf(times))).toEqual([
      'migration: has no floor in tools/speed-check.ts',
      'recall: has a floor and was not measured',
    ]);
  });

  it('measures every process that has a plain loop, each year of the blocks that count', () => {
    const model = kernelModel(48_000, 2026);
    const times = alternate(model);
    expect(model.plan.blocks).toBe(3);
    for (const loop of timesWith({}).keys()) {
      const once = loop === 'synthesis' || loop === 'recall';
      const pair = times.get(loop);
      expect([loop, pair?.kernel.length, pair?.plain.length]).toEqual([loop, once ? 1 : 2, once ? 1 : 2]);
      expect(Math.min(...(pair?.kernel ?? [0]), ...(pair?.plain ?? [0]))).toBeGreaterThan(0);
    }
  });
});
