import { type FileHandle, open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { partOf, publish } from './files.js';

/** What a file is made of, piece by piece. */
export type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * Writes a file piece by piece. It appears under its name whole or not at all; errors of the disk come out as they
 * are, and nothing is left of a failed file.
 *
 * @returns bytes of the file
 */
export async function writePieces(
  path: string,
  pieces: Pieces,
  options: { readonly gzip?: boolean | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<number> {
  const part = partOf(path);
  try {
    const bytes = await writePart(part, pieces, options);
    publish(part, path);
    return bytes;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Writes and flushes a file that `publish` then gives its name. */
export async function writePart(
  part: string,
  pieces: Pieces,
  {
    gzip = false,
    signal,
  }: { readonly gzip?: boolean | undefined; readonly signal?: AbortSignal | undefined },
): Promise<number> {
  const file = await open(part, 'w');
  try {
    let bytes = 0;
    const write = async (source: AsyncIterable<unknown>) => {
      for await (const piece of source) bytes += await writeAll(file, piece as string | Uint8Array);
    };
    const source = Readable.from(pieces, { objectMode: true });
    const options = signal ? { signal } : {};
    if (gzip) await pipeline(source, createGzip(), write, options);
    else await pipeline(source, write, options);
    await file.sync();
    return bytes;
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, piece: string | Uint8Array): Promise<number> {
  const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
  for (let written = 0; written < bytes.byteLength; ) {
    written += (await file.write(bytes, written)).bytesWritten;
  }
  return bytes.byteLength;
}
