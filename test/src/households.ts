/** A sound household of five, as YAML; tests change single lines of it. */
export const FAMILY = `at: 2026-09
place:
  region: red_river_delta
  area: rural
household:
  poverty: poor
  income_per_head: 900000
persons:
  lan:
    sex: female
    born: 1996-04-12
    partner: minh
    earlier_months: { compulsory: 34 }
    work:
      - { from: 2025-01, until: 2026-06, scheme: compulsory, wage: 9000000 }
      - { from: 2026-06, scheme: compulsory, wage: 12000000 }
  minh:
    sex: male
    born: 1994-11-30
    work:
      - { from: 2024-01, scheme: compulsory, wage: 10000000 }
  hoa: { sex: female, born: 2019-03-08, mother: lan, father: minh }
  duc: { sex: male, born: 2024-10-21, mother: lan, father: minh }
  an: { sex: female, born: 2026-08-20, mother: lan, father: minh }
  hue: { sex: female, born: 1970-02 }
events:
  - birth: { mother: lan, on: 2026-08-20 }
`;

/** The household with one piece of text in the place of another; throws where there is nothing to replace. */
export function changed(from: string, to: string, text = FAMILY): string {
  if (!text.includes(from)) throw new Error(`the household holds no ${from}`);
  return text.replace(from, to);
}
