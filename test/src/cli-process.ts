import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mtbCommand } from '../../benchmarks/service/command.js';

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `mtb` in a process of its own. */
export function startCli(...words: readonly string[]): ChildProcessWithoutNullStreams {
  const [program, ...before] = mtbCommand();
  return spawn(program, [...before, ...words]);
}

/** Collects what a process prints until it ends. */
export function ended(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.on('data', (data) => (stderr += data));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** Runs `mtb` to its end. */
export function cli(...words: readonly string[]): Promise<CliResult> {
  return ended(startCli(...words));
}
