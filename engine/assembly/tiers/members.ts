// The members of a scheme of social insurance in a block and year as cases: everything that contributions ask of them.
// What a case holds is told in engine/tiers/member-cases.ts.
import * as column from '../columns';
import { ACTIVITY_OWN_ACCOUNT, INSURANCE_COMPULSORY, INSURANCE_VOLUNTARY, STILL_HERE } from '../constants';

const YEAR_BITS: i32 = 0xfff;
const REGIONS: i32 = 6;

export let memberMonths: usize = 0;
export let memberVoluntary: usize = 0;
export let memberBefore: usize = 0;
export let memberBorn: usize = 0;
export let memberMarks: usize = 0;
export let memberCell: usize = 0;
export let memberWage: usize = 0;
export let memberEarnings: usize = 0;
export let memberIncome: usize = 0;

/** Writes those who contribute to a scheme in the year, a leaver until the month of leaving; answers how many. */
export function gatherMembers(count: i32, january: i32, scheme: i32): i32 {
  const histories = scheme === INSURANCE_COMPULSORY ? column.compulsoryMonths : column.voluntaryMonths;
  const exitMonths = column.exitMonth;
  let cases: usize = 0;
  for (let i: usize = 0, end = <usize>count; i < end; i++) {
    const at4 = i << 2;
    let months = load<i32>(histories + at4) & YEAR_BITS;
    if (months === 0) continue;
    const exit = <i32>load<i16>(exitMonths + (i << 1));
    const insurance = <i32>load<u8>(column.insurance + i);
    const own = i32(insurance === scheme);
    const others = load<i32>(column.voluntaryMonths + at4) & YEAR_BITS;
    let before = <i32>load<u16>(column.voluntaryTotal + (i << 1));
    let voluntary = others;
    if (exit === STILL_HERE) before -= popcnt(others);
    else {
      if (exit <= january || !own) continue;
      // Work is not simulated in the year of leaving: the membership of the December before lasts until then.
      months = YEAR_BITS & ~(YEAR_BITS >> min(12, exit - january));
      voluntary = 0;
    }
    if (scheme === INSURANCE_VOLUNTARY) voluntary = months;
    const rural = <i32>load<u8>(column.area + i);
    const region = <i32>load<u8>(column.region + i);
    const sex = <i32>load<u8>(column.sex + i);
    const home = <usize>load<i32>(column.household + at4);
    // Who has left the scheme by December was no owner in it: activity is that of the end of the year.
    const owner = i32(<i32>load<u8>(column.activity + i) === ACTIVITY_OWN_ACCOUNT) & own;

    const to2 = cases << 1;
    const to4 = cases << 2;
    store<u16>(memberMonths + to2, months);
    store<u16>(memberVoluntary + to2, voluntary);
    store<u16>(memberBefore + to2, before);
    store<i16>(memberBorn + to2, load<i16>(column.birthMonth + (i << 1)));
    store<u32>(
      memberMarks + to4,
      <i32>load<u8>(column.poverty + home) |
        (owner << 2) |
        (region << 4) |
        (rural << 7) |
        ((<i32>load<u8>(column.ethnicity + i)) << 8) |
        ((<i32>load<u8>(column.difficultCommune + i) & rural) << 9) |
        ((<i32>load<u8>(column.quintile + home)) << 10) |
        (sex << 13),
    );
    store<u8>(memberCell + cases, sex * REGIONS + region);
    store<u32>(memberWage + to4, load<u32>(column.declaredWage + at4));
    store<u32>(memberEarnings + to4, load<u32>(column.earnings + at4));
    store<u32>(memberIncome + to4, load<u32>(column.incomePerHead + (home << 2)));
    cases++;
  }
  return <i32>cases;
}
