import type { Gate } from './gates.js';

const DIGITS: Readonly<Record<string, number>> = { years: 1, 'VND billion': 0, 'per 1000': 1 };

/** A figure as the report shows it: counts with thousands, shares in per cent, others with a few digits. */
export function formatFigure(value: number | undefined, unit: string): string {
  if (value === undefined || !Number.isFinite(value)) return '-';
  if (unit === 'persons') return withThousands(Math.round(value));
  if (unit.startsWith('share') || unit === 'relative distance') return `${(value * 100).toFixed(2)} %`;
  return value.toFixed(DIGITS[unit] ?? 3);
}

/** How far the model lies from the target: in per cent of it or, for shares, in points. */
export function formatDistance(gate: Gate, model: number | undefined, target: number | undefined): string {
  if (model === undefined || target === undefined || !Number.isFinite(model)) return '-';
  const { tolerance, unit } = gate;
  if (tolerance && 'relative' in tolerance)
    return `${signed((model / target - 1) * Math.sign(target) * 100, 2)} %`;
  if (isShare(unit)) return `${signed((model - target) * 100, 2)} pts`;
  return signed(model - target, DIGITS[unit] ?? 3);
}

/** What the gate allows. */
export function formatTolerance({ tolerance, unit }: Gate): string {
  if (!tolerance) return '-';
  if ('range' in tolerance) return tolerance.range.map((bound) => formatFigure(bound, unit)).join(' to ');
  if ('relative' in tolerance) return `±${Number((tolerance.relative * 100).toFixed(2))} %`;
  if (isShare(unit)) return `±${Number((tolerance.absolute * 100).toFixed(2))} pts`;
  return `±${tolerance.absolute}`;
}

function isShare(unit: string): boolean {
  return unit.startsWith('share') || unit === 'relative distance';
}

function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  if (Number(text) === 0) return text.replace('-', '');
  return value > 0 ? `+${text}` : text;
}

function withThousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
}
