import type { RunRecord } from '../run.js';
import type { StoreTrouble } from '../store/unavailable.js';
import type { FileSeal } from './files.js';
import type { ResultFormat } from './formats.js';
import type { FilterColumn, Page } from './selection.js';

/** What the export thread is asked for; crosses between threads as a copy. */
export interface ExportJob {
  /** The stored file of the run. */
  readonly source: string;
  readonly seal: FileSeal;
  readonly record: RunRecord;
  readonly format: ResultFormat;
  readonly gzip: boolean;
  readonly filter: { readonly [Column in FilterColumn]?: readonly string[] };
  readonly page: Page | undefined;
  /** Not the results themselves: their differences from this scenario. */
  readonly baseline?: string | undefined;
  /** The file to be written. */
  readonly target: string;
}

/** How it went. Errors that others must tell apart lose their class and code between threads, so they are results. */
export type ExportReport =
  | { readonly done: true; readonly bytes: number }
  | { readonly done: false; readonly damaged: string }
  | { readonly done: false; readonly trouble: StoreTrouble; readonly message: string }
  | { readonly done: false; readonly tooLarge: { readonly found: number; readonly most: number } };
