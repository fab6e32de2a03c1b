import type { KernelMemory } from '../kernels/instance.js';
import { type Population, RANKS } from '../population/columns.js';
import type { LabourTables } from './calibration.js';
import type { EarningsTables } from './earnings.js';

/** Kinds of work with earnings: formal and informal employee, own-account and family worker. */
const KINDS = 4;

/**
 * One year of work for everyone aged 15 and over: new ranks for those whose place changes, activity, insurance, months
 * contributed, earnings and declared wage. A change of membership falls in a month of the year; the months before it
 * carry the old status. The first row of the tables is the year before the base year: it only fills the history, with
 * full years.
 *
 * One draw a person-year, a second for those whose place in work changes. Bits of the first draw: participation 12, job 12,
 * voluntary 6 of word 0 (the two lowest stay unused); earnings 12, month 5, transitory part 7 and household 8 of word 1.
 * The loop is the kernel of engine/assembly/work.ts.
 */
export function work(
  people: Population,
  labour: LabourTables,
  earnings: EarningsTables,
  householdStep: number,
  year: number,
): void {
  const { memory } = people;
  const row = year - labour.firstYear;
  const tables = tablesOf(memory, labour, earnings);
  fillLevels(tables.level, earnings, row);
  memory.bind({
    workFormal: memory.pointer(labour.formal) + 2 * row * labour.cells,
    workMember: tables.member.byteOffset + 2 * row * labour.cells,
    workInformal: memory.pointer(labour.informal) + 4 * row * 6,
    workVoluntary: labour.voluntary[row],
    workStepHousehold: Math.round(householdStep * RANKS),
    workOwnersMonth: row === labour.ownersRow ? labour.ownersMonth : -1,
  });
  memory.kernels.labour.work(people.count, year, row === 0);
}

/** What the kernel reads besides the tables of the model. */
interface WorkTables {
  readonly labour: LabourTables;
  /** Compulsory member below this job rank, as `formal` of the labour tables. */
  readonly member: Uint16Array;
  /** Mean pay of the year at hand: 0, then [(region * 16 + pair * 4 + education) * KINDS + kind]. */
  readonly level: Float64Array;
}

const known = new WeakMap<KernelMemory, WorkTables>();

/** Brings the tables into the memory, once a run. Limits become whole numbers: a rank is below x where it is below the next whole number. */
function tablesOf(memory: KernelMemory, labour: LabourTables, earnings: EarningsTables): WorkTables {
  const before = known.get(memory);
  if (before?.labour === labour) return before;
  const { formal, memberShare, renewal, retirementAge, workingAgeLast } = labour;
  const tables = {
    labour,
    member: memory.allocate(Uint16Array, formal.length),
    level: memory.allocate(Float64Array, 1 + earnings.formalMean.length * KINDS),
  };
  formal.forEach((limit, cell) => {
    tables.member[cell] = Math.ceil(limit * memberShare);
  });
  memory.bind({
    workEmployed: memory.pointer(labour.employed),
    workInForce: memory.pointer(labour.inLabourForce),
    workStudent: memory.pointer(labour.student),
    workLevel: tables.level.byteOffset,
    workPersistent: memory.pointer(earnings.persistent),
    workTransitory: memory.pointer(earnings.transitory),
    workRenewJob: memory.pointer(Int32Array.from(renewal.job, Math.ceil)),
    workRenewJobMost: Math.ceil(Math.max(...renewal.job)),
    workRenewParticipation: Math.ceil(renewal.participation),
    workRenewVoluntary: Math.ceil(renewal.voluntary),
    workStepStatus: renewal.status,
    workStepEarnings: renewal.earnings,
    workRetireMen: Math.ceil(retirementAge[0]),
    workRetireWomen: Math.ceil(retirementAge[1]),
    workLastAgeMen: Math.floor(workingAgeLast[0]),
    workLastAgeWomen: Math.floor(workingAgeLast[1]),
    workDeclaredShare: earnings.declaredShare,
  });
  known.set(memory, tables);
  return tables;
}

function fillLevels(level: Float64Array, earnings: EarningsTables, row: number): void {
  const { formalMean, statusRatio, wageIndex } = earnings;
  for (let cell = 0; cell < formalMean.length; cell++) {
    for (let kind = 0; kind < KINDS; kind++)
      level[1 + cell * KINDS + kind] = formalMean[cell] * statusRatio[kind] * wageIndex[row];
  }
}
