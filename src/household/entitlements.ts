import type { HouseholdEntitlements } from '../../engine/household/answer.js';
import type { MonthIndex } from '../../engine/inputs/time.js';
import { ENGINE_VERSION } from '../../engine/version.js';
import type { Problem, Scenario } from '../../scenarios/index.js';
import type { ReadInputOptions } from '../plan.js';
import { problemOf } from '../problems.js';
import type { ScenarioInput } from '../scenario-input.js';
import { type CompiledScenario, compiledScenario } from './calculators.js';
import { isWithinLaw, LAW_YEARS, monthName, readMonth } from './dates.js';
import { type HouseholdInput, readHousehold } from './read.js';
import type { Residence } from './situation.js';

/** What a household is entitled to, with every reason. Money is whole dong. */
export interface HouseholdAnswer extends HouseholdEntitlements {
  readonly scenario: Pick<Scenario, 'id' | 'title' | 'hash'>;
  /** The month that was asked about, such as `2026-09`. */
  readonly at: string;
  readonly engineVersion: string;
}

export type EntitlementsResult =
  | { readonly ok: true; readonly answer: HouseholdAnswer }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** For a household that is only checked, since its scenario has mistakes. */
const NO_RESIDENCE: Residence = { wageZone: new Uint8Array() };

export interface EntitlementsOptions extends ReadInputOptions {
  /** The month asked about, such as `2026-09`, instead of the household's own. */
  readonly at?: string | undefined;
}

/**
 * What one household is entitled to under a scenario in a month, at full take-up: the same rules by the same kernels as
 * the projection, with every condition, the figures it read and where they are written. Answers every mistake of the
 * household, the scenario and the options at once; never throws, whatever was given.
 *
 * @example
 * const household = { text: readFileSync('family.yaml', 'utf8'), source: 'family.yaml' };
 * const result = entitlementsOf(household, shippedInput('current-law')!, { at: '2026-09' });
 * if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
 * for (const { tier, entitled, amount } of result.answer.entitlements) if (entitled) console.log(tier, amount);
 */
export function entitlementsOf(
  household: HouseholdInput,
  scenario: ScenarioInput,
  options: EntitlementsOptions = {},
): EntitlementsResult {
  const problems: Problem[] = [];
  const at = options.at === undefined ? null : readAsked(options.at, problems);
  const result = compiledScenario(scenario, options);
  if (!result.ok) {
    const read = readHousehold(household, at, NO_RESIDENCE);
    return { ok: false, problems: [...problems, ...result.problems, ...(read.ok ? [] : read.problems)] };
  }
  return judged(household, result.compiled, at, problems);
}

function judged(
  household: HouseholdInput,
  { scenario, residence, calculator }: CompiledScenario,
  at: MonthIndex | null,
  problems: readonly Problem[],
): EntitlementsResult {
  const read = readHousehold(household, at, residence);
  if (!read.ok) return { ok: false, problems: [...problems, ...read.problems] };
  if (problems.length > 0) return { ok: false, problems };
  try {
    const { entitlements, contributions, totals } = calculator.judge(read.situation);
    const asked = monthName(read.situation.at);
    const answer = {
      scenario,
      at: asked,
      engineVersion: ENGINE_VERSION,
      entitlements,
      contributions,
      totals,
    };
    return { ok: true, answer };
  } catch (error) {
    const refused = refusedPayment(error);
    if (!refused) throw error;
    return { ok: false, problems: [refused] };
  }
}

/** The problem of a scenario that asks for something that cannot be paid to this household. */
function refusedPayment(error: unknown): Problem | null {
  if (!(error instanceof Error && 'code' in error && error.code === 'payment-out-of-range')) return null;
  return problemOf({ code: 'payment-out-of-range', message: `${error.message}.`, pointer: '' });
}

function readAsked(text: string, problems: Problem[]): MonthIndex | null {
  const read = readMonth(text, '`at`');
  if (typeof read === 'number' && isWithinLaw(read)) return read;
  const wrong =
    typeof read === 'number'
      ? {
          code: 'outside-law-years',
          message: `\`at\` lies outside the years of the law, ${LAW_YEARS}.`,
          expected: LAW_YEARS,
        }
      : { code: 'wrong-date', ...read };
  problems.push(problemOf({ ...wrong, pointer: '/at', found: text.slice(0, 80) }));
  return null;
}
