/**
 * Draws docs/images/performance.svg from what benchmarks/scale.ts measured: time and memory of a run against its
 * population, scenarios and horizon. `npx tsx tools/plot-performance.ts [out/scale.json] [docs/images/performance.svg]`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { init } from 'echarts';
import type { Measured } from '../benchmarks/scale.js';

interface Scale {
  readonly machine: string;
  readonly results: readonly (Measured & { readonly series: string })[];
}

// Okabe and Ito's colours, which colour-blind readers tell apart.
const COLOURS: Readonly<Record<number, string>> = { 1: '#0072B2', 2: '#D55E00' };
const SYMBOLS: Readonly<Record<number, string>> = { 1: 'circle', 2: 'rect' };
const GREY = '#555555';
const WIDTH = 1180;
const HEIGHT = 600;

/** What a run is measured against, one column of panels each. */
const COLUMNS = [
  { series: 'population', name: 'persons', log: true, at: ({ simulated }: Measured) => simulated },
  { series: 'scenarios', name: 'scenarios', log: false, at: ({ scenarios }: Measured) => scenarios },
  { series: 'horizon', name: 'simulated to', log: false, at: ({ toYear }: Measured) => toYear },
] as const;
/** What is measured, one row of panels each. */
const ROWS = [
  { name: 'Seconds', of: ({ seconds }: Measured) => Number(seconds.toFixed(2)) },
  { name: 'Highest resident memory, MB', of: ({ megabytes }: Measured) => Math.round(megabytes) },
] as const;

const { machine, results }: Scale = JSON.parse(readFileSync(process.argv[2] ?? 'out/scale.json', 'utf8'));
const panels = ROWS.flatMap((row, r) => COLUMNS.map((column, c) => ({ row, column, r, c })));
const left = (c: number) => 64 + c * 382;
const top = (r: number) => 70 + r * 272;

/** What else holds in a column: the size of its runs. */
function sizeOf(series: string): string {
  const [first] = results.filter((result) => result.series === series);
  if (first === undefined) throw new Error(`no run of the series ${series} was measured`);
  const parts = [
    series === 'population' ? '' : `${first.simulated.toLocaleString('en')} persons`,
    series === 'scenarios' ? '' : `${first.scenarios} scenarios`,
    series === 'horizon' ? '' : `to ${first.toYear}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Ticks of an axis of persons. */
const compact = new Intl.NumberFormat('en', { notation: 'compact' });

function axis(log: boolean, name: string, gridIndex: number) {
  return {
    gridIndex,
    type: log ? 'log' : 'value',
    scale: true,
    name,
    nameLocation: 'middle',
    nameGap: 26,
    axisLabel: { formatter: (value: number) => (name === 'persons' ? compact.format(value) : String(value)) },
  };
}

const workers = [...new Set(results.map((result) => result.workers))].sort((a, b) => a - b);
const series = panels.flatMap(({ row, column }, panel) =>
  workers.flatMap((count) => {
    const runs = results.filter((result) => result.series === column.series && result.workers === count);
    if (runs.length === 0) return [];
    return {
      type: 'line',
      name: count === 1 ? '1 worker' : `${count} workers`,
      color: COLOURS[count] ?? GREY,
      symbol: SYMBOLS[count] ?? 'triangle',
      symbolSize: 7,
      xAxisIndex: panel,
      yAxisIndex: panel,
      lineStyle: { width: 1.5 },
      data: runs.map((run) => [column.at(run), row.of(run)]),
    };
  }),
);

const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
chart.setOption({
  backgroundColor: '#ffffff',
  textStyle: { fontFamily: 'Arial, Helvetica, sans-serif' },
  animation: false,
  legend: { bottom: 6, itemGap: 30 },
  title: [
    ...panels.map(({ row, column, r, c }) => ({
      text: row.name,
      subtext: r === 0 ? sizeOf(column.series) : '',
      left: left(c) - 40,
      top: top(r) - 56,
      itemGap: 4,
      textStyle: { fontSize: 13 },
      subtextStyle: { fontSize: 11, color: GREY },
    })),
    { text: machine, right: 12, bottom: 6, textStyle: { fontSize: 11, fontWeight: 'normal', color: GREY } },
  ],
  grid: panels.map(({ r, c }) => ({ left: left(c), top: top(r), width: 310, height: 165 })),
  xAxis: panels.map(({ column }, panel) => axis(column.log, column.name, panel)),
  // Time grows over four powers of ten with the population; the rest is told on plain axes, from nought.
  yAxis: panels.map(({ row, column }, panel) => ({
    ...axis(column.log && row === ROWS[0], '', panel),
    ...(column.log && row === ROWS[0] ? {} : { min: 0, scale: false }),
  })),
  series,
});
writeFileSync(process.argv[3] ?? 'docs/images/performance.svg', `${chart.renderToSVGString()}\n`);
chart.dispose();
