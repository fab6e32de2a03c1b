/** Counts of a decision over the persons of some blocks. */
export interface Outcomes {
  /** Persons asked, and those of them for whom the answer is yes. */
  asked: number;
  yes: number;
  /** Jumps, and those that are taken: one for `lanes` persons. */
  jumps: number;
  taken: number;
  /** Jumps that a predictor of two bits guesses wrong when they come in the order of the persons. */
  wrong: number;
}

/**
 * A jump as a processor meets it: remembered by a saturating counter of two bits (Smith 1981), the smallest predictor in
 * use. Larger ones do better where outcomes follow a pattern, and none does where they are random.
 */
export class Jump {
  readonly counts: Outcomes = { asked: 0, yes: 0, jumps: 0, taken: 0, wrong: 0 };
  /** 0 and 1 foretell no, 2 and 3 yes. */
  private state = 1;
  private lane = 0;
  private any = false;

  /** @param lanes persons for whom one jump decides, whether any of them is concerned */
  constructor(private readonly lanes: number) {}

  /** The answer for the next person. */
  ask(yes: boolean): void {
    this.counts.asked++;
    if (yes) {
      this.counts.yes++;
      this.any = true;
    }
    if (++this.lane < this.lanes) return;
    this.jump(this.any);
    this.lane = 0;
    this.any = false;
  }

  private jump(taken: boolean): void {
    this.counts.jumps++;
    if (taken) this.counts.taken++;
    if (taken !== this.state >= 2) this.counts.wrong++;
    this.state = taken ? Math.min(3, this.state + 1) : Math.max(0, this.state - 1);
  }
}

/** Jumps guessed wrong at best where outcomes are independent: the rarer side of each. */
export function rarerSide({ jumps, taken }: Outcomes): number {
  return Math.min(taken, jumps - taken);
}
