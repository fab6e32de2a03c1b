import { LRUCache } from 'lru-cache';
import type { IndexedTable, ResultReader, StoredTable } from '../results/reader.js';
import { TableIndex } from '../results/selection.js';
import { differenceTable } from './differences.js';

/** Memory for tables of differences, which are quickly made again. */
const CACHE_BYTES = 64 * 1024 * 1024;

/** Tables of differences of stored runs, kept for a while after they were made. */
export class ComparisonReader {
  readonly #results: ResultReader;
  readonly #kept = new LRUCache<string, IndexedTable>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ index, bytes }) => Math.max(1, bytes + index.bytes),
  });
  readonly #making = new Map<string, Promise<IndexedTable>>();

  constructor(results: ResultReader) {
    this.#results = results;
  }

  /**
   * The differences of a run's scenarios from its baseline, made once however many ask at the same time.
   *
   * @throws ResultsDamaged
   */
  async open(run: StoredTable, baseline: string): Promise<IndexedTable> {
    const key = `${run.sha256} ${baseline}`;
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const running = this.#making.get(key);
    if (running) return running;
    const making = this.#make(run, baseline).finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    const table = await making;
    this.#kept.set(key, table);
    return table;
  }

  async #make(run: StoredTable, baseline: string): Promise<IndexedTable> {
    const table = await differenceTable(await this.#results.open(run), baseline);
    let bytes = 0;
    for (const column of table.columns) {
      bytes += (column.kind === 'text' ? column.codes : column.values).byteLength;
    }
    return { ...table, index: await TableIndex.of(table), bytes };
  }
}
