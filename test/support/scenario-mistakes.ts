/** One change to the sound scenario, and the problem that must come of it. */
export interface Mistake {
  readonly code: string;
  /** What in the sound text is replaced by what. */
  readonly change: readonly [string, string];
  readonly pointer: string;
  /** The problem points at the first place of this text. */
  readonly at: string;
  readonly nearest?: string;
}

/** Each kind of mistake that a well-formed text can hold, with its place. */
export const SCENARIO_MISTAKES: readonly Mistake[] = [
  {
    code: 'unknown-key',
    change: ['    take_up: 0.9', '    takeup: 0.9'],
    pointer: '/tiers/grant/takeup',
    at: 'takeup',
    nearest: 'take_up',
  },
  {
    code: 'missing-key',
    change: ['    kind: non-contributory\n    unit: birth', '    unit: birth'],
    pointer: '/tiers/grant/kind',
    at: 'grant:',
  },
  {
    code: 'missing-key',
    change: ['title: { en: Probe, vi: Thử }\n', ''],
    pointer: '/title',
    at: 'id: probe',
  },
  { code: 'missing-key', change: ['country: viet-nam\n', ''], pointer: '/country', at: 'id: probe' },
  {
    code: 'wrong-type',
    change: ['value: 1000000', 'value: "1,000,000"'],
    pointer: '/parameters/grant_amount/values/0/value',
    at: '"1,000,000"',
  },
  {
    code: 'unknown-value',
    change: ['branch: maternity', 'branch: maternty'],
    pointer: '/tiers/grant/branch',
    at: 'maternty',
    nearest: 'maternity',
  },
  {
    code: 'wrong-date',
    change: ['from: 2027-01\n    eligibility: needy', 'from: 2027-13\n    eligibility: needy'],
    pointer: '/tiers/grant/from',
    at: '2027-13',
  },
  {
    code: 'wrong-date',
    change: [
      'from: 2027-01\n    eligibility: needy',
      'from: 2027-01\n    until: 2026-01\n    eligibility: needy',
    ],
    pointer: '/tiers/grant/until',
    at: '2026-01',
  },
  {
    code: 'out-of-range',
    change: ['take_up: 0.9', 'take_up: 90'],
    pointer: '/tiers/grant/take_up',
    at: '90',
  },
  {
    code: 'wrong-name',
    change: ['definitions:\n', 'definitions:\n  Needy: poor\n'],
    pointer: '/definitions/Needy',
    at: 'Needy',
  },
  {
    code: 'reserved-name',
    change: ['definitions:\n', 'definitions:\n  poor: true\n'],
    pointer: '/definitions/poor',
    at: 'poor: true',
  },
  {
    code: 'duplicate-name',
    change: ['definitions:\n', 'definitions:\n  grant_amount: 1\n'],
    pointer: '/definitions/grant_amount',
    at: 'grant_amount: 1',
  },
  {
    code: 'duplicate-key',
    change: ['    unit: birth\n', '    unit: birth\n    unit: birth\n'],
    pointer: '/tiers/grant/unit',
    at: 'unit: birth\n    from',
  },
  {
    code: 'unknown-unit',
    change: ['unit: VND/month', 'unit: dong'],
    pointer: '/parameters/monthly_amount/unit',
    at: 'dong',
  },
  {
    code: 'overlapping-dates',
    change: [
      '      - { from: 2027-01, value: 1000000 }',
      '      - { from: 2027-01, until: 2028-01, value: 1 }\n      - { from: 2027-06, value: 2 }',
    ],
    pointer: '/parameters/grant_amount/values/1/from',
    at: '2027-06',
  },
  {
    code: 'unsorted-dates',
    change: [
      '      - { from: 2027-01, value: 1000000 }',
      '      - { from: 2027-01, value: 1 }\n      - { from: 2026-06, value: 2 }',
    ],
    pointer: '/parameters/grant_amount/values/1/from',
    at: '2026-06',
  },
  {
    code: 'parameter-undated',
    change: ['from: 2027-01, value: 1000000', 'from: 2028-01, value: 1000000'],
    pointer: '/tiers/grant/amount',
    at: 'grant_amount\n    take_up',
  },
  {
    code: 'uprating-too-early',
    change: ['definitions:\n', '    uprating: { with: prices, from: 2027-01 }\ndefinitions:\n'],
    pointer: '/parameters/monthly_amount/uprating/from',
    at: '2027-01 }\ndef',
  },
  {
    code: 'uprating-closed',
    change: [
      'definitions:\n',
      '  p: { unit: VND, meaning: m, mark: derived, reference: r, values: [{ from: 2024-01, until: 2030-01, value: 1 }], uprating: { with: prices, from: 2028-01 } }\ndefinitions:\n',
    ],
    pointer: '/parameters/p/uprating',
    at: '{ with',
  },
  {
    code: 'branch-unit',
    change: ['branch: child', 'branch: maternity'],
    pointer: '/tiers/allowance/unit',
    at: 'child-month',
  },
  {
    code: 'wrong-age',
    change: ['below: { years: 6 }', 'below: { months: 0 }'],
    pointer: '/tiers/allowance/age',
    at: '{ from: { months',
  },
  {
    code: 'wrong-age',
    change: ['from: { months: 0 }', 'from: { months: 0, years: 0 }'],
    pointer: '/tiers/allowance/age/from',
    at: '{ months',
  },
  {
    code: 'unknown-tier',
    change: ['    take_up: full', '    meets: { how: exclusive, after: [grnt] }\n    take_up: full'],
    pointer: '/tiers/allowance/meets/after/0',
    at: 'grnt',
    nearest: 'grant',
  },
  {
    code: 'tier-unit',
    change: ['    take_up: full', '    meets: { how: exclusive, after: [grant] }\n    take_up: full'],
    pointer: '/tiers/allowance/meets/after/0',
    at: 'grant] }',
  },
  {
    code: 'tier-order',
    change: ['    take_up: 0.9', '    meets: { how: top-up, after: [allowance] }\n    take_up: 0.9'],
    pointer: '/tiers/grant/meets/after/0',
    at: 'allowance] }',
  },
  {
    code: 'wrong-value',
    change: ['    take_up: 0.9', '    meets: { how: stacking, after: [] }\n    take_up: 0.9'],
    pointer: '/tiers/grant/meets/after',
    at: '[] }',
  },
  {
    code: 'definition-cycle',
    change: ['needy: poor or near_poor', 'needy: poor or needy'],
    pointer: '/definitions/needy',
    at: 'poor or needy',
  },
  {
    code: 'formula-unknown-symbol',
    change: ['amount: grant_amount', 'amount: 2 * grant_amuont'],
    pointer: '/tiers/grant/amount',
    at: 'grant_amuont',
    nearest: 'grant_amount',
  },
  {
    code: 'formula-scope',
    change: ['eligibility: true', 'eligibility: girl and mother_age_years > 3'],
    pointer: '/tiers/allowance/eligibility',
    at: 'mother_age_years',
  },
  {
    code: 'formula-scope',
    change: ['needy: poor or near_poor', 'needy: age_months < 6'],
    pointer: '/tiers/grant/eligibility',
    at: 'needy\n    amount',
  },
  {
    code: 'formula-unknown-function',
    change: ['amount: grant_amount', 'amount: 1 + maxi(grant_amount, 2)'],
    pointer: '/tiers/grant/amount',
    at: 'maxi',
    nearest: 'max',
  },
  {
    code: 'formula-arguments',
    change: ['amount: grant_amount', 'amount: 1 + clamp(grant_amount, 2)'],
    pointer: '/tiers/grant/amount',
    at: 'clamp',
  },
  {
    code: 'formula-unit',
    change: ['amount: grant_amount', 'amount: grant_amount + monthly_amount'],
    pointer: '/tiers/grant/amount',
    at: 'monthly_amount\n    take_up',
  },
  {
    code: 'formula-unit',
    change: ['amount: grant_amount', 'amount: 2 * monthly_amount'],
    pointer: '/tiers/grant/amount',
    at: '2 * monthly',
  },
  {
    code: 'formula-unit',
    change: ['eligibility: true', 'eligibility: age_months < age_years'],
    pointer: '/tiers/allowance/eligibility',
    at: 'age_years',
  },
  {
    code: 'formula-type',
    change: ['eligibility: true', 'eligibility: girl and age_months'],
    pointer: '/tiers/allowance/eligibility',
    at: 'age_months',
  },
  {
    code: 'formula-type',
    change: ['eligibility: true', 'eligibility: region == 4'],
    pointer: '/tiers/allowance/eligibility',
    at: '4\n    amount',
  },
  {
    code: 'formula-type',
    change: ['amount: grant_amount', 'amount: grant_amount * poor'],
    pointer: '/tiers/grant/amount',
    at: 'poor\n    take_up',
  },
  {
    code: 'formula-character',
    change: ['amount: grant_amount', 'amount: grant_amount ^ 2'],
    pointer: '/tiers/grant/amount',
    at: '^',
  },
  {
    code: 'formula-implicit-multiplication',
    change: ['amount: grant_amount', 'amount: 2 grant_amount'],
    pointer: '/tiers/grant/amount',
    at: 'grant_amount\n    take_up',
  },
  {
    code: 'formula-not-allowed',
    change: ['amount: grant_amount', 'amount: grant_amount mod 2'],
    pointer: '/tiers/grant/amount',
    at: 'grant_amount mod',
  },
  {
    code: 'formula-syntax',
    change: ['amount: grant_amount', 'amount: (grant_amount'],
    pointer: '/tiers/grant/amount',
    at: 't\n    take_up',
  },
  {
    code: 'formula-number',
    change: ['amount: grant_amount', 'amount: 1 + 1e20'],
    pointer: '/tiers/grant/amount',
    at: '1e20',
  },
  {
    code: 'wrong-value',
    change: ['    take_up: full', '    replaces: 6\n    take_up: full'],
    pointer: '/tiers/allowance/replaces',
    at: '6\n    take_up: full',
  },
  {
    code: 'formula-unit',
    change: ['    take_up: 0.9', '    replaces: grant_amount\n    take_up: 0.9'],
    pointer: '/tiers/grant/replaces',
    at: 'grant_amount\n    take_up',
  },
  {
    code: 'unknown-key',
    change: ['    fund: levy-fund', '    fnd: levy-fund'],
    pointer: '/contributions/levy/fnd',
    at: 'fnd: levy',
    nearest: 'fund',
  },
  {
    code: 'missing-key',
    change: ['    payer: employer\n', ''],
    pointer: '/contributions/levy/payer',
    at: 'levy:',
  },
  {
    code: 'unknown-value',
    change: ['scheme: compulsory', 'scheme: compulsry'],
    pointer: '/contributions/levy/scheme',
    at: 'compulsry',
    nearest: 'compulsory',
  },
  {
    code: 'wrong-name',
    change: ['  levy:', '  Levy:'],
    pointer: '/contributions/Levy',
    at: 'Levy:',
  },
  {
    code: 'wrong-date',
    change: [
      'from: 2027-01\n    eligibility: not own',
      'from: 2027-01\n    until: 2026-01\n    eligibility: not own',
    ],
    pointer: '/contributions/levy/until',
    at: '2026-01',
  },
  {
    code: 'parameter-undated',
    change: [
      'from: 2027-01\n    eligibility: not own_account\n    amount: 0.03 * declared_wage',
      'from: 2026-01\n    eligibility: not own_account\n    amount: monthly_amount',
    ],
    pointer: '/contributions/levy/amount',
    at: 'monthly_amount\n    mark',
  },
  {
    code: 'formula-unit',
    change: ['amount: 0.03 * declared_wage', 'amount: 12 * grant_amount'],
    pointer: '/contributions/levy/amount',
    at: '12 * grant',
  },
  {
    code: 'formula-type',
    change: ['eligibility: not own_account', 'eligibility: wage_zone'],
    pointer: '/contributions/levy/eligibility',
    at: 'wage_zone',
  },
  {
    code: 'formula-scope',
    change: ['amount: 0.03 * declared_wage', 'amount: 0.03 * father_declared_wage'],
    pointer: '/contributions/levy/amount',
    at: 'father_declared_wage',
  },
  {
    code: 'formula-scope',
    change: ['eligibility: needy', 'eligibility: own_account'],
    pointer: '/tiers/grant/eligibility',
    at: 'own_account\n    amount: grant',
  },
  {
    code: 'formula-unknown-symbol',
    change: ['amount: 0.03 * declared_wage', 'amount: 0.03 * declard_wage'],
    pointer: '/contributions/levy/amount',
    at: 'declard_wage',
    nearest: 'declared_wage',
  },
  {
    code: 'yaml-syntax',
    change: ['title: { en: Probe, vi: Thử }', 'title: { en: Probe, vi: Thử'],
    pointer: '',
    at: 'country',
  },
];
