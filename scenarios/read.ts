import { compile } from './compile.js';
import { hashOf } from './hash.js';
import { LIMITS } from './limits.js';
import { type Law, merge } from './merge.js';
import { nearestName } from './nearest.js';
import { Report } from './report.js';
import type { Draft } from './schema.js';
import { checkShape } from './schema-problems.js';
import { SHIPPED } from './shipped.js';
import { readSource, type SourceFile } from './source.js';
import type { ReadOptions, ReadResult, Scenario } from './types.js';

/** One file of a chain: what is left of it after its wrong fields have been taken out. */
interface Layer {
  readonly file: SourceFile;
  readonly draft: Partial<Draft>;
  readonly damaged: ReadonlySet<string>;
}

/** Parts without which every formula would be complained of. */
const FOUNDATIONS = ['/parameters', '/definitions', '/tiers', '/extends'];

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
    const layer = readLayer(next.text, next.source, given ?? formatOf(next.source), report);
    if (!layer) return null;
    layers.push(layer);
    const complain = report.about([layer.file]);
    const { id, extends: parent } = layer.draft;
    if (expectedId !== null && id !== undefined && id !== expectedId) {
      complain(
        'wrong-id',
        '/id',
        `This scenario was looked up as \`${expectedId}\`; its \`id\` must say so.`,
        {
          found: id,
          expected: expectedId,
        },
      );
      return null;
    }
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
    const found = find(parent, next.source, options, complain);
    if (!found) return null;
    next = found;
    expectedId = parent;
  }
}

function formatOf(source: string | null): 'yaml' | 'json' {
  return source?.endsWith('.json') ? 'json' : 'yaml';
}

function find(
  id: string,
  from: string | null,
  options: ReadOptions,
  complain: ReturnType<Report['about']>,
): { text: string; source: string } | null {
  try {
    const found = options.find(id, from);
    if (found) return found;
    const nearest = nearestName(
      id,
      SHIPPED.filter((known) => options.find(known, from) !== undefined),
    );
    const hint = nearest ? ` Did you mean \`${nearest}\`?` : '';
    complain('unknown-extends', '/extends', `There is no scenario \`${id}\` to extend.${hint}`, {
      found: id,
      nearest,
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    complain('unreadable-extends', '/extends', `The scenario \`${id}\` could not be read: ${said}.`, {
      found: id,
    });
  }
  return null;
}

function readLayer(
  text: string,
  source: string | null,
  format: 'yaml' | 'json',
  report: Report,
): Layer | null {
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
    const upwards = layers.slice(i);
    const complain = report.about(upwards.map(({ file }) => file));
    const damaged = new Set(upwards.flatMap((layer) => [...layer.damaged]));
    law = merge(law, layers[i].draft, damaged, complain);
    if (!broken) compile(law, damaged, complain);
    const { id, title, description, country, projection } = law;
    const ancestors = scenarios.map((ancestor) => ancestor.id);
    scenarios.unshift({
      id,
      title,
      description,
      country,
      projection,
      ancestors,
      document: law,
      hash: hashOf(law),
    });
  }
  return scenarios;
}
