// The children of a block and year as cases: everything that child tiers ask of a child, gathered from the persons, so
// that the tiers of any scenario read columns side by side. What a case holds is told in engine/tiers/child-cases.ts.
import * as column from '../columns';
import { ACTIVITY_STUDENT, AGES, NOBODY, STILL_HERE } from '../constants';

const CHILD_BELOW_MONTHS: i32 = 192;
const WARD_AGE: i32 = 16;
const YEAR_BITS: i32 = 0xfff;
/** Two years of a history of months. */
const WINDOW_BITS: i32 = 0xffffff;
const STATUSES: i32 = 27;
const INSURANCES: i32 = 3;
const STATUS_START: i32 = 120;
const AGE_START: i32 = STATUS_START + STATUSES;

// Columns of the cases.
export let caseBorn: usize = 0;
export let caseLife: usize = 0;
export let caseMarks: usize = 0;
export let caseOrder: usize = 0;
export let caseIncome: usize = 0;
export let caseHousehold: usize = 0;
export let caseClaim: usize = 0;
export let casePlace: usize = 0;
export let caseStatus: usize = 0;
export let caseAge: usize = 0;
export let caseMotherCompulsory: usize = 0;
export let caseMotherVoluntary: usize = 0;
export let caseFatherCompulsory: usize = 0;
export let caseFatherVoluntary: usize = 0;
export let caseMotherWindow: usize = 0;
export let caseFatherWindow: usize = 0;

/** The twelve months of a year the other way round, by value, 16 bits each. */
export let reversedMonths: usize = 0;
/** Months in need by place and status, and by sex and age, 32 bits each; added to. */
export let needJoint: usize = 0;
export let needAges: usize = 0;
/** Below this rank a child lives with HIV. */
export let hivBelow: i32 = 0;

/** Children who lived a month of the year under 16, of the last call of `gatherChildren`. */
export let childrenInNeed: i32 = 0;

/** The parent's position if she or he lives in the child's household at the end of the year, else NOBODY. */
function present(parent: i32, household: i32): i32 {
  if (parent === NOBODY) return NOBODY;
  const p = <usize>parent;
  const here =
    i32(<i32>load<i16>(column.exitMonth + (p << 1)) === STILL_HERE) &
    i32(load<i32>(column.household + (p << 2)) === household);
  return here ? parent : NOBODY;
}

function gone(parent: i32, month: i32): bool {
  return parent === NOBODY || <i32>load<i16>(column.exitMonth + ((<usize>parent) << 1)) <= month;
}

function reversed(history: i32): i32 {
  return load<u16>(reversedMonths + ((<usize>(history & YEAR_BITS)) << 1));
}

/** Writes the children who live in the year and are younger than `oldest` months in its January; answers how many. */
export function gatherChildren(count: i32, january: i32, oldest: i32): i32 {
  const birthMonths = column.birthMonth;
  const exitMonths = column.exitMonth;
  let cases: usize = 0;
  let inNeed = 0;
  for (let i: usize = 0, end = <usize>count; i < end; i++) {
    const born = <i32>load<i16>(birthMonths + (i << 1));
    if (january - born >= oldest) continue;
    const exit = <i32>load<i16>(exitMonths + (i << 1));
    if (exit <= january) continue;
    const first = max(0, born - january);
    const last = exit === STILL_HERE ? 12 : min(12, exit - january);
    if (first >= last) continue;

    const household = load<i32>(column.household + (i << 2));
    const h = <usize>household;
    const motherKnown = load<i32>(column.mother + (i << 2));
    const fatherKnown = load<i32>(column.father + (i << 2));
    const mother = present(motherKnown, household);
    const father = present(fatherKnown, household);
    const m = <usize>mother;
    const f = <usize>father;
    let worker = i;
    let motherHistory = 0;
    let motherVoluntary = 0;
    let fatherHistory = 0;
    let fatherVoluntary = 0;
    if (father !== NOBODY) {
      fatherHistory = load<i32>(column.compulsoryMonths + (f << 2));
      fatherVoluntary = load<i32>(column.voluntaryMonths + (f << 2));
      worker = f;
    }
    if (mother !== NOBODY) {
      motherHistory = load<i32>(column.compulsoryMonths + (m << 2));
      motherVoluntary = load<i32>(column.voluntaryMonths + (m << 2));
      // The father's work stands for the child's where only he is insured.
      if (father === NOBODY || load<u8>(column.insurance + m) !== 0 || load<u8>(column.insurance + f) === 0)
        worker = m;
    }

    const sex = <i32>load<u8>(column.sex + i);
    const age = <i32>load<u8>(column.age + i);
    const rural = <i32>load<u8>(column.area + i);
    const region = <i32>load<u8>(column.region + i);
    const ethnicity = <i32>load<u8>(column.ethnicity + i);
    const poverty = <i32>load<u8>(column.poverty + h);
    const fifth = <i32>load<u8>(column.quintile + h);
    const disability = <i32>load<u8>(column.disability + i);
    const place = ((region * 2 + rural) * 2 + ethnicity) * 5 + fifth;
    const status =
      <i32>load<u8>(column.activity + worker) * INSURANCES + <i32>load<u8>(column.insurance + worker);
    const needEnd = min(last, born + CHILD_BELOW_MONTHS - january);
    if (needEnd > first) {
      const months = needEnd - first;
      const joint = needJoint + ((<usize>(place * STATUSES + status)) << 2);
      store<i32>(joint, load<i32>(joint) + months);
      const ages = needAges + ((<usize>(sex * AGES + age)) << 2);
      store<i32>(ages, load<i32>(ages) + months);
      inNeed++;
    }
    let ward = 0;
    if (age >= WARD_AGE - 1) {
      const birthday = born + WARD_AGE * 12;
      ward = i32(gone(motherKnown, birthday) && gone(fatherKnown, birthday));
    }

    const at2 = cases << 1;
    const at4 = cases << 2;
    store<i16>(caseBorn + at2, born);
    store<u8>(caseLife + cases, first | (last << 4));
    store<u32>(
      caseMarks + at4,
      poverty |
        (i32(mother !== NOBODY) << 2) |
        (i32(father !== NOBODY) << 3) |
        (region << 4) |
        (rural << 7) |
        (ethnicity << 8) |
        ((<i32>load<u8>(column.difficultCommune + i) & rural) << 9) |
        (fifth << 10) |
        (sex << 13) |
        (disability << 14) |
        (i32(<i32>load<u16>(column.homeRank + (i << 1)) < hivBelow) << 16) |
        (i32(<i32>load<u8>(column.activity + i) === ACTIVITY_STUDENT) << 17) |
        (ward << 18) |
        (i32(exit === STILL_HERE) << 19),
    );
    store<u8>(caseOrder + cases, load<u8>(column.birthOrder + i));
    store<u32>(caseIncome + at4, load<u32>(column.incomePerHead + (h << 2)));
    store<i32>(caseHousehold + at4, household);
    store<u16>(caseClaim + at2, load<u16>(column.claimChild + (i << 1)));
    store<u16>(casePlace + at2, place);
    store<u16>(caseStatus + at2, STATUS_START + status);
    store<u16>(caseAge + at2, AGE_START + sex * AGES + age);
    store<u16>(caseMotherCompulsory + at2, reversed(motherHistory));
    store<u16>(caseMotherVoluntary + at2, reversed(motherVoluntary));
    store<u16>(caseFatherCompulsory + at2, reversed(fatherHistory));
    store<u16>(caseFatherVoluntary + at2, reversed(fatherVoluntary));
    store<i32>(caseMotherWindow + at4, (motherHistory | motherVoluntary) & WINDOW_BITS);
    store<i32>(caseFatherWindow + at4, (fatherHistory | fatherVoluntary) & WINDOW_BITS);
    cases++;
  }
  childrenInNeed = inNeed;
  return <i32>cases;
}
