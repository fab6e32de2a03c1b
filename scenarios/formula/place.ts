import type { Complain } from '../report.js';
import type { Formula } from '../schema.js';
import { parseFormula, type Syntax } from './parse.js';
import type { FormulaMistake } from './scan.js';

/** Passes the mistakes of one formula on, with their place in the document. */
export function inFormula(pointer: string, complain: Complain): (mistake: FormulaMistake) => void {
  return ({ code, message, at, found, expected, nearest }) =>
    complain(code, pointer, message, {
      at,
      ...(found === undefined ? {} : { found }),
      ...(expected === undefined ? {} : { expected }),
      nearest: nearest ?? null,
    });
}

/** A formula that YAML has already read as a number or as true/false needs no parser. */
export function syntaxOf(formula: Formula, mistake: (found: FormulaMistake) => void): Syntax | null {
  if (typeof formula === 'number') return { kind: 'number', value: formula, at: 0 };
  if (typeof formula === 'boolean') return { kind: 'boolean', value: formula, at: 0 };
  return parseFormula(formula, mistake);
}
