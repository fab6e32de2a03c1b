/** Sheets of a workbook, and the beginnings of the names of the indicators that stand on them. */
const TOPICS: readonly (readonly [topic: string, indicators: readonly string[]])[] = [
  ['Population', ['population', 'births', 'deaths', 'mothers', 'insured_persons', 'insured_rate']],
  ['Uptake and coverage', ['eligible', 'beneficiaries', 'uptake', 'effective_coverage']],
  ['Cost', ['benefit_cost', 'administration_cost', 'cost_share_of_gdp', 'cost_by_financing_source']],
  ['Financing and funds', ['contributors', 'contributions', 'fund_']],
  ['Adequacy and standards', ['adequacy_', 'replacement_rate_', 'standard_']],
  [
    'Poverty and distribution',
    [
      'poverty_',
      'child_poverty_',
      'gini_',
      'benefit_share_by_',
      'households_gaining',
      'exclusion_error',
      'inclusion_error',
    ],
  ],
  ['Winners and losers', ['winners', 'losers', 'mean_gain', 'mean_loss']],
  ['Gender', ['earnings_gender_gap', 'insured_gender_gap']],
  ['Behaviour', ['joining_']],
];

/** Where indicators go that no topic names: none is ever lost. */
const OTHER = 'Other';

export const TOPIC_NAMES: readonly string[] = [...TOPICS.map(([topic]) => topic), OTHER];

/** The sheet of an indicator. */
export function topicOf(indicator: string): string {
  const found = TOPICS.find(([, names]) => names.some((name) => indicator.startsWith(name)));
  return found?.[0] ?? OTHER;
}
