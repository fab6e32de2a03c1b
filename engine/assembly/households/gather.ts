// Members of households: the kernels behind `gatherHouseholds` of engine/labour/households.ts and `measureChildren` of
// engine/labour/income.ts, where their rules are told.
import * as column from '../columns';
import { STILL_HERE } from '../constants';
import {
  ADULT,
  BITS,
  householdArea,
  householdMembers,
  householdReferences,
  householdStanding,
  MASK,
} from './members';

const FIRST_EARNER_AGE: i32 = 20;
const LAST_EARNER_AGE: i32 = 64;

/** Answers the number of households. `normal`: quantiles of 1,024 slices of rank, doubles. */
export function gather(count: i32, lastAdult: i32, normal: usize): i32 {
  const households = column.household;
  const ages = column.age;
  const areas = column.area;
  const birthMonth = column.birthMonth;
  const exitMonth = column.exitMonth;
  const jobRank = column.jobRank;
  const earningsRank = column.earningsRank;
  const references = householdReferences;
  const members = householdMembers;
  const standing = householdStanding;
  const area = householdArea;
  const persons = <usize>count;
  memory.fill(members, 0, persons << 2);
  memory.fill(standing, 0, persons << 3);
  // A household whose reference person has left takes the area of those who are left.
  memory.copy(area, areas, persons);
  let next = references;
  for (let i: usize = 0; i < persons; i++) {
    const i2 = i << 1;
    const home = <usize>load<i32>(households + (i << 2));
    // Written in any case, kept where it is a reference person: no branch for the processor to guess.
    store<i32>(next, <i32>i);
    next += (<usize>i32(home === i)) << 2;
    if (<i32>load<i16>(exitMonth + i2) !== STILL_HERE) continue;
    store<u8>(area + home, load<u8>(areas + i));
    const place = members + (home << 2);
    if (<u32>(<i32>load<u8>(ages + i) - FIRST_EARNER_AGE) > <u32>(LAST_EARNER_AGE - FIRST_EARNER_AGE)) {
      const child = i32(<i32>load<i16>(birthMonth + i2) > lastAdult);
      store<i32>(place, load<i32>(place) + (child << BITS) + 1);
      continue;
    }
    store<i32>(place, load<i32>(place) + ADULT + 1);
    const sum = standing + (home << 3);
    store<f64>(
      sum,
      load<f64>(sum) +
        (load<f64>(normal + ((<usize>(load<u16>(earningsRank + i2) >> 6)) << 3)) -
          load<f64>(normal + ((<usize>(load<u16>(jobRank + i2) >> 6)) << 3))),
    );
  }
  return <i32>((next - references) >> 2);
}

/** Residents, their children and the squares of these, by region: three doubles each, which the kernel adds to. */
export function sumChildren(households: i32, sums: usize): void {
  const region = column.region;
  const references = householdReferences;
  const members = householdMembers;
  for (let n: usize = 0, end = (<usize>households) << 2; n < end; n += 4) {
    const i = <usize>load<i32>(references + n);
    const household = load<i32>(members + (i << 2));
    const size = <f64>(household & MASK);
    const children = <f64>((household >>> BITS) & MASK);
    const place = sums + <usize>load<u8>(region + i) * 24;
    store<f64>(place, load<f64>(place) + size);
    store<f64>(place, load<f64>(place, 8) + size * children, 8);
    store<f64>(place, load<f64>(place, 16) + size * children * children, 16);
  }
}
