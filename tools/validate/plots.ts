import { type EChartsOption, init, type LineSeriesOption } from 'echarts';
import type { Picture } from './report.js';
import type { Validation } from './simulate.js';

const AGES = 101;
const CELLS = 2 * AGES;
const FOLDER = 'images/validation';
const WIDTH = 960;
const HEIGHT = 420;
// Two of Okabe and Ito's colours, which colour-blind readers tell apart; what the model is compared with is black.
const MEN = '#0072B2';
const WOMEN = '#D55E00';
const REFERENCE = '#000000';
const HALVES = [
  { left: '6%', width: '41%', top: 70, bottom: 50 },
  { left: '56%', width: '41%', top: 70, bottom: 50 },
];
const WHOLE = [{ left: '7%', width: '88%', top: 70, bottom: 50 }];

type Point = readonly [number, number];

interface Drawing extends Picture {
  readonly svg: string;
}

/** Draws every picture of the report. The same measures give the same bytes. */
export function drawPlots(validation: Validation): Drawing[] {
  return [
    pyramids(validation),
    fertility(validation),
    insuredByAge(validation),
    incomeDensity(validation),
    insuredPath(validation),
  ];
}

function pyramids({ model, demography }: Validation): Drawing {
  const years = [2025, 2045];
  const title = 'Residents by sex and age, thousand: model (bars) and projection of WPP rates (lines)';
  const series = years.flatMap((year, panel) => {
    const offset = (year - model.country.baseYear) * CELLS;
    return ['men', 'women'].flatMap((name, sex) => {
      const sign = sex === 0 ? -1 : 1;
      const ages = Array.from({ length: AGES }, (_, age) => offset + sex * AGES + age);
      return [
        {
          ...onPanel(panel),
          type: 'bar' as const,
          name,
          stack: `model-${year}`,
          barCategoryGap: '0%',
          itemStyle: { color: sex === 0 ? MEN : WOMEN, opacity: 0.7 },
          data: ages.map((cell) => rounded((sign * demography.residents[cell]) / 1000, 1)),
        },
        line(
          'projection',
          panel,
          REFERENCE,
          ages.map((cell, age): Point => [(sign * model.expected.midYear[cell]) / 1000, age]),
        ),
      ];
    });
  });
  return draw('age-pyramids', title, years.map(String), {
    grid: HALVES,
    xAxis: years.map((_, gridIndex) => ({
      type: 'value',
      gridIndex,
      min: -1000,
      max: 1000,
      axisLabel: { formatter: (value: number) => String(Math.abs(value)) },
    })),
    yAxis: years.map((_, gridIndex) => ({
      type: 'category',
      gridIndex,
      data: Array.from({ length: AGES }, (_, age) => age),
      axisLabel: { interval: 9 },
    })),
    series,
  });
}

function fertility({ model, demography }: Validation): Drawing {
  const years = [2025, 2045];
  const { country } = model;
  const { asfr, firstFertilityYear } = country.demography;
  const ages = Array.from({ length: 35 }, (_, i) => 15 + i);
  const series = years.flatMap((year, panel) => {
    const y = year - country.baseYear;
    const found = ages.map((age): Point => {
      const women = demography.residents[y * CELLS + AGES + age];
      return [age, (demography.births[y * AGES + age] / women) * 1000];
    });
    const wanted = ages.map((age): Point => [age, asfr[(year - firstFertilityYear) * 35 + age - 15] * 1000]);
    return [line('model', panel, WOMEN, found), line('WPP', panel, REFERENCE, wanted)];
  });
  return draw('fertility-by-age', 'Births per 1000 women by age', years.map(String), {
    grid: HALVES,
    ...valueAxes(2, { min: 15, max: 50 }),
    series,
  });
}

function insuredByAge({ insured }: Validation): Drawing {
  const share = insured.share();
  const of = (sex: number) =>
    Array.from({ length: 60 }, (_, i): Point => [15 + i, share[sex * AGES + 15 + i] * 100]);
  const reported: LineSeriesOption = {
    ...line('women at 26, as reported', 0, REFERENCE, [[26, 58]]),
    showSymbol: true,
    symbol: 'diamond',
    symbolSize: 12,
  };
  return draw('insured-by-age', 'Members of social insurance, % of all persons of the age, end of 2025', [], {
    grid: WHOLE,
    ...valueAxes(1, { min: 15, max: 75 }),
    series: [line('men', 0, MEN, of(0)), line('women', 0, WOMEN, of(1)), reported],
  });
}

function incomeDensity({ income, measures }: Validation): Drawing {
  const sorted = income.sorted();
  const step = 0.1;
  const first = -2;
  const bins = 60;
  const counts = new Float64Array(bins);
  for (const value of sorted) {
    const bin = Math.floor((Math.log(value) - first) / step);
    if (bin >= 0 && bin < bins) counts[bin]++;
  }
  const middle = (bin: number) => first + (bin + 0.5) * step;
  const found = Array.from(counts, (count, bin): Point => [middle(bin), count / sorted.length / step]);
  const sigma = 0.685;
  const mean = Math.log(measures.figures.get('income-mean') ?? 1) - sigma ** 2 / 2;
  const wanted = found.map(([at]): Point => {
    const z = (at - mean) / sigma;
    return [at, Math.exp((-z * z) / 2) / (sigma * Math.sqrt(2 * Math.PI))];
  });
  return draw('income-density', 'Density of log income per head (VND million a month), persons, 2025', [], {
    grid: WHOLE,
    ...valueAxes(1, { min: -1, max: 4 }),
    series: [
      line('model', 0, MEN, found),
      line('log-normal of the same mean, deviation 0.685', 0, REFERENCE, wanted),
    ],
  });
}

function insuredPath({ model, rows }: Validation): Drawing {
  const { labour, baseYear } = model.country;
  const found = rows
    .filter(
      (row) =>
        row.scenario === 'current-law' && row.indicator === 'insured_rate' && row.dimension === 'total',
    )
    .map((row): Point => [row.year, row.value * 100]);
  const wanted = found.map(([year]): Point => {
    const row = year - baseYear + 1;
    return [year, (labour.compulsoryRate[row] + labour.voluntaryRate[row]) * 100];
  });
  return draw('insured-path', 'Members of social insurance, % of the working-age labour force', [], {
    grid: WHOLE,
    ...valueAxes(1, { min: baseYear, max: model.toYear }),
    series: [line('model', 0, MEN, found), line('coverage path of the pack', 0, REFERENCE, wanted)],
  });
}

function onPanel(panel: number): { xAxisIndex: number; yAxisIndex: number } {
  return { xAxisIndex: panel, yAxisIndex: panel };
}

function line(name: string, panel: number, color: string, data: readonly Point[]): LineSeriesOption {
  const reference = color === REFERENCE;
  return {
    ...onPanel(panel),
    type: 'line',
    name,
    showSymbol: false,
    lineStyle: { color, width: reference ? 1.5 : 2, type: reference ? 'dashed' : 'solid' },
    itemStyle: { color },
    data: data.map(([x, y]) => [rounded(x, 4), rounded(y, 4)]),
  };
}

function valueAxes(panels: number, range: { min: number; max: number }): EChartsOption {
  const indices = Array.from({ length: panels }, (_, gridIndex) => gridIndex);
  const plain = { formatter: (value: number) => String(value) };
  return {
    xAxis: indices.map((gridIndex) => ({
      type: 'value',
      gridIndex,
      ...range,
      axisLabel: plain,
      splitLine: { show: false },
    })),
    yAxis: indices.map((gridIndex) => ({
      type: 'value',
      gridIndex,
      min: 0,
      axisLine: { show: true, onZero: false },
    })),
  };
}

/** Numbers of few digits: the last bits of a double would differ between machines. */
function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function draw(name: string, title: string, panels: readonly string[], option: EChartsOption): Drawing {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  chart.setOption({
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: 'Arial, Helvetica, sans-serif' },
    animation: false,
    legend: { bottom: 4, itemGap: 34 },
    title: [
      { text: title, left: 12, top: 8, textStyle: { fontSize: 15 } },
      ...panels.map((text, i) => ({
        text,
        left: `${6 + i * 50}%`,
        top: 40,
        textStyle: { fontSize: 13 },
      })),
    ],
    ...option,
  });
  const svg = `${chart.renderToSVGString()}\n`;
  chart.dispose();
  return { file: `${FOLDER}/${name}.svg`, title, svg };
}
