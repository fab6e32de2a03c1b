import seedrandom from 'seedrandom';

/**
 * What a draw is for. A draw is `threefry(person's key, year, process)`: a new process takes a new number and so changes
 * no draw that was there before. Numbers are never reused.
 */
export const PROCESS = {
  /** Lifelong traits; the counter's first word is the number of the trait group instead of the year. */
  traits: 1,
  /** The year's changes of place in the labour market and in the distribution of income. */
  labour: 2,
  /** New ranks for those whose place changes. */
  ranks: 3,
  fertility: 4,
  union: 5,
  /** Key of a child, from its mother's key and the month of birth. */
  child: 6,
  /** Which woman is the mother of a child of the base population. */
  motherLink: 7,
  /** Keys of immigrants, from the run's key, the year and the block. */
  immigrant: 8,
  /** Rounding of expected births to whole births, by block and year. */
  rounding: 9,
  /** Lifelong rank of leaving, in runs without alignment. */
  exit: 13,
  /** Whether someone whose union has ended looks for another. */
  remarriage: 12,
  /** Father or other carer of base-population children without a mother. */
  carer: 10,
  /** Where the evenly spaced exit ranks of a cell begin. */
  exitShift: 14,
  /** Rounding of expected twins to whole pairs, by block and year. */
  twins: 15,
  /** Whether and when someone who has left social insurance withdraws the contributions. */
  withdrawal: 16,
  /** Circumstances of a delivery, from the mother's key and the month. */
  delivery: 17,
  /** When and how late a pregnancy is lost, or a child adopted. */
  lossOrAdoption: 18,
  /** Rounding of expected pregnancy losses to whole ones, by block and year. */
  losses: 19,
} as const;

/**
 * The run's 64-bit key, from any text. Equal texts give equal keys. What is drawn with it must differ in the counter,
 * which is kept apart by the first word:
 * 0..201 keys of the base population, (cell; ordinal), any second word;
 * 1000..1201 shifts of exit ranks, (1000 + cell; exitShift);
 * a calendar year: immigrants' rounding, (year; immigrant), and that of births, twins and losses, (year; rounding), (year; twins), (year; losses).
 * Keys of immigrants are drawn with a key of their own, this one combined with year and ordinal.
 */
export function runKey(seed: string): Int32Array {
  const generator = seedrandom(seed);
  return Int32Array.of(generator.int32(), generator.int32());
}

/** 2^32 divided by the golden ratio: steps of a sequence that fills 0..2^32 evenly (Weyl). */
export const GOLDEN_STEP = 0x9e3779b9;
