/** Sources of which the functions are remembered, at the most. */
const MOST = 128;
const known = new Map<string, unknown>();

/**
 * The function with the given parameters and body, put together from formulas. The same text gives the same function, so
 * that scenarios that differ in numbers alone find it compiled: all that is not text must come by its parameters. Only
 * what `compile.ts` writes may be in the text, never a name or a text of an author's.
 */
export function functionOf<T>(parameters: readonly string[], body: string): T {
  const source = `${parameters.join()}\n${body}`;
  let made = known.get(source);
  if (made === undefined) {
    if (known.size >= MOST) known.delete(known.keys().next().value as string);
    made = new Function(...parameters, `"use strict";\n${body}`);
    known.set(source, made);
  }
  return made as T;
}
