import type { LineCounter, ParsedNode } from 'yaml';
import { refuseHostileText } from './guard.js';
import { LIMITS } from './limits.js';
import { yaml } from './packages.js';
import { pointerOf } from './pointer.js';

interface Place {
  readonly line: number;
  readonly column: number;
}

/** A text read into plain JSON values, every one of which knows its place. */
export interface SourceFile {
  readonly name: string | null;
  /** Undefined when the text could not be read at all. */
  readonly value: unknown;
  readonly mistakes: readonly TextMistake[];
  has(pointer: string): boolean;
  /** Place of a value, of its key, or of character `at` of a scalar. */
  place(pointer: string, key: boolean, at?: number): Place | null;
}

/** A mistake of the text itself; `pointer` is '' where it belongs to no field. */
interface TextMistake {
  readonly code: string;
  readonly message: string;
  readonly pointer: string;
  readonly place: Place;
  readonly found: string | null;
}

interface Held {
  readonly key: number;
  readonly value: number;
  /** The text of a scalar in the file and as it was understood. */
  readonly scalar: { readonly raw: string; readonly text: string } | null;
}

/** What a text is meant to be, for its messages. */
export interface TextKind {
  readonly what: string;
  /** The keys with which it starts. */
  readonly start: string;
}

const SCENARIO_TEXT: TextKind = { what: 'scenario', start: '`id:` and `title:`' };

/** Reads a text without ever throwing. JSON is held to JSON's own grammar first, then read as the subset of YAML it is. */
export function readSource(
  text: string,
  name: string | null,
  format: 'yaml' | 'json',
  { what, start }: TextKind = SCENARIO_TEXT,
): SourceFile {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const held = new Map<string, Held>();
  const mistakes: TextMistake[] = [];
  let value: unknown;

  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return line === 0 ? { line: 1, column: offset + 1 } : { line, column: col };
  };
  const mistake = (
    code: string,
    message: string,
    offset: number,
    pointer = '',
    found: string | null = null,
  ) => {
    mistakes.push({ code, message, pointer, place: placeOf(offset), found });
  };

  const refusal = refuseHostileText(text, what);
  if (refusal) {
    countLines(text.slice(0, refusal.offset), lines);
    mistake(refusal.code, refusal.message, refusal.offset);
  } else if (format === 'json' && jsonMistake(text)) {
    const { message, offset } = jsonMistake(text)!;
    countLines(text, lines);
    mistake('json-syntax', message, offset);
  } else {
    try {
      // Unique keys are checked below: the library compares every key with every other.
      const document = parseDocument(text, {
        lineCounter: lines,
        prettyErrors: false,
        uniqueKeys: false,
        logLevel: 'error',
      });
      for (const error of document.errors) mistake('yaml-syntax', sentence(error.message), error.pos[0]);
      for (const warning of document.warnings) {
        mistake('yaml-tag', `${sentence(warning.message)} Leave the tag out.`, warning.pos[0]);
      }
      if (document.contents === null) {
        if (document.errors.length === 0)
          mistake('empty', `The text holds no ${what}; start with ${start}.`, 0);
      } else if (document.errors.length === 0) {
        value = new Reader(text, held, mistake).plain(document.contents, [], document.contents.range[0], 0);
      }
    } catch (error) {
      // The parser recurses; what passed the guard and still exhausts the stack is no scenario.
      if (!(error instanceof RangeError)) throw error;
      mistake('too-deep', `The text nests more than ${LIMITS.depth} levels.`, 0);
    }
  }

  return {
    name,
    value,
    mistakes,
    has: (pointer) => held.has(pointer),
    place(pointer, key, at) {
      const entry = held.get(pointer);
      if (!entry) return null;
      if (at !== undefined && entry.scalar)
        return placeOf(entry.value + offsetInScalar(entry.scalar.raw, entry.scalar.text, at));
      return placeOf(key ? entry.key : entry.value);
    },
  };
}

type Mistake = (code: string, message: string, offset: number, pointer: string, found: string | null) => void;

/** Turns the library's nodes into plain values and notes where each stands. */
class Reader {
  private nodes = 0;
  private aliases = 0;
  private readonly anchors = new Map<string, ParsedNode>();

  constructor(
    private readonly text: string,
    private readonly held: Map<string, Held>,
    private readonly mistake: Mistake,
  ) {}

  plain(node: ParsedNode | null, path: readonly (string | number)[], key: number, depth: number): unknown {
    const { isAlias, isMap, isScalar, isSeq } = yaml();
    const pointer = pointerOf(path);
    const offset = node?.range[0] ?? key;
    if (depth > LIMITS.depth) {
      return this.refuse('too-deep', `The text nests more than ${LIMITS.depth} levels.`, offset, pointer);
    }
    if (++this.nodes > LIMITS.nodes) {
      if (this.nodes === LIMITS.nodes + 1) {
        this.refuse('too-large', `The text holds more than ${LIMITS.nodes} values.`, offset, pointer);
      }
      return undefined;
    }
    if (isAlias(node)) return this.alias(node.source, path, key, depth, offset);
    if (node && 'anchor' in node && node.anchor) this.anchors.set(node.anchor, node);
    const scalar = isScalar(node) && typeof node.value === 'string' ? node.value : null;
    const raw = scalar !== null && node ? this.text.slice(node.range[0], node.range[1]) : '';
    this.held.set(pointer, { key, value: offset, scalar: scalar === null ? null : { raw, text: scalar } });
    if (isScalar(node)) return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    if (isSeq(node))
      return node.items.map((item, i) => {
        const child = item as ParsedNode;
        return this.plain(child, [...path, i], child.range[0], depth + 1);
      });
    if (isMap(node)) return this.map(node.items, path, depth);
    return null;
  }

  private map(
    items: readonly { key: unknown; value: unknown }[],
    path: readonly (string | number)[],
    depth: number,
  ): unknown {
    const entries = new Map<string, unknown>();
    for (const item of items) {
      const keyNode = item.key as ParsedNode;
      const at = keyNode.range[0];
      if (!yaml().isScalar(keyNode)) {
        this.refuse('wrong-key', 'A key must be a plain word.', at, pointerOf(path));
        continue;
      }
      const name = String(keyNode.value);
      if (name.length > LIMITS.keyLength) {
        this.refuse('wrong-key', `A key has at most ${LIMITS.keyLength} characters.`, at, pointerOf(path));
        continue;
      }
      const pointer = pointerOf([...path, name]);
      if (name === '__proto__') {
        this.refuse('unknown-key', 'There is no key `__proto__`; remove it.', at, pointer, name);
      } else if (entries.has(name)) {
        const message = `\`${name}\` stands twice in the same place; keep one of them.`;
        this.refuse('duplicate-key', message, at, pointer, name);
      } else {
        entries.set(name, this.plain(item.value as ParsedNode | null, [...path, name], at, depth + 1));
      }
      if (this.nodes > LIMITS.nodes) break;
    }
    return Object.fromEntries(entries);
  }

  /** Anchors stand before their aliases, so a node that holds itself is not yet known here. */
  private alias(
    name: string,
    path: readonly (string | number)[],
    key: number,
    depth: number,
    offset: number,
  ): unknown {
    const target = this.anchors.get(name);
    if (++this.aliases > LIMITS.aliases) {
      if (this.aliases === LIMITS.aliases + 1) {
        const message = `The text uses more than ${LIMITS.aliases} aliases, counting those inside what they stand for.`;
        this.refuse('too-many-aliases', message, offset, pointerOf(path));
      }
      return undefined;
    }
    if (!target)
      return this.refuse(
        'yaml-syntax',
        `There is no anchor \`${name}\` before this alias.`,
        offset,
        pointerOf(path),
      );
    return this.plain(target, path, key, depth + 1);
  }

  private refuse(
    code: string,
    message: string,
    offset: number,
    pointer: string,
    found: string | null = null,
  ): undefined {
    this.mistake(code, message, offset, pointer, found);
    return undefined;
  }
}

/** Node's message for a JSON text that is none, with the offset it names. */
function jsonMistake(text: string): { message: string; offset: number } | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(said);
    const what = said.replace(/ in JSON at position .*$/s, '').replace(/, *".*$/s, '');
    return {
      message: sentence(`The text is not JSON: ${what}`),
      offset: position ? Number(position[1]) : text.length,
    };
  }
}

function sentence(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function countLines(text: string, lines: LineCounter): void {
  lines.addNewLine(0);
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lines.addNewLine(i + 1);
}

/**
 * Where character `at` of a scalar stands in its raw text, which may be quoted, folded or indented: the two differ in
 * white space and in marks at the start, so they are walked side by side. 0 where escapes make them differ otherwise.
 */
function offsetInScalar(raw: string, text: string, at: number): number {
  let from = 0;
  if (raw[0] === '|' || raw[0] === '>') from = raw.indexOf('\n') + 1;
  else if (raw[0] === '"' || raw[0] === "'") from = 1;
  for (let i = 0; i <= at && i < text.length; i++) {
    if (/\s/.test(text[i])) continue;
    while (from < raw.length && /\s/.test(raw[from])) from++;
    if (raw[from] !== text[i]) return 0;
    if (i === at) return from;
    from++;
  }
  return Math.min(from, raw.length);
}
