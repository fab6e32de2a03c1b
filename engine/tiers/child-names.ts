import type { VariableName } from '../inputs/variables.js';
import { DISABILITY } from '../population/columns.js';
import { MARK } from './child-cases.js';
import type { Names } from './compile.js';

/**
 * How a child's variables are written in the source of a kernel: `marks` and `i` are the case at hand, `age` its age in
 * months in January, `start` the month (0..11), and the rest are columns of the cases by their names.
 */
const mark = ([from, bits]: readonly [number, number]) => `((marks >>> ${from}) & ${(1 << bits) - 1})`;
const is = (place: readonly [number, number], value: number) =>
  `((marks & ${((1 << place[1]) - 1) << place[0]}) === ${value << place[0]})`;
const both = (a: string, b: string) => `(${a} && ${b})`;
const inMonth = (column: string) => `(((${column}[i] >>> start) & 1) !== 0)`;
const months = (column: string) => `months[(${column}[i] >>> (12 - start)) & 4095]`;

const FLAGS: Readonly<Partial<Record<VariableName, string>>> = {
  poor: is(MARK.poverty, 2),
  near_poor: is(MARK.poverty, 1),
  urban: is(MARK.rural, 0),
  rural: is(MARK.rural, 1),
  ethnic_minority: is(MARK.ethnicity, 1),
  extremely_difficult_commune: is(MARK.difficultCommune, 1),
  girl: is(MARK.sex, 1),
  mother_present: is(MARK.motherPresent, 1),
  father_present: is(MARK.fatherPresent, 1),
  single_parent: `(${mark(MARK.motherPresent)} !== ${mark(MARK.fatherPresent)})`,
  orphan: both(is(MARK.motherPresent, 0), is(MARK.fatherPresent, 0)),
  severe_disability: is(MARK.disability, DISABILITY.severe),
  exceptionally_severe_disability: is(MARK.disability, DISABILITY.exceptionallySevere),
  hiv: is(MARK.hiv, 1),
  student: is(MARK.student, 1),
  former_ward: is(MARK.formerWard, 1),
  mother_compulsory: inMonth('caseMotherCompulsory'),
  mother_voluntary: inMonth('caseMotherVoluntary'),
  father_compulsory: inMonth('caseFatherCompulsory'),
  father_voluntary: inMonth('caseFatherVoluntary'),
  parent_insured: '(((insured >>> start) & 1) !== 0)',
};

const NUMBERS: Readonly<Partial<Record<VariableName, string>>> = {
  region: mark(MARK.region),
  wage_zone: `wageZone[${mark(MARK.region)} * 2 + ${mark(MARK.rural)}]`,
  quintile: `(${mark(MARK.quintile)} + 1)`,
  income_per_head: 'caseIncome[i]',
  birth_order: 'caseOrder[i]',
  age_months: '(age + start)',
  age_years: '(((age + start) / 12) | 0)',
  parent_months_contributed_12: `Math.max(${months('caseMotherWindow')}, ${months('caseFatherWindow')})`,
};

/** Names for formulas of child tiers whose parameters stand in the table `table`, a month's from `row` on. */
export function childNames(table: string): Names {
  return {
    variable(name) {
      const flag = FLAGS[name];
      const source = flag === undefined ? NUMBERS[name] : `(${flag} ? 1 : 0)`;
      if (source === undefined) throw new TypeError(`a child tier cannot read ${name}`);
      return source;
    },
    flag: (name) => FLAGS[name] ?? null,
    parameter: (index) => `${table}[row + ${index}]`,
  };
}
