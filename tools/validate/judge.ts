import type { Gate } from './gates.js';

/** What was measured: a figure for each gate, and the target of those whose target is computed. */
export interface Measures {
  readonly figures: ReadonlyMap<string, number>;
  readonly targets: ReadonlyMap<string, number>;
}

/** A gate and how the model stands to it. `open`: printed without a target; `missing`: nothing was measured. */
export interface Verdict {
  readonly gate: Gate;
  readonly model: number | undefined;
  readonly target: number | undefined;
  readonly outcome: 'pass' | 'fail' | 'open' | 'missing';
}

/** Holds every gate against the measures, in the order of the gates. */
export function judge(gates: readonly Gate[], measures: Measures): Verdict[] {
  return gates.map((gate) => {
    const model = measures.figures.get(gate.id);
    const target = typeof gate.target === 'number' ? gate.target : measures.targets.get(gate.id);
    return { gate, model, target, outcome: outcomeOf(gate, model, target) };
  });
}

function outcomeOf(gate: Gate, model: number | undefined, target: number | undefined): Verdict['outcome'] {
  if (model === undefined || !Number.isFinite(model)) return 'missing';
  if (gate.target === null || gate.tolerance === undefined) return 'open';
  if (target === undefined) return 'missing';
  return isWithin(gate, model, target) ? 'pass' : 'fail';
}

function isWithin({ tolerance }: Gate, model: number, target: number): boolean {
  if (tolerance === undefined) return true;
  if ('range' in tolerance) return tolerance.range[0] <= model && model <= tolerance.range[1];
  const allowed = 'absolute' in tolerance ? tolerance.absolute : tolerance.relative * Math.abs(target);
  return Math.abs(model - target) <= allowed;
}
