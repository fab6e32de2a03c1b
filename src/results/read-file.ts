import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { FileSeal } from './files.js';

/** The file of a run is gone, or is not what was written: its results must be simulated anew. */
export class ResultsDamaged extends Error {
  override readonly name = 'ResultsDamaged';

  constructor(
    readonly runId: string,
    reason: string,
  ) {
    super(`the results of run ${runId} are damaged: ${reason}`);
  }
}

/** Hashing so many bytes takes about a millisecond: others get their turn in between. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Reads the file of a run and checks it against what was written. Rejects with `ResultsDamaged` when it is missing or
 * differs in a byte; other errors of the disk come out as they are.
 */
export async function readSealed(path: string, runId: string, seal: FileSeal): Promise<Uint8Array> {
  const file = await openSealed(path, runId);
  try {
    const { size } = await file.stat();
    if (size !== seal.bytes) throw new ResultsDamaged(runId, `${size} bytes instead of ${seal.bytes}`);
    // Not from the shared pool: figures are read where they lie, so their place must be divisible by 8.
    const bytes = Buffer.allocUnsafeSlow(size);
    const hash = createHash('sha256');
    for (let read = 0; read < size; ) {
      const { bytesRead } = await file.read(bytes, read, Math.min(PIECE_BYTES, size - read), read);
      if (bytesRead === 0) throw new ResultsDamaged(runId, 'the file became shorter while it was read');
      hash.update(bytes.subarray(read, read + bytesRead));
      read += bytesRead;
    }
    if (hash.digest('hex') !== seal.sha256) throw new ResultsDamaged(runId, 'another SHA-256');
    return bytes;
  } finally {
    await file.close();
  }
}

/** Opens the file of a run; rejects with `ResultsDamaged` when there is none. */
export async function openSealed(path: string, runId: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new ResultsDamaged(runId, 'the file is missing');
    }
    throw error;
  }
}
