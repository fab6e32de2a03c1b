import { type KeptLives, type LivesRequest, personsOf } from '../kept-lives.js';
import type { RunPlan } from '../plan.js';
import { CommandError } from './exit.js';

/** Bytes that a person's life takes for each year (`benchmarks/kept.ts` prints what a million take). */
const BYTES_PER_PERSON_YEAR = 25;
const GIGABYTE = 2 ** 30;

/** The lives of each projection that the scenarios of a run ask for. */
export function livesOf({ country, options, scenarios }: RunPlan): LivesRequest[] {
  const { persons, seed, toYear, alignment: aligned } = options;
  // A country gives the same inputs for the same choices.
  const countries = new Set(scenarios.map(({ projection }) => country.inputs(projection)));
  return [...countries].map((inputs) => ({ country: inputs, persons, seed, toYear, aligned }));
}

/**
 * Lets so many lives be kept as a run asks for.
 *
 * @param freeBytes memory that is free beside what is kept already
 * @throws CommandError when they do not fit in
 */
export function makeRoom(lives: KeptLives, wanted: readonly LivesRequest[], freeBytes: number): void {
  const persons = wanted.reduce((sum, one) => sum + personsOf(one), 0);
  const [{ toYear, country }] = wanted;
  const bytes = persons * (toYear - country.baseYear + 1) * BYTES_PER_PERSON_YEAR;
  const free = freeBytes + lives.bytes;
  if (bytes > free) {
    const gigabytes = (count: number) => `${(count / GIGABYTE).toFixed(1)} GB`;
    throw new CommandError(
      `error: --watch keeps the simulated lives in memory: about ${gigabytes(bytes)}, and ${gigabytes(free)} are free; ` +
        'name a smaller --population',
    );
  }
  lives.most = persons;
}
