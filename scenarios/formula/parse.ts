import {
  type ConditionalNode,
  type ConstantNode,
  type FunctionNode,
  type MathNode,
  type OperatorNode,
  type ParenthesisNode,
  parse,
  type RelationalNode,
  type SymbolNode,
} from 'mathjs/number';
import type { Operator } from '../../engine/inputs/scenario.js';
import { nearestName } from '../nearest.js';
import { FUNCTIONS, isFunction } from './functions.js';
import { type FormulaMistake, scanFormula, type Token } from './scan.js';

/** A formula as written: names not yet looked up. `at` is where its text starts. */
export type Syntax =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly operands: readonly Syntax[];
      readonly at: number;
    };

/** The operators of the parser that the language knows; whatever is not here is refused. */
const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['add', 'add'],
  ['subtract', 'subtract'],
  ['multiply', 'multiply'],
  ['divide', 'divide'],
  ['unaryMinus', 'negate'],
  ['equal', 'equal'],
  ['unequal', 'unequal'],
  ['smaller', 'less'],
  ['smallerEq', 'lessOrEqual'],
  ['larger', 'greater'],
  ['largerEq', 'greaterOrEqual'],
  ['and', 'and'],
  ['or', 'or'],
  ['not', 'not'],
]);

const CHAINED: ReadonlySet<string> = new Set(['smaller', 'smallerEq', 'larger', 'largerEq']);

/** Reads a formula without evaluating anything. Answers null, and says why, when any part of it is outside the language. */
export function parseFormula(text: string, mistake: (found: FormulaMistake) => void): Syntax | null {
  const { tokens, mistakes } = scanFormula(text);
  mistakes.forEach(mistake);
  if (mistakes.length > 0) return null;
  try {
    // A new line would start a second expression; in YAML it is only a way of writing long text.
    const tree = parse(text.replace(/[\r\n\t]/g, ' '));
    const translation = new Translation(tokens, mistake);
    const syntax = translation.read(tree);
    return translation.sound ? syntax : null;
  } catch (error) {
    if (error instanceof RangeError) {
      mistake({ code: 'formula-too-deep', message: 'The formula nests too deeply; split it.', at: 0 });
    } else {
      const said = error instanceof Error ? error.message : String(error);
      const character = (error as { char?: unknown }).char;
      mistake({
        code: 'formula-syntax',
        message: `The formula cannot be read: ${said.replace(/ ?\(char \d+\)/, '')}.`,
        at:
          typeof character === 'number'
            ? Math.min(Math.max(0, character - 1), Math.max(0, text.length - 1))
            : 0,
      });
    }
    return null;
  }
}

/** The parser keeps no positions, but its leaves come in the order of the text, so each takes the next name or number. */
class Translation {
  sound = true;
  private next = 0;
  private readonly leaves: readonly Token[];

  constructor(
    tokens: readonly Token[],
    private readonly mistake: (found: FormulaMistake) => void,
  ) {
    this.leaves = tokens.filter(
      ({ kind, text }) => kind === 'number' || (kind === 'name' && !OPERATORS.has(text) && !NAMED.has(text)),
    );
  }

  read(node: MathNode): Syntax {
    const at = this.leaves[this.next]?.at ?? 0;
    switch (node.type) {
      case 'ParenthesisNode':
        return this.read((node as ParenthesisNode).content);
      case 'ConstantNode':
        return this.constant((node as ConstantNode).value, at);
      case 'SymbolNode':
        this.next++;
        return { kind: 'name', name: (node as SymbolNode).name, at };
      case 'OperatorNode': {
        const { fn, op, args } = node as OperatorNode & { fn: string };
        const operator = OPERATORS.get(fn);
        if (!operator)
          return this.refuse(`\`${op}\` is not part of the language; see its list of operators.`, at, op);
        return { kind: 'operation', operator, operands: args.map((arg) => this.read(arg)), at };
      }
      case 'ConditionalNode': {
        const { condition, trueExpr, falseExpr } = node as ConditionalNode;
        const operands = [condition, trueExpr, falseExpr].map((part) => this.read(part));
        return { kind: 'operation', operator: 'if', operands, at };
      }
      case 'RelationalNode':
        return this.chain(
          node as RelationalNode & { conditionals: readonly string[]; params: readonly MathNode[] },
          at,
        );
      case 'FunctionNode':
        return this.call(node as FunctionNode, at);
      default:
        return this.refuse(
          'This is not part of the language; see its list of operators and functions.',
          at,
          node.type,
        );
    }
  }

  private constant(value: ConstantNode['value'], at: number): Syntax {
    const token = this.leaves[this.next++];
    if (typeof value === 'boolean') return { kind: 'boolean', value, at };
    // `NaN`, `Infinity`, `null` are constants to the parser; here they are names that nobody has defined.
    if (token?.kind === 'name') return { kind: 'name', name: token.text, at };
    if (typeof value === 'number') return { kind: 'number', value, at };
    return this.refuse('Only numbers and true/false are constants.', at, String(value));
  }

  /** `0 <= x < 6` is `0 <= x and x < 6`. */
  private chain(
    { conditionals, params }: { conditionals: readonly string[]; params: readonly MathNode[] },
    at: number,
  ): Syntax {
    const operands = params.map((part) => this.read(part));
    if (!conditionals.every((name) => CHAINED.has(name))) {
      return this.refuse('Only <, <=, > and >= can be chained; join other comparisons with `and`.', at);
    }
    const pairs = conditionals.map((name, i): Syntax => {
      const pair = operands.slice(i, i + 2);
      return { kind: 'operation', operator: OPERATORS.get(name)!, operands: pair, at: pair[0].at };
    });
    return { kind: 'operation', operator: 'and', operands: pairs, at };
  }

  private call(node: FunctionNode, at: number): Syntax {
    this.next++;
    const name = node.fn.type === 'SymbolNode' ? (node.fn as unknown as SymbolNode).name : '';
    const operands = node.args.map((arg) => this.read(arg));
    if (!isFunction(name)) {
      const valid = Object.keys(FUNCTIONS);
      this.sound = false;
      this.mistake({
        code: 'formula-unknown-function',
        message: `There is no function \`${name}\`; a value before a parenthesis needs an operator.`,
        at,
        found: name,
        expected: valid.join(', '),
        nearest: nearestName(name, valid),
      });
      return { kind: 'number', value: 0, at };
    }
    const { operator, least, most } = FUNCTIONS[name];
    if (operands.length < least || operands.length > most) {
      const expected = least === most ? `${least}` : `${least} or more`;
      this.sound = false;
      this.mistake({
        code: 'formula-arguments',
        message: `\`${name}\` takes ${expected} ${expected === '1' ? 'value' : 'values'}, not ${operands.length}.`,
        at,
        found: String(operands.length),
        expected,
      });
    }
    return { kind: 'operation', operator, operands, at };
  }

  private refuse(message: string, at: number, found?: string): Syntax {
    this.sound = false;
    this.mistake({ code: 'formula-not-allowed', message, at, ...(found === undefined ? {} : { found }) });
    return { kind: 'number', value: 0, at };
  }
}

/** Operators that are spelt as names and are no leaves of the tree. */
const NAMED: ReadonlySet<string> = new Set(['xor', 'mod', 'to', 'in']);
