import { ACTIVITY, INSURANCE } from '../../engine/population/activity.js';
import type { Population } from '../../engine/population/columns.js';
import type { Model } from '../../engine/projection/model.js';
import { type Measurer, Ratio, stayers } from './measurer.js';

const AGES = 101;
const BASE_YEAR = 2025;
const SEXES = ['men', 'women'];
const AREAS = ['urban', 'rural'];
const MILLION = 1e6;
/** Ages among which the highest share of insured women is looked for. */
const PEAK_FROM = 19;
const PEAK_TO = 54;

/** Insured persons of the base year by sex and age, for the plots: shares of all persons of the age, [sex * 101 + age]. */
export interface InsuredTally {
  readonly share: () => Float64Array;
}

/** Work, earnings and insurance at the end of the base year. */
export function measureLabour(model: Model): Measurer & { readonly tally: InsuredTally } {
  const { country, plan } = model;
  const { weight } = plan;
  const ratios = new Map<string, Ratio>();
  const add = (id: string, part: number, all = 1) => {
    const ratio = ratios.get(id) ?? new Ratio();
    ratios.set(id, ratio);
    ratio.add(part, all);
  };
  const labourForce = [0, 0];
  const members = [0, 0, 0];
  let workingAgeForce = 0;
  const residents = new Float64Array(2 * AGES);
  const active = new Float64Array(2 * AGES);
  const insured = new Float64Array(2 * AGES);

  const look: Measurer['look'] = ({ people, year }) => {
    if (year !== BASE_YEAR) return;
    for (const i of stayers(people)) {
      if (people.age[i] < 15) continue;
      const sex = people.sex[i];
      const cell = sex * AGES + people.age[i];
      const activity = people.activity[i];
      const insurance = people.insurance[i];
      const working = activity >= ACTIVITY.formalEmployee && activity <= ACTIVITY.familyWorker;
      const inForce = working || activity === ACTIVITY.unemployed;
      residents[cell]++;
      members[insurance]++;
      if (insurance !== INSURANCE.none) insured[cell]++;
      if (insurance === INSURANCE.compulsory) add('women-among-members', sex);
      add('participation', Number(inForce));
      add(`participation-${SEXES[sex]}`, Number(inForce));
      if (!inForce) continue;
      labourForce[sex]++;
      active[cell]++;
      if (people.age[i] <= country.labour.workingAgeLast[sex]) {
        workingAgeForce++;
        add(
          `insured-${country.residence.regions[people.region[i]].id}`,
          Number(insurance !== INSURANCE.none),
        );
      }
      add('unemployment', Number(!working));
      if (people.age[i] < 25) add('unemployment-youth', Number(!working));
      if (working) lookAtWorker(people, i, activity);
    }
  };

  function lookAtWorker(people: Population, i: number, activity: number): void {
    const sex = SEXES[people.sex[i]];
    const area = AREAS[people.area[i]];
    const insurance = people.insurance[i];
    const informal = activity !== ACTIVITY.formalEmployee;
    for (const id of ['informality', `informality-${sex}`, `informality-${area}`]) add(id, Number(informal));
    add('wage-employees', Number(!informal || activity === ACTIVITY.informalEmployee));
    add('own-account', Number(activity === ACTIVITY.ownAccount));
    const family = Number(activity === ACTIVITY.familyWorker);
    add('family-workers', family);
    if (sex === 'women') add('family-workers-women', family);
    if (informal) add('informal-uninsured', Number(insurance === INSURANCE.none));
    else add('formal-insured', Number(insurance === INSURANCE.compulsory));
    const pay = people.earnings[i] / MILLION;
    if (pay === 0) return;
    for (const id of ['earnings', `earnings-${sex}`, `earnings-${area}`]) add(id, pay);
    if (activity === ACTIVITY.formalEmployee) add('pay-formal', pay);
    if (activity === ACTIVITY.informalEmployee) add('pay-informal', pay);
  }

  const report: Measurer['report'] = (figures) => {
    for (const [id, ratio] of ratios) figures.set(id, ratio.value);
    const informalPay = ratios.get('pay-informal')?.value ?? Number.NaN;
    figures.set('informal-wage-ratio', informalPay / (ratios.get('pay-formal')?.value ?? Number.NaN));
    figures.set('labour-force-men', labourForce[0] * weight);
    figures.set('labour-force-women', labourForce[1] * weight);
    figures.set('members', (members[1] + members[2]) * weight);
    figures.set('members-compulsory', members[1] * weight);
    figures.set('members-voluntary', members[2] * weight);
    figures.set('member-rate', (members[1] + members[2]) / workingAgeForce);
    figures.set('member-rate-compulsory', members[1] / workingAgeForce);
    figures.set('member-rate-voluntary', members[2] / workingAgeForce);
    const [peakAge, peak] = peakOfWomen();
    figures.set('women-peak', peak);
    figures.set('women-peak-age', peakAge);
    figures.set('participation-by-age', participationDistance());
  };

  /** Age and height of the highest mean of three neighbouring ages. */
  function peakOfWomen(): [number, number] {
    let best: [number, number] = [0, 0];
    for (let age = PEAK_FROM; age <= PEAK_TO; age++) {
      const cells = [AGES + age - 1, AGES + age, AGES + age + 1];
      const share = cells.reduce((sum, cell) => sum + insured[cell] / residents[cell] / 3, 0);
      if (share > best[1]) best = [age, share];
    }
    return best;
  }

  /** Largest distance of participation from the pack's rates over sex and five-year ages to 64. */
  function participationDistance(): number {
    let largest = 0;
    for (let sex = 0; sex < 2; sex++) {
      for (let from = 15; from < 65; from += 5) {
        let distance = 0;
        let all = 0;
        for (let age = from; age < from + 5; age++) {
          const cell = sex * AGES + age;
          distance += active[cell] - residents[cell] * country.labour.participation[cell];
          all += residents[cell];
        }
        largest = Math.max(largest, Math.abs(distance / all));
      }
    }
    return largest;
  }

  return {
    look,
    report,
    tally: { share: () => insured.map((count, i) => (residents[i] ? count / residents[i] : 0)) },
  };
}
