import type { Expression, FormulaUnit, Operator } from '../../engine/inputs/scenario.js';
import type { VariableName } from '../../engine/inputs/variables.js';
import { LIMITS } from '../limits.js';
import { combineUnits, PLAIN, sameUnit } from '../units.js';
import type { Entry, Names } from './names.js';
import type { Syntax } from './parse.js';
import { type FormulaMistake, tooLarge } from './scan.js';
import { BOOLEAN, FIGURE, numberOf, type Type, typeName, UNKNOWN, unify } from './types.js';

/** A formula that has been understood: what it gives and what it reads. */
export interface Checked {
  readonly type: Type;
  readonly expression: Expression;
  /** Parts of the expression with those of its definitions. */
  readonly size: number;
  readonly parameters: ReadonlySet<number>;
  readonly variables: ReadonlySet<VariableName>;
}

export const NOTHING: Checked = {
  type: UNKNOWN,
  expression: { kind: 'number', value: 0 },
  size: 0,
  parameters: new Set(),
  variables: new Set(),
};

/** Looks up the names of a formula and checks types and units. `scope` is null in a definition, which any formula may use. */
export function checkFormula(
  syntax: Syntax,
  names: Names,
  scope: FormulaUnit | null,
  mistake: (found: FormulaMistake) => void,
): Checked {
  const checker = new Checker(names, scope, mistake);
  const { type, expression } = checker.check(syntax);
  if (checker.size > LIMITS.formulaNodes) {
    mistake(tooLarge(checker.size));
    return NOTHING;
  }
  return {
    type,
    expression,
    size: checker.size,
    parameters: checker.parameters,
    variables: checker.variables,
  };
}

interface Typed {
  readonly type: Type;
  readonly expression: Expression;
}

class Checker {
  size = 0;
  readonly parameters = new Set<number>();
  readonly variables = new Set<VariableName>();

  constructor(
    private readonly names: Names,
    private readonly scope: FormulaUnit | null,
    private readonly mistake: (found: FormulaMistake) => void,
  ) {}

  check(node: Syntax): Typed {
    this.size++;
    switch (node.kind) {
      case 'number':
        return { type: FIGURE, expression: { kind: 'number', value: node.value } };
      case 'boolean':
        return { type: BOOLEAN, expression: { kind: 'number', value: node.value ? 1 : 0 } };
      case 'name':
        return this.name(node.name, node.at);
      case 'operation': {
        const operands = node.operands.map((operand) => this.check(operand));
        const type = this.operation(node.operator, operands, node);
        const expressions = operands.map(({ expression }) => expression);
        return { type, expression: { kind: 'operation', operator: node.operator, operands: expressions } };
      }
    }
  }

  private name(name: string, at: number): Typed {
    const entry = this.names.get(name);
    if (!entry) {
      const nearest = this.names.nearest(name, this.scope);
      const hint = nearest ? ` Did you mean \`${nearest}\`?` : '';
      this.mistake({
        code: 'formula-unknown-symbol',
        message: `There is no variable, parameter or definition \`${name}\`.${hint}`,
        at,
        found: name,
        nearest,
      });
      return NOTHING;
    }
    const outside = this.scope && this.names.outside(entry, this.scope);
    if (outside) {
      const nearest = this.names.nearest(outside, this.scope);
      const through = outside === name ? `\`${name}\`` : `\`${name}\` reads \`${outside}\`, which`;
      this.mistake({
        code: 'formula-scope',
        message: `${through} is not known in ${FORMULA_OF[this.scope]}${nearest ? `; \`${nearest}\` is` : ''}.`,
        at,
        found: outside,
        nearest,
      });
      return NOTHING;
    }
    return this.read(entry);
  }

  private read(entry: Entry): Typed {
    switch (entry.kind) {
      case 'category':
        return { type: entry.type, expression: { kind: 'number', value: entry.code } };
      case 'variable':
        this.variables.add(entry.name);
        return { type: entry.type, expression: { kind: 'variable', name: entry.name } };
      case 'parameter':
        this.parameters.add(entry.index);
        return { type: entry.type, expression: { kind: 'parameter', index: entry.index } };
      case 'definition':
        this.size += entry.checked.size - 1;
        if (this.size > LIMITS.formulaNodes) return NOTHING;
        for (const index of entry.checked.parameters) this.parameters.add(index);
        for (const variable of entry.checked.variables) this.variables.add(variable);
        return entry.checked;
      case 'broken':
        return NOTHING;
    }
  }

  private operation(
    operator: Operator,
    operands: readonly Typed[],
    node: Syntax & { kind: 'operation' },
  ): Type {
    const types = operands.map(({ type }) => type);
    switch (operator) {
      case 'and':
      case 'or':
      case 'not':
        types.forEach((type, i) => {
          this.expect(type, BOOLEAN, operator, node.operands[i].at);
        });
        return BOOLEAN;
      case 'multiply':
      case 'divide':
        return this.product(types, operator === 'multiply' ? 1 : -1, node);
      case 'equal':
      case 'unequal':
        this.agree(types, node, operator, false);
        return BOOLEAN;
      case 'less':
      case 'lessOrEqual':
      case 'greater':
      case 'greaterOrEqual':
        this.agree(types, node, operator, true);
        return BOOLEAN;
      case 'if':
        this.expect(types[0], BOOLEAN, 'the condition of if', node.operands[0].at);
        return this.agree(
          types.slice(1),
          { ...node, operands: node.operands.slice(1) },
          'the branches of if',
          false,
        );
      case 'choose':
        this.expect(types[0], numberOf(PLAIN), 'the position in choose', node.operands[0].at);
        return this.agree(types.slice(1), { ...node, operands: node.operands.slice(1) }, operator, false);
      default:
        return this.agree(types, node, operator, true);
    }
  }

  private product(types: readonly Type[], sign: 1 | -1, node: Syntax & { kind: 'operation' }): Type {
    let numbers = true;
    types.forEach((type, i) => {
      if (type.kind !== 'number' && type.kind !== 'unknown') {
        numbers = false;
        this.wrongType(type, 'a number', sign === 1 ? '*' : '/', node.operands[i].at);
      }
    });
    const [a, b] = types;
    if (!numbers || a.kind !== 'number' || b.kind !== 'number') return UNKNOWN;
    // A figure counts as a plain number in a product, and a product of figures is a figure again.
    if (!a.unit && !b.unit) return FIGURE;
    return numberOf(combineUnits(a.unit ?? PLAIN, b.unit ?? PLAIN, sign));
  }

  /** All of one type and unit; `numeric` where only numbers can be put in order or computed with. */
  private agree(
    types: readonly Type[],
    node: Syntax & { kind: 'operation' },
    operator: string,
    numeric: boolean,
  ): Type {
    const sign = SIGNS.get(operator) ?? operator;
    let common: Type = UNKNOWN;
    for (const [i, type] of types.entries()) {
      if (numeric && type.kind !== 'number' && type.kind !== 'unknown') {
        this.wrongType(type, 'a number', sign, node.operands[i].at);
        return UNKNOWN;
      }
      const both = unify(common, type);
      if (!both) {
        const units = common.kind === 'number' && type.kind === 'number';
        this.mistake({
          code: units ? 'formula-unit' : 'formula-type',
          message: `\`${sign}\` cannot bring together ${typeName(common)} and ${typeName(type)}; bring both to the same ${units ? 'unit' : 'type'}.`,
          at: node.operands[i].at,
          found: typeName(type),
          expected: typeName(common),
        });
        return UNKNOWN;
      }
      common = both;
    }
    return common;
  }

  private expect(type: Type, wanted: Type, operator: string, at: number): void {
    if (!unify(type, wanted)) this.wrongType(type, typeName(wanted), operator, at);
  }

  private wrongType(type: Type, wanted: string, operator: string, at: number): void {
    this.mistake({
      code: 'formula-type',
      message: `\`${operator}\` works on ${wanted === '1' ? 'a number without unit' : wanted}, not on ${typeName(type)}.${
        operator === 'not' ? ' Put a comparison after `not` in parentheses.' : ''
      }`,
      at,
      found: typeName(type),
      expected: wanted,
    });
  }
}

const FORMULA_OF: Record<FormulaUnit, string> = {
  birth: 'a tier paid by the birth',
  'pregnancy-loss': 'a tier paid by the pregnancy loss',
  adoption: 'a tier paid by the adoption',
  'child-month': 'a tier paid by the child-month',
  'member-month': 'a contribution',
};

const SIGNS = new Map<string, string>([
  ['add', '+'],
  ['subtract', '-'],
  ['negate', '-'],
  ['equal', '=='],
  ['unequal', '!='],
  ['less', '<'],
  ['lessOrEqual', '<='],
  ['greater', '>'],
  ['greaterOrEqual', '>='],
]);

/** Whether a formula's value can stand where `wanted` is asked for; a bare figure can, for any unit. */
export function fits(type: Type, wanted: Type): boolean {
  if (type.kind === 'number' && wanted.kind === 'number' && type.unit && wanted.unit) {
    return sameUnit(type.unit, wanted.unit);
  }
  return unify(type, wanted) !== null;
}
