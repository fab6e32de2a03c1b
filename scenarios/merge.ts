import { DEFAULT_PROJECTION, type ProjectionChoices } from '../engine/inputs/projection.js';
import { nearestName } from './nearest.js';
import type { Complain } from './report.js';
import type { ContributionDraft, Draft, Formula, ParameterDraft, TierDraft } from './schema.js';

/** A scenario with everything it inherits. */
export interface Law {
  readonly id: string;
  readonly title: { readonly en: string; readonly vi: string };
  readonly description: string;
  readonly country: string;
  readonly projection: ProjectionChoices;
  /** Left out where nobody responds, so that it counts in the hash only where it counts in the results. */
  readonly behaviour?: { readonly joining_elasticity: number };
  readonly parameters: Readonly<Record<string, ParameterDraft>>;
  readonly definitions: Readonly<Record<string, Formula>>;
  readonly tiers: Readonly<Record<string, TierDraft>>;
  readonly contributions: Readonly<Record<string, ContributionDraft>>;
}

/**
 * Lays one file over the scenario it extends: projection choices, fields of parameters, tiers and contributions and
 * definitions are replaced one by one; `values` and every other field as a whole. New tiers come last unless `before` places them.
 */
export function merge(
  parent: Law | null,
  draft: Partial<Draft>,
  damaged: ReadonlySet<string>,
  complain: Complain,
): Law {
  const missing = (key: string, message: string) => {
    if (!damaged.has(`/${key}`)) complain('missing-key', `/${key}`, message);
  };
  if (!parent && !draft.country) {
    missing('country', 'A scenario that extends no other needs `country: viet-nam`.');
  }
  if (parent && draft.country && draft.country !== parent.country) {
    complain(
      'wrong-value',
      '/country',
      'A scenario has the country of the one it extends; leave `country` out.',
      {
        found: draft.country,
        expected: parent.country,
      },
    );
  }
  return {
    id: draft.id ?? '',
    title: draft.title ?? { en: '', vi: '' },
    description: draft.description ?? '',
    country: parent?.country ?? draft.country ?? '',
    projection: {
      ...(parent?.projection ?? DEFAULT_PROJECTION),
      ...withoutUndefined(draft.projection ?? {}),
    },
    ...responding(draft.behaviour?.joining_elasticity ?? parent?.behaviour?.joining_elasticity ?? 0),
    parameters: mergeParameters(parent?.parameters ?? {}, draft.parameters ?? {}, damaged, complain),
    definitions: { ...parent?.definitions, ...draft.definitions },
    tiers: mergeTiers(parent?.tiers ?? {}, draft.tiers ?? {}, complain),
    contributions: mergeContributions(parent?.contributions ?? {}, draft.contributions ?? {}, complain),
  };
}

function responding(joining_elasticity: number): Pick<Law, 'behaviour'> {
  return joining_elasticity > 0 ? { behaviour: { joining_elasticity } } : {};
}

function mergeParameters(
  inherited: Law['parameters'],
  own: NonNullable<Draft['parameters']>,
  damaged: ReadonlySet<string>,
  complain: Complain,
): Law['parameters'] {
  const merged = new Map(Object.entries(inherited));
  for (const [name, parameter] of Object.entries(own)) {
    const base = merged.get(name);
    // The decree behind the inherited values is not the source of new ones.
    for (const key of ['mark', 'reference'] as const) {
      const pointer = `/parameters/${name}/${key}`;
      if (base && parameter.values && !parameter[key] && !damaged.has(pointer)) {
        complain('missing-key', pointer, `\`${name}\` has new values; say their \`${key}\` too.`);
      }
    }
    merged.set(name, { ...base, ...parameter });
  }
  return Object.fromEntries(merged);
}

function mergeTiers(
  inherited: Law['tiers'],
  own: NonNullable<Draft['tiers']>,
  complain: Complain,
): Law['tiers'] {
  let merged = new Map(Object.entries(inherited));
  for (const [id, tier] of Object.entries(own)) {
    const pointer = `/tiers/${id}`;
    if (tier === null || tier.remove) {
      if (!merged.delete(id)) unknownTier(pointer, id, merged.keys(), 'there is nothing to remove', complain);
      continue;
    }
    const { before, ...fields } = tier;
    merged.set(id, { ...merged.get(id), ...fields });
    if (before === undefined) continue;
    if (before === id || !merged.has(before)) {
      unknownTier(
        `${pointer}/before`,
        before,
        [...merged.keys()].filter((other) => other !== id),
        'nothing can stand before it',
        complain,
      );
    } else {
      merged = placedBefore(merged, id, before);
    }
  }
  return Object.fromEntries(merged);
}

function mergeContributions(
  inherited: Law['contributions'],
  own: NonNullable<Draft['contributions']>,
  complain: Complain,
): Law['contributions'] {
  const merged = new Map(Object.entries(inherited));
  for (const [id, contribution] of Object.entries(own)) {
    if (contribution !== null && !contribution.remove) {
      merged.set(id, { ...merged.get(id), ...contribution });
    } else if (!merged.delete(id)) {
      const nearest = nearestName(id, merged.keys());
      const hint = nearest ? ` Did you mean \`${nearest}\`?` : '';
      complain(
        'unknown-contribution',
        `/contributions/${id}`,
        `There is no contribution \`${id}\`, so there is nothing to remove.${hint}`,
        { found: id, nearest },
      );
    }
  }
  return Object.fromEntries(merged);
}

function placedBefore(tiers: Map<string, TierDraft>, id: string, before: string): Map<string, TierDraft> {
  const placed = new Map<string, TierDraft>();
  for (const [other, tier] of tiers) {
    if (other === before) placed.set(id, tiers.get(id)!);
    if (other !== id) placed.set(other, tier);
  }
  return placed;
}

function unknownTier(
  pointer: string,
  id: string,
  valid: Iterable<string>,
  why: string,
  complain: Complain,
): void {
  const nearest = nearestName(id, valid);
  const hint = nearest ? ` Did you mean \`${nearest}\`?` : '';
  complain('unknown-tier', pointer, `There is no tier \`${id}\`, so ${why}.${hint}`, { found: id, nearest });
}

function withoutUndefined<T extends object>(choices: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(choices).filter(([, choice]) => choice !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
