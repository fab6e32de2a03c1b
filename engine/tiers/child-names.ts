import type { VariableName } from '../inputs/variables.js';
import { DISABILITY } from '../population/columns.js';
import { MARK } from './child-cases.js';
import type { Names } from './compile.js';
import { HOME_FLAGS, HOME_NUMBERS, markIs, markSource } from './marks.js';

/**
 * How a child's variables are written in the source of a kernel: `marks` and `i` are the case at hand, `age` its age in
 * months in January, `start` the month (0..11), and the rest are columns of the cases by their names.
 */
const both = (a: string, b: string) => `(${a} && ${b})`;
const inMonth = (column: string) => `(((${column}[i] >>> start) & 1) !== 0)`;
const months = (column: string) => `months[(${column}[i] >>> (12 - start)) & 4095]`;

const FLAGS: Readonly<Partial<Record<VariableName, string>>> = {
  ...HOME_FLAGS,
  girl: markIs(MARK.sex, 1),
  mother_present: markIs(MARK.motherPresent, 1),
  father_present: markIs(MARK.fatherPresent, 1),
  single_parent: `(${markSource(MARK.motherPresent)} !== ${markSource(MARK.fatherPresent)})`,
  orphan: both(markIs(MARK.motherPresent, 0), markIs(MARK.fatherPresent, 0)),
  severe_disability: markIs(MARK.disability, DISABILITY.severe),
  exceptionally_severe_disability: markIs(MARK.disability, DISABILITY.exceptionallySevere),
  hiv: markIs(MARK.hiv, 1),
  student: markIs(MARK.student, 1),
  former_ward: markIs(MARK.formerWard, 1),
  mother_compulsory: inMonth('caseMotherCompulsory'),
  mother_voluntary: inMonth('caseMotherVoluntary'),
  father_compulsory: inMonth('caseFatherCompulsory'),
  father_voluntary: inMonth('caseFatherVoluntary'),
  parent_insured: '(((insured >>> start) & 1) !== 0)',
};

const NUMBERS: Readonly<Partial<Record<VariableName, string>>> = {
  ...HOME_NUMBERS,
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
