import type { RunProgress } from '../run.js';

export interface ProgressBar {
  update(progress: RunProgress): void;
  stop(): void;
}

/** Shows nothing. */
export const QUIET: ProgressBar = { update: () => undefined, stop: () => undefined };

/** A bar on standard error, silent where that is no terminal. */
export async function progressBar(): Promise<ProgressBar> {
  if (!process.stderr.isTTY) return QUIET;
  const { Presets, SingleBar } = await import('cli-progress');
  const started = performance.now();
  const bar = new SingleBar(
    {
      format: '{bar} {percentage}% · {rate} person-years/s · {remaining} left',
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  bar.start(1, 0, { rate: '–', remaining: '–' });
  return {
    update({ fraction, personYears }) {
      const seconds = (performance.now() - started) / 1000;
      const left = fraction > 0 ? Math.ceil((seconds / fraction) * (1 - fraction)) : undefined;
      bar.update(fraction, {
        rate: Math.round(personYears / Math.max(seconds, 0.001)).toLocaleString('en'),
        remaining: left === undefined ? '–' : `${left} s`,
      });
    },
    stop: () => bar.stop(),
  };
}
