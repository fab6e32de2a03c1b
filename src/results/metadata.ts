import { type ResultHead, resultHead } from '../exports/json.js';

/** What identifies a run, with as much of its record as is known. */
export type ArrowHead = ResultHead & {
  readonly country: { readonly attribution?: string };
};

/** How figures are to be read, for those who open a file without the documentation. */
const TABLE_NOTE =
  'One figure a row, in the unit of its row. low and high are the bounds of its interval; an empty figure means that ' +
  'there is none, or that no interval was computed. Shares are fractions of 1.';

/** Texts for the schema of an Arrow file, or the key-value metadata of a Parquet file. Nothing of the time of day. */
export function arrowMetadata(head: ArrowHead | undefined): Record<string, string> {
  if (!head) return { note: TABLE_NOTE };
  const { attribution } = head.country;
  return {
    'mtb.run': head.id,
    'mtb.engine_version': head.engineVersion,
    'mtb.head': JSON.stringify(resultHead(head)),
    ...(attribution === undefined ? {} : { attribution }),
    note: TABLE_NOTE,
  };
}
