import type { Dimension } from '../../engine/results.js';
import type { RunPlan } from '../plan.js';
import { DEFAULT_FORMATS } from '../results/formats.js';
import type { ExecuteOptions } from '../run.js';
import { progressBar, QUIET } from './progress-bar.js';
import type { SimulateOptions } from './simulate.js';

/** What the report shows. */
const REPORTED: ReadonlySet<Dimension> = new Set(['total']);

interface GiveOutOptions extends ExecuteOptions {
  readonly signal: AbortSignal;
  /** Whether progress is left out. */
  readonly quietly?: boolean;
}

/** Simulates a prepared run under a progress bar and gives out the report or the files, as the options ask. */
export async function giveOut(
  plan: RunPlan,
  { out, format }: Pick<SimulateOptions, 'out' | 'format'>,
  { quietly = false, ...how }: GiveOutOptions,
): Promise<void> {
  const [{ executeRun, simulateRun }, bar] = await Promise.all([
    import('../run.js'),
    quietly ? QUIET : progressBar(),
  ]);
  const running: ExecuteOptions = { ...how, onProgress: (progress) => bar.update(progress) };
  const reporting = import('./report.js');
  try {
    if (!out && !format) {
      const { rows, seconds, simulated } = await simulateRun(plan, running, REPORTED);
      bar.stop();
      const { id, scenarios, country } = plan;
      const record = { id, ...plan.options, scenarios, country, seconds, simulated };
      process.stdout.write((await reporting).formatReport({ record, rows }));
      return;
    }
    const outcome = await executeRun(plan, running);
    bar.stop();
    const { resultChunks, writeResultFiles } = await import('./result-files.js');
    if (!out) {
      for await (const chunk of resultChunks(outcome, format![0])) {
        how.signal.throwIfAborted();
        process.stdout.write(chunk);
      }
      return;
    }
    const formats = [...new Set(format ?? DEFAULT_FORMATS)];
    const paths = await writeResultFiles(out, outcome, formats, how.signal);
    process.stdout.write((await reporting).formatReport(outcome));
    process.stderr.write(`wrote ${paths.join(', ')}\n`);
  } finally {
    bar.stop();
  }
}
