import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { mtbCommand } from './command.js';

export interface ServiceOptions {
  /** Data folder of the server. */
  readonly data: string;
  /** 0 or nothing for any free one. */
  readonly port?: number;
  /** Settings MTB_* of the server. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Put before the command, as `prlimit --fsize=4194304`. */
  readonly prefix?: readonly string[];
  /** Told of the process as soon as there is one, before it listens. */
  readonly onSpawn?: (server: ChildProcess) => void;
}

/** Lines of the log that are kept for a report. */
const LOG_LINES = 2000;

const running = new Set<ChildProcess>();
const folders = new Set<string>();

/** Kills every server that this process started. */
export function killServers(): void {
  for (const server of running) server.kill('SIGKILL');
}

// Whoever interrupts a harness wants nothing of it left.
process.on('exit', () => {
  killServers();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes when this process ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `mtb-${name}-`));
  folders.add(folder);
  return folder;
}

/** Lets an interrupted program end by way of its exit handlers. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(130));
}

/** One `mtb serve` on the loopback interface, in a process of its own. */
export class Service {
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  /** Exit status, or null after a signal. */
  readonly ended: Promise<number | null>;
  /** The last lines of its log. */
  readonly log: readonly string[];
  readonly #process: ChildProcess;

  private constructor(
    process: ChildProcess,
    address: string,
    log: readonly string[],
    ended: Promise<number | null>,
  ) {
    this.#process = process;
    this.address = address;
    this.port = Number(new URL(address).port);
    this.pid = process.pid!;
    this.log = log;
    this.ended = ended;
  }

  /** Starts a server; resolves when it listens, rejects with its last log lines when it ends before that. */
  static async start(options: ServiceOptions): Promise<Service> {
    const [program, ...words] = [
      ...(options.prefix ?? []),
      ...mtbCommand(),
      ...['serve', '--port', String(options.port ?? 0), '--data', options.data],
    ];
    const server = spawn(program, words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.environment },
    });
    running.add(server);
    server.on('exit', () => running.delete(server));
    const log: string[] = [];
    createInterface(server.stderr).on('line', (line) => {
      log.push(line);
      if (log.length > LOG_LINES) log.shift();
    });
    const ended = new Promise<number | null>((resolve) =>
      server.on('exit', resolve).on('error', () => resolve(null)),
    );
    options.onSpawn?.(server);
    const address = await new Promise<string>((resolve, reject) => {
      createInterface(server.stdout).on('line', (line) => {
        const [, found] = /^listening on (http:\S+)$/.exec(line) ?? [];
        if (found) resolve(found);
      });
      ended.then((status) =>
        reject(new Error(`the server ended (${status}) before it listened:\n${log.slice(-20).join('\n')}`)),
      );
    });
    return new Service(server, address, log, ended);
  }

  /** Process ids of its children that simulate, or wait for a run to simulate. */
  runners(): number[] {
    return childrenOf(this.pid).filter((child) => commandLine(child).includes('run-process'));
  }

  /** Those that simulate: they used the processor in the last few milliseconds. */
  async busyRunners(): Promise<number[]> {
    const before = new Map(this.runners().map((pid) => [pid, processorTicks(pid)]));
    await sleep(50);
    return [...before].filter(([pid, ticks]) => processorTicks(pid) > ticks).map(([pid]) => pid);
  }

  /** Ends it at once, as a power cut would. */
  kill(): Promise<number | null> {
    this.#process.kill('SIGKILL');
    return this.ended;
  }

  /** Asks it to close, as systemd and Docker do. */
  stop(): Promise<number | null> {
    this.#process.kill('SIGTERM');
    return this.ended;
  }
}

/** Children of all threads of a process; empty when it is gone. */
export function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

/** Whether a process is there and not merely unburied. */
export function isAlive(pid: number): boolean {
  try {
    const [, state] = /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}

/** Resident memory of a process in MB; 0 when it is gone. */
export function residentMegabytes(pid: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Hundredths of a second that a process has computed, all threads; 0 when it is gone. */
function processorTicks(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    // Fields 14 and 15 of proc(5), counted from the one after the name.
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
