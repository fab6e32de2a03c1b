import { type KernelMemory, makeKernelMemory } from '../kernels/instance.js';

/**
 * The columns of the population: every person-level array of the engine is declared here, once, with its type and
 * meaning. One memory holds them all, which the kernels in WebAssembly see as well.
 */
interface Column<T> {
  readonly make: (memory: KernelMemory, length: number) => T;
  readonly bytes: number;
  readonly meaning: string;
}

const u8 = (meaning: string): Column<Uint8Array> => ({
  make: (memory, n) => memory.allocate(Uint8Array, n),
  bytes: 1,
  meaning,
});
const i16 = (meaning: string): Column<Int16Array> => ({
  make: (memory, n) => memory.allocate(Int16Array, n),
  bytes: 2,
  meaning,
});
const u16 = (meaning: string): Column<Uint16Array> => ({
  make: (memory, n) => memory.allocate(Uint16Array, n),
  bytes: 2,
  meaning,
});
const i32 = (meaning: string): Column<Int32Array> => ({
  make: (memory, n) => memory.allocate(Int32Array, n),
  bytes: 4,
  meaning,
});
const u32 = (meaning: string): Column<Uint32Array> => ({
  make: (memory, n) => memory.allocate(Uint32Array, n),
  bytes: 4,
  meaning,
});

/** A rank is a person's place between 0 and 1 in some distribution, in 65,536ths. */
export const RANKS = 65_536;
/** `exitMonth` of a person who is resident and alive. */
export const STILL_HERE = 32_767;
/** `divorceMonth` of a union that lasts. */
export const NEVER = 32_767;
/** Degrees of disability as the law grades them (Law on Persons with Disabilities 51/2010), in the order of their codes. */
export const DISABILITIES = ['none', 'mild', 'severe', 'exceptionally-severe'] as const;
export const DISABILITY = { none: 0, mild: 1, severe: 2, exceptionallySevere: 3 } as const;
/** `mother`, `father`, `partner` where there is none. */
export const NOBODY = -1;

const COLUMNS = {
  key0: i32('first word of the person key, from which all draws of the person come'),
  key1: i32('second word of the person key'),
  birthMonth: i16('month of birth (MonthIndex)'),
  exitMonth: i16('month of death or emigration (MonthIndex), STILL_HERE before'),
  died: u8('1 if the exit was a death'),
  sex: u8('0 male, 1 female'),
  age: u8('completed years on 1 July of the current year, at most 100'),
  cohort: u16('sex and year of birth: row of the survival table'),
  survivalRank: u32('share of the cohort that leaves (by death or emigration) after this person, in 2^-32'),

  mother: i32('position of the mother, NOBODY if unknown or not in the family'),
  father: i32('position of the father, likewise'),
  partner: i32('position of the partner'),
  household: i32("position of the household's reference person"),
  unionRank: u16('rank that decides at which age a woman enters a union'),
  endedUnions: u8('unions ended by death, emigration or divorce, at most 255'),
  divorceMonth: i16('wife: month in which the union will end in divorce, NEVER if it will not'),
  homeRank: u16(
    "rank of leaving the parents' household, of living with them as a couple, of moving to family in old age",
  ),
  births: u8(
    'live births so far, of the base population those under 35; of men, children whom they raise alone',
  ),
  livingChildren: u8('living children among them'),
  lastBirthMonth: i16('month of the last birth, 0 before the first'),
  birthOrder: u8("order of birth among the mother's children, from 1; 0 unknown"),

  region: u8('region'),
  areaRank: u16('urban while below the urban share of the region'),
  area: u8('0 urban, 1 rural'),
  ethnicity: u8('0 majority, 1 minority'),
  difficultCommune: u8('1 if the rural place of residence is an extremely difficult commune'),
  disabilityRank: u16('disabled while below the share of the age'),
  disability: u8('position in DISABILITIES, at the age of 1 July'),
  education: u8('attainment, reached at 22 at the latest'),

  participationRank: u16('in the labour force while below the participation rate'),
  jobRank: u16('place in the queue for formal jobs, 0 first'),
  voluntaryRank: u16('voluntary member while below the voluntary rate'),
  statusRank: u16('place among informal workers: employees first, then own-account, then family workers'),
  earningsRank: u16('rank of earnings among workers of the same kind'),
  activity: u8('activity of the year'),
  insurance: u8('0 none, 1 compulsory, 2 voluntary, at the end of the year'),
  compulsoryMonths: u32(
    'months with compulsory contributions: bit 0 December of the current year, bit k k months earlier',
  ),
  voluntaryMonths: u32('months with voluntary contributions, likewise'),
  compulsoryTotal: u16(
    'months with compulsory contributions up to 31 December of the current year, since the last lump-sum withdrawal',
  ),
  voluntaryTotal: u16('months with voluntary contributions, likewise'),
  lumpSumOpen: u8(
    '1 if these months may be withdrawn: some were contributed before the law closed withdrawal',
  ),
  lumpSumMonth: i16('month of the last lump-sum withdrawal (MonthIndex), 0 before the first'),
  earnings: u32('VND a month, 0 without work'),
  declaredWage: u32('wage declared for compulsory insurance, VND a month; 0 for others'),
  declaredWageBefore: u32('the same in the year before'),

  householdRank: u16("reference person: own part of the household's rank of income"),
  deprivationRank: u16('reference person: poor rather than near-poor while below the deprived share'),
  incomePerHead: u32('reference person: household income per head, VND a month'),
  quintile: u8('reference person: fifth of income per head, 0 poorest to 4 richest'),
  decile: u8('reference person: tenth of income per head, 0 poorest to 9 richest'),
  poverty: u8('reference person: 0 neither, 1 near-poor, 2 poor'),

  claimMaternity: u16('rank of claiming a maternity benefit: claims while below the take-up'),
  claimChild: u16("rank of claiming a child benefit (the child's)"),
} as const satisfies Record<string, Column<unknown>>;

type ColumnArrays = {
  readonly [Name in keyof typeof COLUMNS]: ReturnType<(typeof COLUMNS)[Name]['make']>;
};

/** The persons of one block, in columns. Positions are never moved, so links are positions. */
export interface Population extends ColumnArrays {
  readonly memory: KernelMemory;
  readonly capacity: number;
  /** Persons so far, those who have left included. */
  count: number;
}

/** Bytes of one person over all columns. */
const BYTES_PER_PERSON = Object.values(COLUMNS).reduce((sum, column) => sum + column.bytes, 0);

/** An empty population for at most `capacity` persons, in a memory of its own. */
export function makePopulation(capacity: number): Population {
  // Kernels look at sixteen bytes at a time.
  const length = Math.ceil(capacity / 16) * 16;
  const memory = makeKernelMemory(length, BYTES_PER_PERSON);
  const arrays = Object.fromEntries(
    Object.entries(COLUMNS).map(([name, column]) => [name, column.make(memory, length)]),
  ) as ColumnArrays;
  memory.bind(Object.fromEntries(Object.entries(arrays).map(([name, { byteOffset }]) => [name, byteOffset])));
  memory.bind({
    drawFirst: memory.allocate(Int32Array, length).byteOffset,
    drawSecond: memory.allocate(Int32Array, length).byteOffset,
    drawList: memory.allocate(Int32Array, length + 4).byteOffset,
  });
  return { ...arrays, memory, capacity: length, count: 0 };
}
