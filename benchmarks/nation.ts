/**
 * Every resident of Viet Nam, 101.3 million, one by one to 2045 under current law and a reform:
 * `node dist/benchmarks/nation.js [--workers 2]`. Time, memory, and how far the simulated population is from World
 * Population Prospects 2024 where that is given, from the projection of its rates in the other years.
 *
 * Timed: from the resolved scenarios to the finished rows, threads and tables included. Memory: highest resident set.
 */
import { parseArgs } from 'node:util';
import { expectedPopulation } from '../engine/demography/expected.js';
import { runEngine } from '../engine/run.js';
import { LAW_AND_REFORM, machine, prepared, TO_YEAR } from './prepared.js';

/** WPP 2024, medium variant, 1 July: persons. */
const WPP: ReadonlyMap<number, number> = new Map([
  [2025, 101_598_523],
  [2030, 104_254_902],
  [2045, 109_685_399],
]);

const { values } = parseArgs({ options: { workers: { type: 'string' } } });
const workers = Number(values.workers ?? 2);
const request = prepared(LAW_AND_REFORM, 'whole');
console.log(`Machine: ${machine()}`);
console.log(`Method: ${LAW_AND_REFORM.join(' + ')}, every resident, to ${TO_YEAR}, ${workers} workers.`);
const start = performance.now();
const { rows, personYears, persons } = await runEngine(request, { workers });
const seconds = (performance.now() - start) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
const speed = personYears / seconds / 1e6;
console.log(
  `${persons.toLocaleString('en')} persons, ${(personYears / 1e6).toFixed(0)} million person-years in ${seconds.toFixed(1)} s; ` +
    `${speed.toFixed(2)} million a second, ${(speed / workers).toFixed(2)} for each worker; ${megabytes.toFixed(0)} MB`,
);
const { midYear } = expectedPopulation(request.country, TO_YEAR);
const perYear = midYear.length / (TO_YEAR - request.country.baseYear + 1);
for (let year = request.country.baseYear; year <= TO_YEAR; year++) {
  const found = rows.find(
    (row) =>
      row.scenario === LAW_AND_REFORM[0] &&
      row.year === year &&
      row.indicator === 'population' &&
      row.dimension === 'total',
  );
  const place = (year - request.country.baseYear) * perYear;
  const projected = midYear.subarray(place, place + perYear).reduce((sum, count) => sum + count, 0);
  const target = WPP.get(year) ?? projected;
  const off = (100 * ((found?.value ?? 0) / target - 1)).toFixed(3);
  console.log(`${year}: ${off} % of ${WPP.has(year) ? 'WPP' : 'the projection of WPP rates'}`);
}
