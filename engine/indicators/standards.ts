import { LIFE, TIER } from './accumulators.js';
import { childBenefits, childMonths } from './adequacy-rows.js';
import {
  CHANGED,
  countAt,
  type DistributionSums,
  dongAt,
  EARNED,
  LIVED,
  LIVES,
  PAID,
  scenarioSlot,
} from './distribution-sums.js';
import { DIMENSION_START } from './groups.js';
import type { RowWriter } from './row-writer.js';
import { lifeOffset, type Tables } from './tables.js';

/** Weeks of a month: 365 / 7 / 12. */
const WEEKS_PER_MONTH = 365 / 84;
/** C102 Article 1: a child is under school-leaving age or under 15. */
const CHILD_BELOW_AGE = 15;

/** Maternity standards: share of previous earnings, for so many weeks. */
const MATERNITY = {
  c102_viii: { share: 0.45, weeks: 12 },
  c183: { share: 2 / 3, weeks: 14 },
  r191: { share: 1, weeks: 18 },
} as const;
/** C102 Article 44: 1.5 % of W for each child of all residents. */
const CHILD_SHARE_OF_WAGE = 0.015;
/** C102 Article 48: half of all employees, or economically active persons who are a fifth of all residents. */
const PROTECTED_EMPLOYEES = 0.5;
const PROTECTED_RESIDENTS = 0.2;

/**
 * International labour standards as tests: for each what the model measures (`..._ratio`) and whether it reaches what the
 * standard asks for (`..._met`, 1 or 0). What the tests cannot tell stands in docs/indicators/standards.md.
 */
export function standardRows(
  sums: Tables,
  tiers: number,
  y: number,
  scenario: number,
  writer: RowWriter,
): void {
  const { distribution } = sums;
  const slot = scenarioSlot(scenario);
  writer.tier = 'all';
  writer.branch = 'child';
  familyBenefit(sums, tiers, y, scenario, writer);
  const children = countAt(distribution, y, LIVES, LIVED.childrenOfTheYear);
  const childrenAtFloor = countAt(distribution, y, slot, CHANGED.childrenAtFloor);
  floor('r202_child', childrenAtFloor, children, 'share of children under 16', writer);
  writer.branch = 'maternity';
  maternity(distribution, y, slot, writer);
  const mothers = sums.lives[lifeOffset(y, LIFE.mothers) + DIMENSION_START.total];
  floor(
    'r202_maternity',
    countAt(distribution, y, slot, CHANGED.mothersAtFloor),
    mothers,
    'share of mothers',
    writer,
  );
}

/** C102 Part VII: benefits against the wage W of an ordinary adult male labourer for each child. */
function familyBenefit(sums: Tables, tiers: number, y: number, scenario: number, writer: RowWriter): void {
  const labourers = countAt(sums.distribution, y, LIVES, LIVED.ordinaryLabourers);
  if (labourers === 0) return;
  const wage = dongAt(sums.distribution, y, LIVES, EARNED.ordinaryLabourers) / labourers;
  const lived = lifeOffset(y, LIFE.childMonths) + DIMENSION_START.age;
  let months = 0;
  let protectedMonths = 0;
  let dong = 0;
  for (let age = 0; age < CHILD_BELOW_AGE; age++) {
    const group = DIMENSION_START.age + age;
    months += sums.lives[lived + age];
    protectedMonths += childMonths(sums, tiers, y, scenario, group, TIER.eligible);
    dong += childBenefits(sums, tiers, y, scenario, group);
  }
  if (months === 0) return;
  const ratio = dong / (wage * months);
  const unit = 'share of W for each child';
  writer.push('standard_c102_vii_ratio', 'total', 'total', ratio, `${unit} of all residents`);
  writer.share(
    'standard_c102_vii_ratio_protected',
    'total',
    'total',
    dong,
    wage * protectedMonths,
    `${unit} of persons protected`,
  );
  met('c102_vii', ratio >= CHILD_SHARE_OF_WAGE, writer);
}

/** C102 Part VIII, C183, R191: own contributory benefits of compulsory members over earnings of the standard's weeks. */
function maternity(sums: DistributionSums, y: number, slot: number, writer: RowWriter): void {
  const employees = countAt(sums, y, LIVES, LIVED.employees);
  const compulsory = countAt(sums, y, LIVES, LIVED.compulsoryEmployees);
  const residents = countAt(sums, y, LIVES, LIVED.residents);
  writer.share('standard_c102_viii_coverage', 'total', 'total', compulsory, employees, 'share of employees');
  const protects =
    compulsory >= PROTECTED_EMPLOYEES * employees || compulsory >= PROTECTED_RESIDENTS * residents;
  const benefits = dongAt(sums, y, slot, PAID.replacing);
  const earnings = dongAt(sums, y, slot, PAID.replaced);
  for (const [standard, { share, weeks }] of Object.entries(MATERNITY)) {
    const ratio = earnings === 0 ? 0 : (benefits * WEEKS_PER_MONTH) / (earnings * weeks);
    writer.push(`standard_${standard}_ratio`, 'total', 'total', ratio, `share of ${weeks} weeks of earnings`);
    met(standard, ratio >= share && (standard !== 'c102_viii' || protects), writer);
  }
}

/** R202: the share of persons whose benefits reach the floor; met when nobody is left below. */
function floor(standard: string, reached: number, all: number, unit: string, writer: RowWriter): void {
  if (all === 0) return;
  writer.push(`standard_${standard}_ratio`, 'total', 'total', reached / all, unit);
  met(standard, reached === all, writer);
}

function met(standard: string, answer: boolean, writer: RowWriter): void {
  writer.push(`standard_${standard}_met`, 'total', 'total', Number(answer), '1 met, 0 not met');
}
