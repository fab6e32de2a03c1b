import type { CountryInputs } from '../inputs/country.js';
import type { KernelMemory } from '../kernels/instance.js';
import type { Population } from '../population/columns.js';
import { scratchOf } from '../population/scratch.js';
import type { LabourTables } from './calibration.js';
import type { LumpSumTables } from './contributions.js';

const AGES = 101;
/** Numbers that the kernel reads by sex and age, and rows that its index of one byte can reach. */
const ROW = 4;
const ROWS = 256;

/** Coverage of earlier years over that of the year before the base year, by years back. */
export type PastCoverage = CountryInputs['labour']['pastCoverage'];

/**
 * Months that the base population has contributed up to the end of the year before the projection. Nobody publishes
 * them, so each person's career is followed backwards: the chain of ranks is the same in both directions of time (a rank
 * drawn anew is even before and after), so that the draws of a past year are those of the projection. Membership of a
 * past year is read at the age then, with the thresholds of the opening year times the coverage of that year over the
 * opening one's. Residence and schooling are those of today; years are full. Someone who was outside in two successive
 * years and withdrew has nothing from before, nor has someone of retirement age outside insurance, whose contributions are
 * no longer open to withdrawal. `opening` is the year before the base year, whose `work` must be done.
 * The loop is the kernel of engine/assembly/population/past.ts.
 */
export function recallContributions(
  people: Population,
  labour: LabourTables,
  rules: LumpSumTables,
  past: PastCoverage,
  opening: number,
): void {
  bindTables(people, labour, rules, past);
  people.memory.kernels.population.recall(people.count, opening);
}

type Bound = readonly [LabourTables, LumpSumTables, PastCoverage];
const known = new WeakMap<KernelMemory, Bound>();

/** Brings the tables into the memory, once a run. Limits become whole numbers: a rank is below x where it is below the next whole number. */
function bindTables(
  people: Population,
  labour: LabourTables,
  rules: LumpSumTables,
  past: PastCoverage,
): void {
  const { memory } = people;
  const before = known.get(memory);
  if (before?.[0] === labour && before[1] === rules && before[2] === past) return;
  const { renewal, retirementAge, voluntary } = labour;
  const [person, key0, key1, ranks, state, place, total, result] = scratchOf(people);
  memory.bind({
    recallAges: memory.pointer(ageRows(labour, rules)),
    recallFormal: memory.pointer(labour.formal),
    recallCoverage: memory.pointer(past.compulsory),
    recallVoluntary: memory.pointer(
      Int32Array.from(past.compulsory, (_, back) => Math.ceil(voluntary[0] * past.voluntary[back])),
    ),
    recallYears: past.compulsory.length,
    recallMemberShare: labour.memberShare,
    recallRenewParticipation: Math.ceil(renewal.participation),
    recallRenewVoluntary: Math.ceil(renewal.voluntary),
    recallRetireMen: Math.ceil(retirementAge[0]),
    recallRetireWomen: Math.ceil(retirementAge[1]),
    recallPerson: person.byteOffset,
    recallKey0: key0.byteOffset,
    recallKey1: key1.byteOffset,
    recallRanks: ranks.byteOffset,
    recallState: state.byteOffset,
    recallPlace: place.byteOffset,
    recallTotal: total.byteOffset,
    recallResult: result.byteOffset,
    recallKept: memory.pointer(keptBytes()),
  });
  known.set(memory, [labour, rules, past]);
}

/** What a past year's age decides, a row for each [sex * 101 + age]: two limits of that age, two of the age after. */
function ageRows(labour: LabourTables, rules: LumpSumTables): Int32Array {
  const { employed, inLabourForce, renewal, workingAgeLast } = labour;
  const rows = new Int32Array(ROW * ROWS);
  for (let i = 0; i < 2 * AGES; i++) {
    const [sex, age] = [Math.floor(i / AGES), i % AGES];
    if (age === AGES - 1) continue;
    const open = age <= workingAgeLast[sex];
    rows.set(
      [employed[i], open ? inLabourForce[i] : 0, Math.ceil(renewal.job[age + 1]), rules.limit[i + 1]],
      i * ROW,
    );
  }
  return rows;
}

/** For each mask of four lanes, the bytes of the lanes that it keeps, one after the other; none for the rest. */
function keptBytes(): Uint8Array {
  return Uint8Array.from({ length: 16 * 16 }, (_, i) => {
    const lanes = [0, 1, 2, 3].filter((lane) => (i >> 4) & (1 << lane));
    const lane = lanes[(i % 16) >> 2];
    return lane === undefined ? 0x80 : lane * 4 + (i % 4);
  });
}
