import {
  type EngineOptions,
  type EngineRequest,
  type EngineResult,
  type KeptRun,
  keepRun,
  runEngine,
} from '../engine/run.js';

/** What decides the lives of a pass; its scenarios do not. */
export type LivesRequest = Omit<EngineRequest, 'scenarios'>;

/** What a pass over the population answers. */
export interface PassResult extends EngineResult {
  /** That no life was simulated for it: those of an earlier pass were kept. */
  readonly kept?: true;
}

interface HeldLives {
  readonly of: LivesRequest;
  readonly persons: number;
  readonly bytes: number;
  readonly evaluate: KeptRun['evaluate'];
}

/** Up to so many persons the calling thread has applied the rules before threads would have compiled them. */
const MOST_EVALUATED_HERE = 300_000;

/**
 * Lives that were simulated in this process, kept for passes that ask for the same lives under other rules. A pass has the
 * same rows whether its lives were kept or not. Lives that were asked for longest ago make room for new ones. One pass at
 * a time.
 */
export class KeptLives {
  /** Persons whose lives are kept at the most, over all lives; 0 keeps none. About 25 bytes a person and year. */
  most: number;
  /** Those asked for longest ago first. */
  #held: HeldLives[] = [];

  constructor(most: number) {
    this.most = most;
  }

  /** Bytes that are kept. */
  get bytes(): number {
    return this.#held.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Whether a pass would find its lives here. */
  knows(lives: LivesRequest): boolean {
    return this.#find(lives) !== undefined;
  }

  /** Answers a pass as `runEngine` does: from lives that are kept, or by simulating it, and then its lives are kept if they may be. */
  readonly engine = async (request: EngineRequest, options: EngineOptions): Promise<PassResult> => {
    const known = this.#find(request);
    if (known) {
      this.#held = [...this.#held.filter((one) => one !== known), known];
      const here = known.persons <= MOST_EVALUATED_HERE;
      const how = here ? { ...options, workers: 0, threads: undefined } : options;
      return { ...(await known.evaluate(request.scenarios, how)), kept: true };
    }
    const { scenarios: _, ...of } = request;
    const persons = personsOf(of);
    if (persons > this.most) return runEngine(request, options);
    this.#makeRoom(persons);
    const { result, bytes, evaluate } = await keepRun(request, options);
    this.#held.push({ of, persons, bytes, evaluate });
    return result;
  };

  #find(lives: LivesRequest): HeldLives | undefined {
    // A country pack gives the same inputs for the same choices, so these are compared by identity.
    return this.#held.find(
      ({ of }) =>
        of.country === lives.country &&
        of.seed === lives.seed &&
        of.persons === lives.persons &&
        of.toYear === lives.toYear &&
        (of.aligned ?? true) === (lives.aligned ?? true),
    );
  }

  /** Before they are simulated, so that old and new lives are not in memory together. */
  #makeRoom(persons: number): void {
    const held = () => this.#held.reduce((sum, one) => sum + one.persons, 0);
    while (held() + persons > this.most) this.#held.shift();
  }
}

/** Simulated persons in the base year. */
export function personsOf({ persons, country }: LivesRequest): number {
  if (persons !== 'whole') return persons;
  return Math.round(country.demography.population.reduce((sum, residents) => sum + residents, 0));
}
