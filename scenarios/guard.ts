import { LIMITS } from './limits.js';
import { yaml } from './packages.js';

export interface Refusal {
  readonly code: 'too-large' | 'too-deep';
  readonly message: string;
  readonly offset: number;
}

/**
 * Looks at a text token by token before the YAML parser sees it. The parser recurses, and takes seconds and gigabytes
 * for half a megabyte of brackets; the lexer does neither and can be left at any token.
 */
export function refuseHostileText(text: string, what = 'scenario'): Refusal | null {
  if (Buffer.byteLength(text) > LIMITS.textBytes) {
    return {
      code: 'too-large',
      message: `The text is longer than ${LIMITS.textBytes / 1024} KiB, the most that a ${what} may have.`,
      offset: 0,
    };
  }
  const { Lexer } = yaml();
  let tokens = 0;
  let flow = 0;
  let compact = 0;
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (++tokens > LIMITS.tokens) {
      return {
        code: 'too-large',
        message: `The text has more than ${LIMITS.tokens} words and marks, the most that a ${what} may have.`,
        offset,
      };
    }
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow--;
    else if (token === '-' || token === '?') compact++;
    else if (token === '\n' || token === '\x1f') compact = 0;
    if (flow > LIMITS.depth || compact > LIMITS.depth) {
      return {
        code: 'too-deep',
        message: `The text nests more than ${LIMITS.depth} levels; a ${what} needs fewer than ten.`,
        offset,
      };
    }
    // \x02 and \x1f announce what follows; only \x18 (an unfinished flow) is otherwise not part of the text.
    if (token !== '\x02' && token !== '\x1f' && token !== '\x18') offset += token.length;
  }
  return null;
}
