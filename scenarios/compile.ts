import type { Expression, ResolvedContribution, ResolvedTier } from '../engine/inputs/scenario.js';
import { compileContributions } from './contributions.js';
import { monthOf, type Period, periodsOf } from './dated.js';
import { checkFormula, NOTHING } from './formula/check.js';
import { Names } from './formula/names.js';
import type { Syntax } from './formula/parse.js';
import { inFormula, syntaxOf } from './formula/place.js';
import { numberOf, UNKNOWN } from './formula/types.js';
import { LIMITS } from './limits.js';
import type { Law } from './merge.js';
import { isReserved } from './names.js';
import type { Complain } from './report.js';
import { NEEDED, type ParameterDraft, type Uprating } from './schema.js';
import { compileTiers } from './tiers.js';
import { parseUnit } from './units.js';

export interface CompiledParameter {
  readonly name: string;
  readonly unit: string;
  readonly periods: readonly Period[];
  readonly uprating: Uprating | null;
}

export interface CompiledLaw {
  readonly parameters: readonly CompiledParameter[];
  /** Name of each definition by its expression; of two that are the same, the one that the other reads. */
  readonly definitions: ReadonlyMap<Expression, string>;
  readonly tiers: readonly ResolvedTier[];
  readonly contributions: readonly ResolvedContribution[];
}

/** Complains of everything that is wrong with a merged document; what comes back is sound only if nothing was. */
export function compile(law: Law, damaged: ReadonlySet<string>, complain: Complain): CompiledLaw {
  const names = new Names();
  for (const pointer of damaged) {
    // A parameter or definition that could not be read is still a known name.
    const [, part, name, field] = pointer.split('/');
    if ((part === 'parameters' || part === 'definitions') && name && !field)
      names.set(name, { kind: 'broken' });
  }
  checkCounts(law, complain);
  const parameters = Object.entries(law.parameters).map(([name, parameter], index) =>
    compileParameter(name, parameter, index, names, damaged, complain),
  );
  const definitions = compileDefinitions(law, names, complain);
  return {
    parameters,
    definitions,
    tiers: compileTiers(law, names, parameters, damaged, complain),
    contributions: compileContributions(law, names, parameters, damaged, complain),
  };
}

/** Each file is within the limits; together with what it extends it may not be. */
function checkCounts(law: Law, complain: Complain): void {
  for (const key of ['tiers', 'contributions', 'parameters', 'definitions'] as const) {
    const count = Object.keys(law[key]).length;
    if (count > LIMITS[key]) {
      complain(
        'too-many',
        `/${key}`,
        `With what it extends the scenario has ${count} ${key}; at most ${LIMITS[key]} are allowed.`,
        {
          key: true,
          found: String(count),
          expected: `at most ${LIMITS[key]}`,
        },
      );
    }
  }
}

function compileParameter(
  name: string,
  parameter: ParameterDraft,
  index: number,
  names: Names,
  damaged: ReadonlySet<string>,
  complain: Complain,
): CompiledParameter {
  const pointer = `/parameters/${name}`;
  checkName(name, pointer, complain);
  for (const key of NEEDED.parameter) {
    if (parameter[key] === undefined && !damaged.has(`${pointer}/${key}`)) {
      complain('missing-key', `${pointer}/${key}`, `The parameter \`${name}\` has no \`${key}\`; add it.`);
    }
  }
  const unit = parameter.unit === undefined ? undefined : parseUnit(parameter.unit);
  if (parameter.unit !== undefined && !unit) {
    complain(
      'unknown-unit',
      `${pointer}/unit`,
      'A unit is made of VND, month, year, share, coefficient and 1 with * and /.',
      {
        found: parameter.unit,
        expected: 'e.g. VND, VND/month, month, share, 1',
      },
    );
  }
  names.set(name, { kind: 'parameter', index, type: unit ? numberOf(unit) : UNKNOWN });
  const values = parameter.values ?? [];
  const periods = periodsOf(values, `${pointer}/values`, complain);
  if (parameter.unit === 'share') {
    values.forEach(({ value }, i) => {
      if (value < 0 || value > 1) {
        complain(
          'out-of-range',
          `${pointer}/values/${i}/value`,
          'A share lies between 0 and 1; write 3 % as 0.03.',
          {
            found: String(value),
            expected: '0 to 1',
          },
        );
      }
    });
  }
  const uprating = parameter.uprating ?? null;
  if (uprating && periods.length > 0) checkUprating(uprating, periods, `${pointer}/uprating`, complain);
  return { name, unit: parameter.unit ?? '', periods, uprating };
}

function checkUprating(
  uprating: Uprating,
  periods: readonly Period[],
  pointer: string,
  complain: Complain,
): void {
  const last = periods[periods.length - 1];
  if (last.until !== null) {
    complain(
      'uprating-closed',
      pointer,
      'The last value has an `until`, so nothing is left to uprate; remove one of the two.',
    );
  } else if (monthOf(uprating.from) <= last.from) {
    complain(
      'uprating-too-early',
      `${pointer}/from`,
      'Uprating starts after the last dated value; move it or set `uprating: null`.',
      {
        found: uprating.from,
      },
    );
  }
}

function checkName(name: string, pointer: string, complain: Complain): void {
  if (!isReserved(name)) return;
  complain('reserved-name', pointer, `Formulas read \`${name}\` as something else; choose another name.`, {
    key: true,
    found: name,
  });
}

/** Compiles definitions, those they read first. */
function compileDefinitions(law: Law, names: Names, complain: Complain): Map<Expression, string> {
  const compiled = new Map<Expression, string>();
  const waiting = new Map<string, Syntax>();
  for (const [name, formula] of Object.entries(law.definitions)) {
    const pointer = `/definitions/${name}`;
    checkName(name, pointer, complain);
    if (names.get(name)?.kind === 'parameter') {
      complain(
        'duplicate-name',
        pointer,
        `\`${name}\` is a parameter too; give the definition another name.`,
        {
          key: true,
          found: name,
        },
      );
    }
    const syntax = syntaxOf(formula, inFormula(pointer, complain));
    if (syntax) waiting.set(name, syntax);
    else names.set(name, { kind: 'broken' });
  }
  const open: string[] = [];
  const visit = (name: string): void => {
    const syntax = waiting.get(name);
    if (!syntax) return;
    const pointer = `/definitions/${name}`;
    if (open.includes(name)) {
      const cycle = [...open.slice(open.indexOf(name)), name].join(' → ');
      complain('definition-cycle', pointer, `The definition reads itself: ${cycle}.`, { found: cycle });
      names.set(name, { kind: 'broken' });
      waiting.delete(name);
      return;
    }
    open.push(name);
    for (const read of namesIn(syntax)) visit(read);
    open.pop();
    if (!waiting.delete(name)) return;
    const checked = checkFormula(syntax, names, null, inFormula(pointer, complain));
    names.set(name, checked.type === NOTHING.type ? { kind: 'broken' } : { kind: 'definition', checked });
    if (!compiled.has(checked.expression)) compiled.set(checked.expression, name);
  };
  for (const name of Object.keys(law.definitions)) visit(name);
  return compiled;
}

function namesIn(syntax: Syntax, found = new Set<string>()): Set<string> {
  if (syntax.kind === 'name') found.add(syntax.name);
  else if (syntax.kind === 'operation') for (const operand of syntax.operands) namesIn(operand, found);
  return found;
}
