const UNKNOWN = '–';

const formats = new Map<number, Intl.NumberFormat>();

/** A number with so many decimals, thousands separated. The formats are kept: making one takes longer than using it. */
function written(value: number, digits: number): string {
  let format = formats.get(digits);
  if (!format) {
    format = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(digits, format);
  }
  return format.format(value);
}

/** A count or a sum of money: whole, or with one decimal where it is small; thousands separated. */
export function amount(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return UNKNOWN;
  const digits = Math.abs(value) < 100 && !Number.isInteger(value) ? 1 : 0;
  return written(value, digits);
}

/** A share (0..1) in per cent. */
export function percent(share: number | undefined, digits = 1): string {
  if (share === undefined || !Number.isFinite(share)) return UNKNOWN;
  return `${written(share * 100, digits)} %`;
}

/** A difference of shares in percentage points. */
export function points(share: number | undefined, digits = 1): string {
  return percent(share, digits).replace('%', 'pp');
}

/** A difference with its sign, also when it is a gain. */
export function signed(format: (value: number | undefined) => string, value: number | undefined): string {
  return value !== undefined && value > 0 ? `+${format(value)}` : format(value);
}
