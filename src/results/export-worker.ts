import { differenceTable } from '../comparison/differences.js';
import { TooLarge } from '../exports/excel.js';
import { tablePieces } from '../exports/table-file.js';
import { troubleOf } from '../store/unavailable.js';
import { decodeArrow } from '../tables/arrow.js';
import type { ExportJob, ExportReport } from './export-job.js';
import { writePieces } from './part-file.js';
import { ResultsDamaged, readSealed } from './read-file.js';
import { FILTER_COLUMNS, TableIndex } from './selection.js';

/** Entry of the thread that writes files of whole tables. */
export default async function exportFile(job: ExportJob): Promise<ExportReport> {
  try {
    const { source, seal, record, format, gzip, page, baseline, target } = job;
    const results = decodeArrow(await readSealed(source, record.id, seal));
    const table = baseline === undefined ? results : await differenceTable(results, baseline);
    const filter = Object.fromEntries(
      FILTER_COLUMNS.flatMap((name) => {
        const wanted = job.filter[name];
        return wanted ? [[name, new Set(wanted)]] : [];
      }),
    );
    const { rows } = (await TableIndex.of(table)).select(filter, page);
    return {
      done: true,
      bytes: await writePieces(target, tablePieces(format, table, record, rows), { gzip }),
    };
  } catch (error) {
    if (error instanceof ResultsDamaged) return { done: false, damaged: error.message };
    if (error instanceof TooLarge) {
      return { done: false, tooLarge: { found: error.found, most: error.most } };
    }
    const trouble = troubleOf(error);
    if (trouble === undefined) throw error;
    return { done: false, trouble, message: String(error) };
  }
}
