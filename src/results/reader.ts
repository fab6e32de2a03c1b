import { LRUCache } from 'lru-cache';
import { decodeArrow } from '../tables/arrow.js';
import type { Table } from '../tables/table.js';
import { AnswerCache } from './answers.js';
import { ExportCache, type ExportedFile } from './export-cache.js';
import { type ExportRequest, ExportThread } from './export-thread.js';
import { type FileSeal, resultFileOf } from './files.js';
import { isText } from './formats.js';
import { openSealed, readSealed } from './read-file.js';
import { type Page, type ResultFilter, type Selection, TableIndex } from './selection.js';

export interface ReaderOptions {
  /** The folder of the stored result files. */
  readonly folder: string;
  /** A folder for files made for downloads, whose content may vanish at any time. */
  readonly exportsFolder: string;
  /** Memory for tables and for answers that were given lately. */
  readonly cacheBytes: number;
  /** Bytes of the files made for downloads. */
  readonly exportBytes: number;
  readonly observer?: ReaderObserver | undefined;
}

/** Told of what the caches were good for. */
export interface ReaderObserver {
  cacheRead(cache: 'tables' | 'answers' | 'exports', hit: boolean): void;
  exported(format: string, bytes: number): void;
}

/** Which file of results is meant, and what it must be. */
export interface StoredTable extends FileSeal {
  readonly id: string;
}

/** A table with what finds its rows. */
export interface IndexedTable extends Table {
  readonly index: TableIndex;
  /** Memory that its columns take. */
  readonly bytes: number;
}

/** Part of the memory that is for answers; the rest is for tables. */
const ANSWER_SHARE = 1 / 8;

/** Reads stored result tables: tables and small answers from memory, files of whole tables from a cache on disk. */
export class ResultReader {
  /** Small answers in text, by entity tag. */
  readonly answers: AnswerCache;
  readonly #folder: string;
  readonly #tables: LRUCache<string, IndexedTable>;
  readonly #opening = new Map<string, Promise<IndexedTable>>();
  readonly #exports: ExportCache;
  /** Apart, because a selection as text takes a moment and a workbook many seconds. */
  readonly #texts = new ExportThread();
  readonly #files = new ExportThread();
  readonly #observer: ReaderObserver | undefined;

  constructor({ folder, exportsFolder, cacheBytes, exportBytes, observer }: ReaderOptions) {
    this.#folder = folder;
    this.#observer = observer;
    this.answers = new AnswerCache(cacheBytes * ANSWER_SHARE);
    this.#tables = new LRUCache({
      maxSize: Math.max(1, Math.floor(cacheBytes * (1 - ANSWER_SHARE))),
      sizeCalculation: ({ index, bytes }) => bytes + index.bytes,
    });
    this.#exports = new ExportCache(exportsFolder, exportBytes);
  }

  /** Bytes of the files made for downloads. */
  get exportedBytes(): number {
    return this.#exports.bytes;
  }

  /**
   * The table of a run, from memory or from its file, which is checked against its hash. Asked for several times at
   * once, the file is read once. Rejects with `ResultsDamaged` when the file is missing or not what was written.
   */
  async open(run: StoredTable): Promise<IndexedTable> {
    const key = `${run.id} ${run.sha256}`;
    const kept = this.#tables.get(key);
    this.#observer?.cacheRead('tables', kept !== undefined);
    if (kept) return kept;
    const running = this.#opening.get(key);
    if (running) return running;
    const opening = this.#read(run).finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    const table = await opening;
    this.#tables.set(key, table);
    return table;
  }

  /** Rows of a table that match a filter, and how many there are beyond the page. */
  select(table: IndexedTable, filter: ResultFilter, page?: Page): Selection {
    return table.index.select(filter, page);
  }

  /** The stored file itself, open for reading; whoever gets it closes it. */
  async storedFile(run: StoredTable): Promise<ExportedFile> {
    return { handle: await openSealed(resultFileOf(this.#folder, run.id), run.id), bytes: run.bytes };
  }

  /**
   * A selection of a run's table as a file, open for reading; whoever gets it closes it. Made in a thread of its own
   * where it is not there yet.
   *
   * @param name of the file in the cache; equal names mean equal bytes
   * @throws ResultsDamaged, StoreUnavailable, TooLarge, ExportsBusy
   */
  async exportedFile(name: string, run: StoredTable, request: ExportRequest): Promise<ExportedFile> {
    const source = resultFileOf(this.#folder, run.id);
    let made = false;
    const file = await this.#exports.open(name, async (target) => {
      made = true;
      const thread = isText(request.format) ? this.#texts : this.#files;
      const bytes = await thread.make(run, { ...request, source, target });
      this.#observer?.exported(request.format, bytes);
      return bytes;
    });
    this.#observer?.cacheRead('exports', !made);
    return file;
  }

  /** Ends the export threads and gives the memory free. */
  async close(): Promise<void> {
    this.#tables.clear();
    this.answers.clear();
    await Promise.all([this.#texts.close(), this.#files.close()]);
  }

  async #read(run: StoredTable): Promise<IndexedTable> {
    const table = decodeArrow(await readSealed(resultFileOf(this.#folder, run.id), run.id, run));
    return { ...table, index: await TableIndex.of(table), bytes: run.bytes };
  }
}
