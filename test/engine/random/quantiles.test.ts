import { describe, expect, test } from 'vitest';
import { logNormalTable, normalCumulative, normalQuantile } from '../../../engine/random/quantiles.js';

describe('normal distribution', () => {
  // Printed tables of the standard normal distribution.
  test.each([
    [0.5, 0],
    [0.841344746, 1],
    [0.975, 1.959963985],
    [0.999, 3.090232306],
    [0.01, -2.326347874],
  ])('quantile of %f is %f', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 6);
    expect(normalCumulative(z)).toBeCloseTo(p, 6);
  });

  test('log-normal factors have mean 1 and the standard deviation of logs that was asked for', () => {
    const table = logNormalTable(4096, 0.45);
    const logs = table.map(Math.log);
    const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
    const variance = logs.reduce((a, b) => a + (b - mean) ** 2, 0) / logs.length;
    expect(table.reduce((a, b) => a + b, 0) / table.length).toBeCloseTo(1, 12);
    expect(Math.sqrt(variance)).toBeCloseTo(0.45, 3);
  });
});
