/** A small scenario without mistakes, which tests change in one place. */
export const SOUND = `id: probe
title: { en: Probe, vi: Thử }
country: viet-nam
parameters:
  grant_amount:
    unit: VND
    meaning: the grant
    mark: assumption
    reference: none
    values:
      - { from: 2027-01, value: 1000000 }
  monthly_amount:
    unit: VND/month
    meaning: a month of it
    mark: assumption
    reference: none
    values:
      - { from: 2027-01, value: 100000 }
definitions:
  needy: poor or near_poor
tiers:
  grant:
    title: { en: Grant, vi: Trợ cấp }
    branch: maternity
    kind: non-contributory
    unit: birth
    from: 2027-01
    eligibility: needy
    amount: grant_amount
    take_up: 0.9
    financing: state-budget
    mark: assumption
    reference: none
  allowance:
    title: { en: Allowance, vi: Trợ cấp tháng }
    branch: child
    kind: non-contributory
    unit: child-month
    from: 2027-01
    age: { from: { months: 0 }, below: { years: 6 } }
    eligibility: true
    amount: monthly_amount
    take_up: full
    financing: state-budget
    mark: assumption
    reference: none
contributions:
  levy:
    title: { en: Levy, vi: Đóng góp }
    fund: levy-fund
    scheme: compulsory
    payer: employer
    from: 2027-01
    eligibility: not own_account
    amount: 0.03 * declared_wage
    mark: assumption
    reference: none
`;
