import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { TooLarge } from '../exports/excel.js';
import { StoreUnavailable } from '../store/unavailable.js';
import type { ExportJob, ExportReport } from './export-job.js';
import { ResultsDamaged } from './read-file.js';

/** So many files are being made or wait to be made that no more are taken. */
export class ExportsBusy extends Error {
  override readonly name = 'ExportsBusy';
}

/** What of a run is to be written, and how. */
export type ExportRequest = Omit<ExportJob, 'source' | 'seal' | 'target'>;

/** Files that may wait while one is being made. */
const MAX_WAITING = 64;
/** An idle thread gives its memory back after so many milliseconds. */
const IDLE_MILLISECONDS = 30_000;

/** One thread that writes files of tables, one after the other, so that the server's own stays free for requests. */
export class ExportThread {
  #pool: Piscina | undefined;

  /**
   * Writes a file and gives its bytes.
   *
   * @throws ResultsDamaged, StoreUnavailable, TooLarge, ExportsBusy
   */
  async make(
    run: { readonly id: string; readonly sha256: string; readonly bytes: number },
    job: Omit<ExportJob, 'seal'>,
  ): Promise<number> {
    this.#pool ??= startPool();
    if (this.#pool.queueSize >= MAX_WAITING) throw new ExportsBusy('as many exports wait as may wait');
    const seal = { sha256: run.sha256, bytes: run.bytes };
    const report = (await this.#pool.run({ ...job, seal } satisfies ExportJob)) as ExportReport;
    if (report.done) return report.bytes;
    if ('damaged' in report) throw new ResultsDamaged(run.id, report.damaged);
    if ('trouble' in report) throw new StoreUnavailable(report.trouble, new Error(report.message));
    throw new TooLarge(report.tooLarge.found, report.tooLarge.most);
  }

  /** Ends the thread, whatever it is at. */
  async close(): Promise<void> {
    await this.#pool?.destroy();
  }
}

function startPool(): Piscina {
  // From sources (development, tests) the worker is TypeScript too and needs the loader that the main thread has.
  const fromSource = import.meta.url.endsWith('.ts');
  return new Piscina({
    filename: fileURLToPath(
      new URL(fromSource ? './export-worker.ts' : './export-worker.js', import.meta.url),
    ),
    execArgv: fromSource ? ['--import', 'tsx'] : [],
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MILLISECONDS,
  });
}
