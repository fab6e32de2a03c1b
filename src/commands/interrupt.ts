import { CommandError, EXIT } from './exit.js';

/** Runs until done or until Ctrl-C, which ends the work cleanly; a second one ends the process at once. */
export async function untilInterrupted(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) throw new CommandError('interrupted', EXIT.interrupted);
    throw error instanceof CommandError ? error : runFailed(error);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** What a command tells of a run that failed. */
export function runFailed(error: unknown): CommandError {
  const cause = error instanceof Error ? error.message : String(error);
  return new CommandError(`the run failed: ${cause}`, EXIT.failed);
}
