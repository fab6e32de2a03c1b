import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';

const compress = promisify(gzip);

/** The bytes of one answer, and the same compressed. */
export class Answer {
  #gzipped: Promise<Buffer> | undefined;

  constructor(
    readonly body: Buffer,
    /** Rows that match, on the page or not. */
    readonly total: number,
  ) {}

  /** Compressed at the first asking only. */
  gzipped(): Promise<Buffer> {
    this.#gzipped ??= compress(this.body);
    return this.#gzipped;
  }
}

/** Overhead of an answer, and room for its compressed form (a fifth or less of text). */
const SPACE = 1.25;
const OVERHEAD_BYTES = 512;

/** Answers that were given lately, by entity tag; bounded in bytes. */
export class AnswerCache {
  readonly #answers: LRUCache<string, Answer>;

  constructor(bytes: number) {
    this.#answers = new LRUCache({
      maxSize: Math.max(1, bytes),
      sizeCalculation: ({ body }) => OVERHEAD_BYTES + Math.ceil(body.byteLength * SPACE),
    });
  }

  get(tag: string): Answer | undefined {
    return this.#answers.get(tag);
  }

  /** Makes an answer of its pieces and keeps it; one that is larger than the room is given back only. */
  keep(tag: string, pieces: Iterable<string>, total: number): Answer {
    const answer = new Answer(Buffer.from([...pieces].join('')), total);
    this.#answers.set(tag, answer);
    return answer;
  }

  clear(): void {
    this.#answers.clear();
  }
}
