/** Draws docs/images/designs.svg: current law and the designs that ship, on the same 500,000 lives (`npm run figures`). */
import { writeFileSync } from 'node:fs';
import { init } from 'echarts';
import { executeRun, prepareRun, shippedInput } from '../src/index.js';

const DESIGNS = [
  'multi-tier-child-benefit',
  'universal-child-benefit',
  'under-three-targeted',
  'multi-tier-maternity',
];
const NAMES: Record<string, string> = {
  'current-law': 'Current law',
  'multi-tier-child-benefit': 'Multi-tiered child benefit',
  'universal-child-benefit': 'Universal child benefit',
  'under-three-targeted': 'Targeted benefit under three',
  'multi-tier-maternity': 'Multi-tiered maternity benefit',
};
// Okabe and Ito's colours, which colour-blind readers tell apart.
const COLOURS = ['#000000', '#0072B2', '#D55E00', '#009E73', '#CC79A7'];
const YEARS = Array.from({ length: 21 }, (_, i) => 2025 + i);

const input = (id: string) => {
  const shipped = shippedInput(id);
  if (!shipped) throw new Error(`no scenario ${id}`);
  return shipped;
};
const prepared = prepareRun({
  scenarios: ['current-law', ...DESIGNS].map(input),
  persons: 500_000,
  toYear: 2045,
});
if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems, null, 1));
const { rows } = await executeRun(prepared.plan, { workers: 2 });

const figures = new Map<string, number>();
for (const row of rows) {
  if (row.dimension === 'total')
    figures.set([row.scenario, row.year, row.indicator, row.branch, row.tier].join('|'), row.value);
}
const figure = (scenario: string, year: number, indicator: string, branch: string) =>
  (figures.get([scenario, year, indicator, branch, 'all'].join('|')) ?? 0) * 100;

const panels = [
  {
    title: 'Children under 16 with a benefit, %',
    value: (s: string, y: number) => figure(s, y, 'effective_coverage', 'child'),
  },
  {
    title: 'Mothers with a benefit, %',
    value: (s: string, y: number) => figure(s, y, 'effective_coverage', 'maternity'),
  },
  {
    title: 'Benefits, % of GDP',
    value: (s: string, y: number) =>
      figure(s, y, 'cost_share_of_gdp', 'child') + figure(s, y, 'cost_share_of_gdp', 'maternity'),
  },
];

const chart = init(null, null, { renderer: 'svg', ssr: true, width: 1080, height: 400 });
const scenarios = ['current-law', ...DESIGNS];
chart.setOption({
  backgroundColor: '#ffffff',
  textStyle: { fontFamily: 'Arial, Helvetica, sans-serif' },
  animation: false,
  color: COLOURS,
  legend: {
    bottom: 4,
    itemGap: 34,
    icon: 'roundRect',
    textStyle: { fontSize: 11 },
    data: scenarios.map((id) => NAMES[id]),
  },
  title: panels.map(({ title }, i) => ({
    text: title,
    left: `${i * 33 + 3}%`,
    top: 8,
    textStyle: { fontSize: 14 },
  })),
  grid: panels.map((_, i) => ({ left: `${i * 33 + 4}%`, width: '27%', top: 50, bottom: 80 })),
  xAxis: panels.map((_, gridIndex) => ({
    type: 'category',
    gridIndex,
    data: YEARS,
    axisLabel: { interval: 4 },
  })),
  yAxis: panels.map((_, gridIndex) => ({ type: 'value', gridIndex, min: 0 })),
  series: panels.flatMap(({ value }, panel) =>
    scenarios.map((id, i) => ({
      type: 'line',
      name: NAMES[id],
      xAxisIndex: panel,
      yAxisIndex: panel,
      showSymbol: false,
      lineStyle: { width: 2, type: i === 0 ? 'solid' : i % 2 === 0 ? 'dashed' : 'solid' },
      data: YEARS.map((year) => Number(value(id, year).toFixed(4))),
    })),
  ),
});
writeFileSync('docs/images/designs.svg', `${chart.renderToSVGString()}\n`);
chart.dispose();
