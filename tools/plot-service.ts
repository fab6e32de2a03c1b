/**
 * Draws docs/images/service-load.svg from what benchmarks/service/load.ts measured:
 * `npx tsx tools/plot-service.ts [out/service-load.json]`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { init } from 'echarts';

interface Measured {
  readonly machine: string;
  readonly population: number | 'whole';
  readonly windowSeconds: number;
  readonly samples: readonly { readonly second: number; readonly server: number; readonly runners: number }[];
  readonly windows: readonly { readonly p50: number; readonly p99: number }[];
  readonly runs: readonly { readonly second: number; readonly seconds: number }[];
}

/** What the p99 of reads must stay below, ms. */
const BOUND = 50;
// Okabe and Ito's colours, which colour-blind readers tell apart.
const [BLUE, ORANGE, GREEN, PINK, GREY] = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#777777'];

const measured: Measured = JSON.parse(readFileSync(process.argv[2] ?? 'out/service-load.json', 'utf8'));
const minutes = (seconds: number) => Number((seconds / 60).toFixed(3));
const end = Math.ceil(minutes(measured.samples.at(-1)?.second ?? 0));

// One point a few seconds: more cannot be told apart in the picture.
const memory = (part: 'server' | 'runners') =>
  measured.samples.filter((_, i) => i % 5 === 0).map((sample) => [minutes(sample.second), sample[part]]);
const latency = (part: 'p50' | 'p99') =>
  measured.windows.map((window, i) => [
    minutes((i + 1) * measured.windowSeconds),
    Number(window[part].toFixed(2)),
  ]);
const line = (panel: number, name: string, color: string, data: number[][]) => ({
  type: 'line',
  name,
  color,
  xAxisIndex: panel,
  yAxisIndex: panel,
  showSymbol: false,
  lineStyle: { width: 1.5, color },
  data,
});

const chart = init(null, null, { renderer: 'svg', ssr: true, width: 1080, height: 620 });
const panels = ['Resident memory, MB', 'Milliseconds from when a read was due to its last byte'];
chart.setOption({
  backgroundColor: '#ffffff',
  textStyle: { fontFamily: 'Arial, Helvetica, sans-serif' },
  animation: false,
  legend: { bottom: 4, itemGap: 34, icon: 'roundRect' },
  title: panels.map((text, i) => ({ text, left: 40, top: 8 + i * 295, textStyle: { fontSize: 14 } })),
  grid: panels.map((_, i) => ({ left: 60, right: 20, top: 42 + i * 295, height: 205 })),
  xAxis: panels.map((_, gridIndex) => ({
    type: 'value',
    gridIndex,
    max: end,
    name: gridIndex === 1 ? 'minutes' : '',
    nameLocation: 'middle',
    nameGap: 26,
  })),
  yAxis: panels.map((_, gridIndex) => ({
    type: 'value',
    gridIndex,
    min: 0,
    // The bound is always in sight.
    ...(gridIndex === 1 ? { max: ({ max }: { max: number }) => Math.ceil(Math.max(1.1 * BOUND, max)) } : {}),
  })),
  series: [
    {
      ...line(0, 'server', BLUE, memory('server')),
      markLine: {
        silent: true,
        symbol: 'none',
        label: { formatter: 'next run', color: GREY },
        lineStyle: { color: GREY, type: 'dotted' },
        data: measured.runs.map(({ second, seconds }) => ({ xAxis: minutes(second + seconds) })),
      },
    },
    line(0, 'processes of the runs', ORANGE, memory('runners')),
    {
      ...line(1, 'p99 of reads', PINK, latency('p99')),
      markLine: {
        silent: true,
        symbol: 'none',
        label: { formatter: `${BOUND} ms`, position: 'insideEndTop', color: GREY },
        lineStyle: { color: GREY, type: 'dashed' },
        data: [{ yAxis: BOUND }],
      },
    },
    line(1, 'median of reads', GREEN, latency('p50')),
  ],
});
writeFileSync('docs/images/service-load.svg', `${chart.renderToSVGString()}\n`);
chart.dispose();
