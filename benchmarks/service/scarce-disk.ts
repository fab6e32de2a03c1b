import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Service } from './service.js';

/** A folder whose disk can be made full and empty again while a server works in it. */
export interface ScarceDisk {
  /** How it is done, for reports. */
  readonly mechanism: string;
  readonly folder: string;
  fill(server: Service): void;
  free(server: Service): void;
  close(): void;
}

/** Room on the small disk: a database, its log, and the results of some small runs. */
const MEGABYTES = 64;
/** Largest file under the limit: below a probe of the disk and any result table, above the pages of the database's log. */
const FILE_LIMIT = 64 * 1024;

function succeeds(program: string, ...words: string[]): boolean {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}

/** A memory disk of 64 MB, filled by a file; undefined where mounting is not permitted. */
export function smallDisk(): ScarceDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'mtb-small-disk-'));
  if (!succeeds('mount', '-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'tmpfs', folder)) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const ballast = join(folder, 'ballast');
  return {
    mechanism: `a disk of ${MEGABYTES} MB, full`,
    folder,
    fill: () => fillUp(folder, ballast),
    free: () => rmSync(ballast, { force: true }),
    close: () => {
      spawnSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Takes every free block; a server that writes meanwhile may take the last ones itself. */
function fillUp(folder: string, ballast: string): void {
  for (let block = 1 << 20; block >= 1 << 12; block >>= 1) {
    for (;;) {
      const { bavail, bsize } = statfsSync(folder);
      if (bavail * bsize < block) break;
      try {
        writeFileSync(ballast, Buffer.alloc(block), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
}

/** An ordinary folder; the server and its runs may write no file beyond 64 KiB, by the limit of the operating system. */
export function limitedFolder(): ScarceDisk {
  const folder = mkdtempSync(join(tmpdir(), 'mtb-limited-'));
  const limit = (server: Service, bytes: string) => {
    for (const pid of [server.pid, ...server.runners()]) {
      if (!succeeds('prlimit', '--pid', String(pid), `--fsize=${bytes}:unlimited`)) {
        throw new Error('prlimit could not set the limit of file sizes');
      }
    }
  };
  return {
    mechanism: `files limited to ${FILE_LIMIT / 1024} KiB`,
    folder,
    fill: (server) => limit(server, String(FILE_LIMIT)),
    free: (server) => limit(server, 'unlimited'),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A folder that can be closed to writing while a server works in it. */
export interface LockableFolder {
  readonly folder: string;
  /** To be put before the server's command: takes from root what would let it write regardless. */
  readonly prefix: readonly string[];
  lock(): void;
  unlock(): void;
  close(): void;
}

/** A folder with its results, of which the permission to write can be taken. */
export function lockableFolder(): LockableFolder {
  const folder = mkdtempSync(join(tmpdir(), 'mtb-lockable-'));
  const results = join(folder, 'results');
  mkdirSync(results);
  const setMode = (mode: number) => {
    for (const path of [results, folder]) chmodSync(path, mode);
  };
  return {
    folder,
    prefix: process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override'] : [],
    lock: () => setMode(0o555),
    unlock: () => setMode(0o755),
    close: () => {
      setMode(0o755);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
