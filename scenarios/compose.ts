import { periodsOf } from './dated.js';
import { type Law, merge } from './merge.js';
import type { Complain } from './report.js';
import type { DatedValue, Draft, ParameterDraft } from './schema.js';

/** What a parameter is; an earlier file has said it. */
const SAID_ONCE = ['unit', 'meaning'] as const;

/**
 * Lays a law file beside those composed before it: its values of a parameter that an earlier file has are added to the
 * dated values there, with mark and reference of their own; everything else must be new. `complain` is about the file.
 */
export function compose(
  whole: Law | null,
  part: Partial<Draft>,
  damaged: ReadonlySet<string>,
  complain: Complain,
): Law {
  for (const key of ['definitions', 'tiers', 'contributions'] as const) {
    for (const name of Object.keys(part[key] ?? {})) {
      if (whole && Object.hasOwn(whole[key], name)) {
        complain(
          'duplicate-name',
          `/${key}/${name}`,
          `\`${name}\` stands in two of the composed files; keep one.`,
          { key: true, found: name },
        );
      }
    }
  }
  const parameters = Object.entries(part.parameters ?? {}).map(([name, parameter]) => {
    const earlier = whole?.parameters[name];
    return [name, earlier ? added(name, earlier, parameter, damaged, complain) : parameter] as const;
  });
  return merge(whole, { ...part, parameters: Object.fromEntries(parameters) }, damaged, complain);
}

/** A parameter of earlier files with what a later one adds to it. */
function added(
  name: string,
  earlier: ParameterDraft,
  later: ParameterDraft,
  damaged: ReadonlySet<string>,
  complain: Complain,
): ParameterDraft {
  const pointer = `/parameters/${name}`;
  for (const key of SAID_ONCE) {
    if (later[key] === undefined) continue;
    const message = `An earlier of the composed files says the ${key} of \`${name}\`; leave it out here.`;
    complain('wrong-key', `${pointer}/${key}`, message, { key: true, found: key });
  }
  if (!earlier.values || !later.values) return { ...earlier, ...later };
  for (const key of ['mark', 'reference'] as const) {
    const silent = later[key] === undefined && later.values.some((value) => value[key] === undefined);
    if (silent && !damaged.has(`${pointer}/${key}`)) {
      complain('missing-key', `${pointer}/${key}`, `\`${name}\` has new values; say their \`${key}\` too.`);
    }
  }
  const before = earlier.values.map((value) => sourced(value, earlier));
  const values = [...before, ...later.values.map((value) => sourced(value, later))];
  // A value stands elsewhere in its own file than among those of all files.
  let sound = true;
  periodsOf(values, '', (code, place, message, details) => {
    const [, position, field] = place.split('/');
    const own = Number(position) - before.length;
    // The earlier files' own mistakes are told when the whole is checked.
    if (own < 0) return;
    sound = false;
    complain(code, `${pointer}/values/${own}/${field}`, message, details);
  });
  return { ...earlier, ...later, values: sound ? values : before };
}

/** A dated value with its own mark and reference, which are those of its file's parameter unless it says others. */
function sourced(value: DatedValue, { mark, reference }: ParameterDraft): DatedValue {
  return { mark, reference, ...value };
}
