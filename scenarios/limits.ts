/**
 * What a scenario file may hold at most. The numbers are far above any real law; they exist so that a hostile file is
 * answered with a problem in well under a second, before it costs memory or stack.
 */
export const LIMITS = {
  /** Bytes of UTF-8. */
  textBytes: 512 * 1024,
  /** Lexical tokens of YAML, and nodes after aliases have been expanded: they bound the parser's time and memory. */
  tokens: 60_000,
  nodes: 20_000,
  depth: 32,
  keyLength: 80,
  aliases: 50,
  problems: 200,
  /** Misspelt names in formulas for which the nearest valid one is looked up; there are hardly more to show. */
  suggestions: 200,
  chain: 8,
  /** Law files that one scenario composes. */
  parts: 24,
  tiers: 64,
  contributions: 64,
  parameters: 500,
  definitions: 200,
  valuesPerParameter: 120,
  formulaLength: 2_000,
  formulaDepth: 50,
  formulaNodes: 1_000,
  number: 1e15,
} as const;
