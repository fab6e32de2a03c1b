import { describe, expect, test } from 'vitest';
import { expectedPopulation } from '../../../engine/demography/expected.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { type LabourTables, labourTables } from '../../../engine/labour/calibration.js';
import { lumpSumTables } from '../../../engine/labour/contributions.js';
import { recallContributions } from '../../../engine/labour/past.js';
import { INSURANCE } from '../../../engine/population/activity.js';
import { makePopulation, type Population, RANKS } from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';
import { vietNam } from '../../support/engine.js';

const PERSONS = 16_000;
const AGE = 35;
const OPENING = 2024;
const labour = labourTables(vietNam, expectedPopulation(vietNam, 2025), 2025);
const rules = lumpSumTables(vietNam);
const noWithdrawal = { ...rules, limit: new Int32Array(202) };
const everybodyWithdraws = { ...rules, limit: new Int32Array(202).fill(RANKS) };
/** Coverage as in the opening year for as long as the array is. */
const steady = { compulsory: new Float64Array(60).fill(1), voluntary: new Float64Array(60) };

/** Everybody works, the first half of the queue are members; job ranks are drawn anew with a chance each year. */
function halfMembers(chance: number): LabourTables {
  return {
    ...labour,
    memberShare: 1,
    formal: new Uint16Array(labour.formal.length).fill(RANKS / 2),
    employed: new Int32Array(202).fill(RANKS),
    renewal: { ...labour.renewal, participation: 0, job: new Float64Array(101).fill(chance * 4096) },
  };
}

/** Women of 35 in the opening year, members where their rank says so. */
function crowd(): Population {
  const people = makePopulation(PERSONS);
  for (let i = 0; i < PERSONS; i++) {
    addPerson(people, Math.imul(i, 0x9e3779b9), i, 1, monthIndex(OPENING - AGE, 1));
    people.age[i] = AGE;
    people.insurance[i] = people.jobRank[i] < RANKS / 2 ? INSURANCE.compulsory : INSURANCE.none;
  }
  return people;
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const members = (people: Population) =>
  Array.from(people.insurance, (status) => Number(status === INSURANCE.compulsory));

describe('months contributed before the projection', () => {
  test('without change: all years since 15, or none', () => {
    const people = crowd();
    recallContributions(people, halfMembers(0), noWithdrawal, steady, OPENING);
    const years = AGE - 15 + 1;
    expect(Array.from(people.compulsoryTotal)).toEqual(members(people).map((member) => member * years * 12));
  });

  test('with a new place every year: half of all earlier years (standard error 0.2 months)', () => {
    const people = crowd();
    recallContributions(people, halfMembers(1), noWithdrawal, steady, OPENING);
    const earlier = Array.from(people.compulsoryTotal, (total, i) => total - 12 * members(people)[i]);
    expect(Math.abs(mean(earlier) - 6 * 20)).toBeLessThan(1);
  });

  test('a new place with chance r: r / 2 (1 - r / 2) of the members were outside for two years before', () => {
    const r = 0.25;
    const people = crowd();
    recallContributions(people, halfMembers(r), everybodyWithdraws, steady, OPENING);
    const totals = Array.from(people.compulsoryTotal).filter((_, i) => members(people)[i] === 1);
    const entered = totals.filter((total) => total === 12).length / totals.length;
    // Outside last year r / 2; the year before that too, unless a new place r / 2 was a member's: then it was too short to withdraw.
    // Standard error 0.0035; r / 2 alone would be 0.016 more.
    expect(Math.abs(entered - (r / 2) * (1 - r / 2))).toBeLessThan(0.008);
  });

  test('if everybody withdraws, those outside for two years have nothing', () => {
    const people = crowd();
    recallContributions(people, halfMembers(0.25), everybodyWithdraws, steady, OPENING);
    const outside = Array.from(people.compulsoryTotal).filter(
      (_, i) => people.insurance[i] === INSURANCE.none,
    );
    // One year outside after membership: new place r, half of them members before.
    const left = outside.filter((total) => total > 0).length / outside.length;
    expect(Math.abs(left - 0.125)).toBeLessThan(0.01);
    expect(Array.from(people.lumpSumOpen)).toEqual(
      Array.from(people.compulsoryTotal, (total) => Number(total > 0)),
    );
  });

  test('goes back no further than insurance does, and no further than the coverage of the time', () => {
    const people = crowd();
    const short = { compulsory: Float64Array.of(1, 1, 1, 0), voluntary: new Float64Array(4) };
    recallContributions(people, halfMembers(0), noWithdrawal, short, OPENING);
    expect(Array.from(people.compulsoryTotal)).toEqual(members(people).map((member) => member * 36));
    const half = { compulsory: Float64Array.of(1, 0.5), voluntary: new Float64Array(2) };
    recallContributions(people, halfMembers(0), noWithdrawal, half, OPENING);
    expect(Array.from(people.compulsoryTotal)).toEqual(
      members(people).map((member, i) => member * (people.jobRank[i] < RANKS / 4 ? 24 : 12)),
    );
  });
});
