import type { Citation, Citations, DatedCitation } from '../engine/inputs/citations.js';
import { LAW_END, monthOf } from './dated.js';
import type { Law } from './merge.js';
import type { ParameterDraft } from './schema.js';
import type { Scenario } from './types.js';

/**
 * The sources of a scenario's values and rules, in the order in which `resolveScenario` gives its parts. A dated value
 * without a mark or reference of its own has its parameter's; a value that is uprated is told from each adjustment on, as
 * an assumption.
 */
export function citationsOf(scenario: Scenario): Citations {
  const { parameters, tiers, contributions } = scenario.document as Law;
  return {
    parameters: Object.values(parameters).map(ofParameter),
    tiers: Object.values(tiers).map(cited),
    contributions: Object.values(contributions).map(cited),
  };
}

type Drafted = { readonly [K in keyof Citation]?: Citation[K] | undefined };

function cited({ mark = '', reference = '' }: Drafted): Citation {
  return { mark, reference };
}

function ofParameter(parameter: ParameterDraft): DatedCitation[] {
  const dated = (parameter.values ?? []).map(({ from, mark, reference }) => ({
    from: monthOf(from),
    ...cited({ mark: mark ?? parameter.mark ?? '', reference: reference ?? parameter.reference ?? '' }),
  }));
  const { uprating } = parameter;
  if (!uprating) return dated;
  const note = uprating.reference === undefined ? '' : ` (${uprating.reference})`;
  const reference = `uprated with ${uprating.with} from ${uprating.from}${note}`;
  const start = monthOf(uprating.from);
  const adjustments: DatedCitation[] = dated.filter(({ from }) => from < start);
  for (let from = start; from < LAW_END; from += uprating.every ?? 12)
    adjustments.push({ from, mark: 'assumption', reference });
  return adjustments;
}
