import { compile } from './compile.js';
import { compose } from './compose.js';
import { hashOf } from './hash.js';
import { LIMITS } from './limits.js';
import { type Law, merge } from './merge.js';
import { nearestName } from './nearest.js';
import { draftReadAhead, sourceReadAhead } from './read-ahead.js';
import { type Complain, Report } from './report.js';
import type { Draft } from './schema.js';
import { checkShape } from './schema-problems.js';
import { isShippedFile, SHIPPED, shippedParts } from './shipped.js';
import { readSource, type SourceFile } from './source.js';
import type { ReadOptions, ReadResult, Scenario } from './types.js';

/** One file: what is left of it after its wrong fields have been taken out. */
interface ReadFile {
  readonly file: SourceFile;
  readonly draft: Partial<Draft>;
  readonly damaged: ReadonlySet<string>;
}

/** One scenario of a chain, with the law files that it composes. */
interface Layer extends ReadFile {
  readonly parts: readonly ReadFile[];
}

/** Parts without which every formula would be complained of. */
const FOUNDATIONS = ['/parameters', '/definitions', '/tiers', '/extends', '/compose'];
/** Keys that make sense in a scenario only, not in a law file that scenarios compose. */
const NOT_IN_PARTS = ['extends', 'compose', 'projection', 'behaviour'] as const;

/**
 * Reads one scenario and everything it extends. Answers every mistake at once and never throws, whatever the text:
 * mistakes of the text itself first; then, if the text can be read, those of its shape, and those of dates, units and
 * formulas in all parts whose shape is right. `chain` holds the ancestors, nearest first.
 */
export function readScenario(text: string, options: ReadOptions): ReadResult {
  const report = new Report();
  const layers = readChain(text, options, report);
  if (layers) {
    const scenarios = build(layers, report);
    if (report.empty && scenarios.length > 0) {
      return { ok: true, scenario: scenarios[0], chain: scenarios.slice(1) };
    }
  }
  return { ok: false, problems: report.list() };
}

/** The file and its ancestors, nearest first; null when one of them could not be read so far that the rest makes sense. */
function readChain(text: string, options: ReadOptions, report: Report): Layer[] | null {
  const layers: Layer[] = [];
  let next: { text: string; source: string | null } = { text, source: options.source ?? null };
  let expectedId: string | null = null;
  for (;;) {
    const given = layers.length === 0 ? options.format : undefined;
    const read = readFile(next.text, next.source, given ?? formatOf(next.source), report);
    if (!read) return null;
    const complain = report.about([read.file]);
    const { extends: parent } = read.draft;
    if (expectedId !== null && !hasId(read, expectedId, complain)) return null;
    const parts = readParts(read, next.source, options, report);
    if (!parts) return null;
    layers.push({ ...read, parts });
    if (parent === undefined) return layers;
    const known = layers.flatMap(({ draft }) => (draft.id === undefined ? [] : [draft.id]));
    if (known.includes(parent)) {
      const cycle = [...known.slice(known.indexOf(parent)), parent].join(' → ');
      complain('extends-cycle', '/extends', `The scenario extends itself: ${cycle}.`, { found: cycle });
      return null;
    }
    if (layers.length > LIMITS.chain) {
      complain('extends-too-long', '/extends', `At most ${LIMITS.chain} scenarios can extend one another.`);
      return null;
    }
    const found = find(parent, next.source, options, '/extends', complain);
    if (!found) return null;
    next = found;
    expectedId = parent;
  }
}

function hasId({ draft }: ReadFile, expected: string, complain: Complain): boolean {
  if (draft.id === undefined || draft.id === expected) return true;
  complain('wrong-id', '/id', `This file was looked up as \`${expected}\`; its \`id\` must say so.`, {
    found: draft.id,
    expected,
  });
  return false;
}

/** The law files that a scenario composes, in their order; null when one of them could not be read. */
function readParts(
  { file, draft }: ReadFile,
  from: string | null,
  options: ReadOptions,
  report: Report,
): ReadFile[] | null {
  const parts: ReadFile[] = [];
  for (const [i, name] of (draft.compose ?? []).entries()) {
    const found = find(name, from, options, `/compose/${i}`, report.about([file]));
    const part = found && readFile(found.text, found.source, formatOf(found.source), report);
    if (!part) return null;
    const complain = report.about([part.file]);
    if (!hasId(part, name.slice(name.lastIndexOf('/') + 1), complain)) return null;
    for (const key of NOT_IN_PARTS) {
      if (part.draft[key] === undefined) continue;
      complain('wrong-key', `/${key}`, `A composed law file has no \`${key}\`; say it in the scenario.`, {
        key: true,
        found: key,
      });
    }
    parts.push(part);
  }
  return parts;
}

function formatOf(source: string | null): 'yaml' | 'json' {
  return source?.endsWith('.json') ? 'json' : 'yaml';
}

function find(
  id: string,
  from: string | null,
  options: ReadOptions,
  pointer: string,
  complain: Complain,
): { text: string; source: string } | null {
  try {
    const named = options.find(id, from);
    if (named) return named;
    const extended = pointer === '/extends';
    const shipped: readonly string[] = extended ? SHIPPED : shippedParts();
    const found = shipped.filter((name) => options.find(name, from) !== undefined);
    const nearest = nearestName(id, extended ? [...found, ...(options.known ?? [])] : found);
    const hint = nearest ? ` Did you mean \`${nearest}\`?` : '';
    const what = extended ? `scenario \`${id}\` to extend` : `law file \`${id}\` to compose`;
    complain('unknown-extends', pointer, `There is no ${what}.${hint}`, { found: id, nearest });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    complain('unreadable-extends', pointer, `The file \`${id}\` could not be read: ${said}.`, { found: id });
  }
  return null;
}

/** What ships is read with every scenario that extends it; its files are kept as they were read, by their texts. */
const kept = new Map<string, ReadFile>();

function readFile(
  text: string,
  source: string | null,
  format: 'yaml' | 'json',
  report: Report,
): ReadFile | null {
  if (!isShippedFile(text, source)) return readAnew(text, source, format, report);
  const before = kept.get(text);
  if (before) return before;
  const draft = draftReadAhead(text);
  const read = draft
    ? { file: sourceReadAhead(text, source), draft, damaged: new Set<string>() }
    : readAnew(text, source, format, report);
  if (read && report.empty) kept.set(text, read);
  return read;
}

function readAnew(
  text: string,
  source: string | null,
  format: 'yaml' | 'json',
  report: Report,
): ReadFile | null {
  const file = readSource(text, source, format);
  for (const { code, message, pointer, place, found } of file.mistakes) {
    report.add({ code, message, pointer, source, ...place, found, expected: null, nearest: null });
  }
  if (file.value === undefined) return null;
  const shape = checkShape(file.value, report.about([file]));
  return shape && { file, ...shape };
}

/** Lays the files over one another from the root on, and checks each scenario of the chain as a whole. */
function build(layers: readonly Layer[], report: Report): Scenario[] {
  const broken = layers.some(({ damaged }) => FOUNDATIONS.some((pointer) => damaged.has(pointer)));
  const scenarios: Scenario[] = [];
  let law: Law | null = null;
  for (let i = layers.length - 1; i >= 0; i--) {
    const upwards = layers.slice(i).flatMap((layer) => [layer, ...layer.parts.toReversed()]);
    const complain = report.about(upwards.map(({ file }) => file));
    const damaged = new Set(upwards.flatMap((layer) => [...layer.damaged]));
    for (const part of layers[i].parts) {
      law = compose(law, part.draft, damaged, report.about([part.file]));
    }
    law = merge(law, layers[i].draft, damaged, complain);
    if (!broken) compile(law, damaged, complain);
    const { id, title, description, country, projection, behaviour } = law;
    const ancestors = scenarios.map((ancestor) => ancestor.id);
    scenarios.unshift({
      id,
      title,
      description,
      country,
      projection,
      joiningElasticity: behaviour?.joining_elasticity ?? 0,
      ancestors,
      document: law,
      hash: hashOf(law),
    });
  }
  return scenarios;
}
