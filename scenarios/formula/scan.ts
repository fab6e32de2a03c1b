import { LIMITS } from '../limits.js';

/** A mistake within one formula; `at` counts characters from its start. */
export interface FormulaMistake {
  readonly code: string;
  readonly message: string;
  readonly at: number;
  readonly found?: string;
  readonly expected?: string;
  readonly nearest?: string | null;
}

export interface Token {
  readonly kind: 'name' | 'number' | 'mark';
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /([ \t\r\n]+)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(==|!=|<=|>=|[-+*/(),?:<>])/y;
/** Names that stand between two values, and one that stands before a value. */
const BETWEEN: ReadonlySet<string> = new Set(['and', 'or', 'xor', 'mod', 'to', 'in']);

const HINTS = new Map([
  ['=', 'use `==` to compare; a formula cannot assign'],
  ['!', 'use `not` or `!=`'],
  ['%', 'write 3 % as 0.03'],
  ['^', 'write powers as products'],
  ['&', 'use `and`'],
  ['|', 'use `or`'],
  ['"', 'a formula holds no text'],
  ["'", 'a formula holds no text'],
  ['[', 'a formula holds no lists'],
  [']', 'a formula holds no lists'],
  ['{', 'a formula holds no objects'],
  ['}', 'a formula holds no objects'],
  [';', 'a formula is a single expression'],
  ['#', 'put comments outside the formula'],
  ['.', 'a point belongs inside a number; nothing has properties'],
]);

/** How many mistakes of one formula are told; after a few stray characters the rest is noise. */
const MOST_TOLD = 5;

/**
 * Splits a formula into tokens and refuses what the parser must not see: foreign characters, absurd size or depth, and
 * two values side by side, which the parser would silently multiply.
 */
export function scanFormula(text: string): { tokens: Token[]; mistakes: FormulaMistake[] } {
  const mistakes: FormulaMistake[] = [];
  const tokens: Token[] = [];
  if (text.length > LIMITS.formulaLength) {
    const message = `The formula has ${text.length} characters; at most ${LIMITS.formulaLength} are allowed. Split it into definitions.`;
    return { tokens, mistakes: [{ code: 'formula-too-long', message, at: 0 }] };
  }
  let depth = 0;
  let afterStray = false;
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) {
      mistakes.push(strayCharacter(text, at));
      afterStray = true;
      if (mistakes.length >= MOST_TOLD) break;
      at += text.codePointAt(at)! > 0xffff ? 2 : 1;
      continue;
    }
    const [whole, space, number, name] = match;
    if (space === undefined) {
      const token: Token = { kind: number ? 'number' : name ? 'name' : 'mark', text: whole, at };
      const last = tokens.at(-1);
      // A stray character between two values was most likely meant as their operator.
      if (
        last &&
        !afterStray &&
        endsValue(last) &&
        startsValue(token) &&
        !(last.kind === 'name' && whole === '(')
      ) {
        mistakes.push(sideBySide(last, token));
      }
      if (number && !(Number(number) <= LIMITS.number)) {
        const message = `The number ${number.slice(0, 40)} is too large; at most 1e15 is allowed.`;
        mistakes.push({ code: 'formula-number', message, at, found: number, expected: 'at most 1e15' });
      }
      if (whole === '(') depth++;
      else if (whole === ')') depth--;
      if (depth > LIMITS.formulaDepth) {
        const message = `Parentheses nest more than ${LIMITS.formulaDepth} deep; split the formula into definitions.`;
        return { tokens, mistakes: [...mistakes, { code: 'formula-too-deep', message, at }] };
      }
      tokens.push(token);
      afterStray = false;
    }
    at += whole.length;
  }
  const size = tokens.filter(({ text: mark }) => mark !== '(' && mark !== ')').length;
  if (size > LIMITS.formulaNodes) mistakes.push(tooLarge(size));
  if (tokens.length === 0 && mistakes.length === 0) {
    mistakes.push({ code: 'formula-syntax', message: 'The formula is empty.', at: 0 });
  }
  return { tokens, mistakes };
}

export function tooLarge(size: number): FormulaMistake {
  return {
    code: 'formula-too-large',
    message: `The formula has ${size} parts, counting those of its definitions; at most ${LIMITS.formulaNodes} are allowed.`,
    at: 0,
  };
}

function endsValue(token: Token): boolean {
  if (token.kind === 'name') return !BETWEEN.has(token.text) && token.text !== 'not';
  return token.kind === 'number' || token.text === ')';
}

function startsValue(token: Token): boolean {
  if (token.kind === 'name') return !BETWEEN.has(token.text);
  return token.kind === 'number' || token.text === '(';
}

function sideBySide(last: Token, token: Token): FormulaMistake {
  return {
    code: 'formula-implicit-multiplication',
    message: `Two values stand side by side; write an operator such as \`*\` between \`${short(last.text)}\` and \`${short(token.text)}\`.`,
    at: token.at,
    found: `${last.text} ${token.text}`,
  };
}

function strayCharacter(text: string, at: number): FormulaMistake {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const code = character.codePointAt(0)!;
  const foreign = code > 0x7e || code < 0x20;
  const point = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const hint = foreign
    ? 'use plain Latin letters, digits and signs'
    : (HINTS.get(character) ?? 'only + - * / ( ) , ? : and comparisons are signs');
  return {
    code: 'formula-character',
    message: `${foreign ? `The character ${point}` : `\`${character}\``} is not part of a formula; ${hint}.`,
    at,
    found: foreign ? point : character,
  };
}

function short(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}
