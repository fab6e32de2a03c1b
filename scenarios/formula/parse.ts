import type { Operator } from '../../engine/inputs/scenario.js';
import { nearestName } from '../nearest.js';
import { FUNCTIONS, isFunction } from './functions.js';
import { type FormulaMistake, scanFormula, type Token } from './scan.js';

/**
 * A formula as written: names not yet looked up. `at` is where its text starts; of an operation, where its first value or
 * its function's name does.
 */
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

/** Signs and words between two values from the loosest to the tightest; null is known but outside the language. */
const LEVELS: readonly ReadonlyMap<string, Operator | null>[] = [
  new Map([['or', 'or']]),
  new Map([['xor', null]]),
  new Map([['and', 'and']]),
  new Map([
    ['==', 'equal'],
    ['!=', 'unequal'],
    ['<', 'less'],
    ['<=', 'lessOrEqual'],
    ['>', 'greater'],
    ['>=', 'greaterOrEqual'],
  ]),
  new Map([
    ['to', null],
    ['in', null],
  ]),
  new Map([
    ['+', 'add'],
    ['-', 'subtract'],
  ]),
  new Map([
    ['*', 'multiply'],
    ['/', 'divide'],
    ['mod', null],
  ]),
];
const COMPARISONS = 3;

/** Signs and words before a value, which bind tighter than any between two. */
const PREFIXES: ReadonlyMap<string, Operator | null> = new Map([
  ['-', 'negate'],
  ['not', 'not'],
  ['+', null],
]);

const CHAINED: ReadonlySet<Operator> = new Set(['less', 'lessOrEqual', 'greater', 'greaterOrEqual']);

/** Names that are none: a value was expected where one of them stands. */
const WORDS: ReadonlySet<string> = new Set(['or', 'xor', 'and', 'to', 'in', 'mod']);

/**
 * Reads a formula without evaluating anything. Answers null, and says why, when any part of it is outside the language.
 * Operators bind as in mathjs, from which the language has its grammar: `not` and `-` before a value bind tightest, then
 * products, sums, comparisons, `and`, `or`, and `? :`, which is read from the right.
 */
export function parseFormula(text: string, mistake: (found: FormulaMistake) => void): Syntax | null {
  const { tokens, mistakes } = scanFormula(text);
  mistakes.forEach(mistake);
  if (mistakes.length > 0) return null;
  const parser = new Parser(tokens, mistake);
  try {
    const syntax = parser.whole();
    return parser.sound ? syntax : null;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    mistake({
      code: 'formula-syntax',
      message: `The formula cannot be read: ${error.message}.`,
      at: error.at,
    });
    return null;
  }
}

/** What ends the reading of a formula. */
class Unreadable extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** Recursive descent over the tokens of one formula. The scan has bounded their number, and with it the depth. */
class Parser {
  sound = true;
  private next = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly mistake: (found: FormulaMistake) => void,
  ) {}

  whole(): Syntax {
    const syntax = this.conditional();
    if (this.next < this.tokens.length) this.fail('an operator was expected');
    return syntax;
  }

  private conditional(): Syntax {
    const condition = this.between(0);
    if (!this.takes('?')) return condition;
    const yes = this.conditional();
    if (!this.takes(':')) this.fail('`?` needs a `:` and a value for the other case');
    const operands = [condition, yes, this.conditional()];
    return { kind: 'operation', operator: 'if', operands, at: condition.at };
  }

  /** Values joined by the operators of a level, those of tighter levels first. */
  private between(level: number): Syntax {
    if (level === COMPARISONS) return this.comparison();
    if (level === LEVELS.length) return this.prefixed();
    let left = this.between(level + 1);
    for (;;) {
      const sign = this.peek();
      const operator = LEVELS[level].get(sign);
      if (operator === undefined) return left;
      this.next++;
      const right = this.between(level + 1);
      left = operator
        ? { kind: 'operation', operator, operands: [left, right], at: left.at }
        : this.refuse(sign, left.at);
    }
  }

  /** `0 <= x < 6` is `0 <= x and x < 6`. */
  private comparison(): Syntax {
    const operands = [this.between(COMPARISONS + 1)];
    const operators: Operator[] = [];
    for (;;) {
      const operator = LEVELS[COMPARISONS].get(this.peek());
      if (!operator) break;
      this.next++;
      operators.push(operator);
      operands.push(this.between(COMPARISONS + 1));
    }
    const [{ at }] = operands;
    if (operators.length > 1 && !operators.every((operator) => CHAINED.has(operator))) {
      const message = 'Only <, <=, > and >= can be chained; join other comparisons with `and`.';
      return this.outside({ code: 'formula-not-allowed', message, at });
    }
    const pairs = operators.map((operator, i): Syntax => {
      const pair = operands.slice(i, i + 2);
      return { kind: 'operation', operator, operands: pair, at: pair[0].at };
    });
    if (pairs.length > 1) return { kind: 'operation', operator: 'and', operands: pairs, at };
    return pairs[0] ?? operands[0];
  }

  private prefixed(): Syntax {
    const sign = this.peek();
    const operator = PREFIXES.get(sign);
    if (operator === undefined) return this.value();
    this.next++;
    const operand = this.prefixed();
    return operator
      ? { kind: 'operation', operator, operands: [operand], at: operand.at }
      : this.refuse(sign, operand.at);
  }

  private value(): Syntax {
    const token = this.tokens[this.next];
    if (!token || WORDS.has(token.text)) this.fail('a value was expected');
    const { kind, text, at } = token;
    this.next++;
    if (kind === 'number') return { kind, value: Number(text), at };
    if (kind === 'name') {
      if (this.takes('(')) return this.call(text, this.given(), at);
      return text === 'true' || text === 'false'
        ? { kind: 'boolean', value: text === 'true', at }
        : { kind, name: text, at };
    }
    if (text === '(') {
      const inside = this.conditional();
      if (!this.takes(')')) this.fail('a `)` is missing');
      return inside;
    }
    this.next--;
    return this.fail('a value was expected');
  }

  /** The arguments of a function, whose parenthesis is open. */
  private given(): Syntax[] {
    if (this.takes(')')) return [];
    const operands = [this.conditional()];
    while (this.takes(',')) operands.push(this.conditional());
    if (!this.takes(')')) this.fail('a `)` is missing');
    return operands;
  }

  private call(name: string, operands: readonly Syntax[], at: number): Syntax {
    if (!isFunction(name)) {
      const valid = Object.keys(FUNCTIONS);
      return this.outside({
        code: 'formula-unknown-function',
        message: `There is no function \`${name}\`; a value before a parenthesis needs an operator.`,
        at,
        found: name,
        expected: valid.join(', '),
        nearest: nearestName(name, valid),
      });
    }
    const { operator, least, most } = FUNCTIONS[name];
    if (operands.length < least || operands.length > most) {
      const expected = least === most ? `${least}` : `${least} or more`;
      return this.outside({
        code: 'formula-arguments',
        message: `\`${name}\` takes ${expected} ${expected === '1' ? 'value' : 'values'}, not ${operands.length}.`,
        at,
        found: String(operands.length),
        expected,
      });
    }
    return { kind: 'operation', operator, operands, at };
  }

  /** The text of the next token, empty at the end. */
  private peek(): string {
    return this.tokens[this.next]?.text ?? '';
  }

  private takes(mark: string): boolean {
    if (this.peek() !== mark) return false;
    this.next++;
    return true;
  }

  private refuse(sign: string, at: number): Syntax {
    const message = `\`${sign}\` is not part of the language; see its list of operators.`;
    return this.outside({ code: 'formula-not-allowed', message, at, found: sign });
  }

  /** Tells of a part outside the language; the rest is read on, so that all such parts are told at once. */
  private outside(found: FormulaMistake): Syntax {
    this.sound = false;
    this.mistake(found);
    return { kind: 'number', value: 0, at: found.at };
  }

  /** Ends the reading at the next token. */
  private fail(what: string): never {
    const token = this.tokens[this.next];
    const last = this.tokens[this.tokens.length - 1];
    const at = token ? token.at : last.at + last.text.length - 1;
    throw new Unreadable(`${what} ${token ? `at \`${token.text.slice(0, 40)}\`` : 'at its end'}`, at);
  }
}
