// Residents, the insured, the labour force and earnings: the kernel behind `countResidents` of engine/indicators/lives.ts,
// where its rules are told. Cells are those of engine/indicators/groups.ts.
import * as column from '../columns';
import { ACTIVITY_FAMILY_WORKER, ACTIVITY_UNEMPLOYED, AGES, STILL_HERE } from '../constants';

const PLACES: usize = 120;
const STATUSES: usize = 27;
const CELLS: usize = PLACES + STATUSES + 2 * <usize>AGES;
/** Room for the statuses of an age, so that they begin at a whole vector. */
const ROW: usize = 32;

// Counts of persons, 32 bits each: residents of 1 July by cell, then the insured and the labour force of working age.
export let residentCells: usize = 0;
// Adults who are still here: [place * 4 + insured + 2 * labour force], then [(sex * 101 + age) * 32 + status], with children.
export let residentPlaces: usize = 0;
export let residentAges: usize = 0;
// Adults who are still here, and their earnings: [((band * 2 + sex) * 27 + status) * 4 + education], 32 bits and doubles.
export let residentEarners: usize = 0;
export let residentEarned: usize = 0;

function increment(place: usize): void {
  store<i32>(place, load<i32>(place) + 1);
}

/** Answers the residents of 1 July. */
export function countPersons(count: i32, july: i32, lastMan: i32, lastWoman: i32): i32 {
  const birthMonth = column.birthMonth;
  const exitMonth = column.exitMonth;
  const ages = column.age;
  const sexes = column.sex;
  const activities = column.activity;
  const insurances = column.insurance;
  const region = column.region;
  const area = column.area;
  const ethnicity = column.ethnicity;
  const household = column.household;
  const quintile = column.quintile;
  const education = column.education;
  const earnings = column.earnings;
  const cells = residentCells;
  const places = residentPlaces;
  const ageRows = residentAges;
  const earners = residentEarners;
  const earned = residentEarned;
  let counted = 0;
  for (let i: usize = 0, end = <usize>count; i < end; i++) {
    const i2 = i << 1;
    const i4 = i << 2;
    const exit = <i32>load<i16>(exitMonth + i2);
    if (exit < july) continue;
    const age = <i32>load<u8>(ages + i);
    const sex = <i32>load<u8>(sexes + i);
    const place =
      <usize>load<u8>(region + i) * 20 +
      <usize>load<u8>(area + i) * 10 +
      <usize>load<u8>(ethnicity + i) * 5 +
      <usize>load<u8>(quintile + <usize>load<i32>(household + i4));
    const activity = <i32>load<u8>(activities + i);
    const ageRow = sex * AGES + age;
    const adult = age >= 15;
    const insurance = adult ? <i32>load<u8>(insurances + i) : coverOfChild(i);
    const status = activity * 3 + insurance;
    const born = i32(<i32>load<i16>(birthMonth + i2) < july);
    if (exit !== STILL_HERE) {
      if (!born) continue;
      // Here in the middle of the year only.
      increment(cells + (place << 2));
      increment(cells + ((PLACES + <usize>status) << 2));
      increment(cells + ((PLACES + STATUSES + <usize>ageRow) << 2));
      counted++;
      continue;
    }
    const ofAge = ageRows + ((<usize>ageRow * ROW + <usize>status) << 2);
    if (!adult) {
      store<i32>(ofAge, load<i32>(ofAge) + born);
      const inPlace = places + (place << 4);
      store<i32>(inPlace, load<i32>(inPlace) + born);
      counted += born;
      continue;
    }
    counted++;
    increment(ofAge);
    const inForce =
      i32(<u32>(activity - ACTIVITY_UNEMPLOYED) <= <u32>(ACTIVITY_FAMILY_WORKER - ACTIVITY_UNEMPLOYED)) &
      i32(age <= (sex === 0 ? lastMan : lastWoman));
    increment(places + (((place << 2) + <usize>(i32(insurance !== 0) + 2 * inForce)) << 2));
    const band = i32(age >= 18) + i32(age >= 60);
    const kind = <usize>(((band * 2 + sex) * 27 + status) * 4 + <i32>load<u8>(education + i));
    increment(earners + (kind << 2));
    const dong = earned + (kind << 3);
    store<f64>(dong, load<f64>(dong) + <f64>load<u32>(earnings + i4));
  }
  flush(lastMan, lastWoman);
  return counted;
}

/** Insurance of the mother or, where she has none, of the father; the child's own where it has neither. */
function coverOfChild(i: usize): i32 {
  const insurances = column.insurance;
  const mother = load<i32>(column.mother + (i << 2));
  const father = load<i32>(column.father + (i << 2));
  if ((mother & father) < 0) return <i32>load<u8>(insurances + i);
  const ofMother = mother < 0 ? 0 : <i32>load<u8>(insurances + <usize>mother);
  const ofFather = father < 0 ? 0 : <i32>load<u8>(insurances + <usize>father);
  return ofMother !== 0 ? ofMother : ofFather;
}

/** Adds the adults and children of the tables of places and ages to the cells, and empties those tables. */
function flush(lastMan: i32, lastWoman: i32): void {
  const insured = residentCells + (CELLS << 2);
  const force = insured + (CELLS << 2);
  for (let place: usize = 0; place < PLACES; place++) {
    const counts = residentPlaces + (place << 4);
    const neither = load<i32>(counts);
    const insuredOnly = load<i32>(counts, 4);
    const forceOnly = load<i32>(counts, 8);
    const both = load<i32>(counts, 12);
    addTo(residentCells, place, neither + insuredOnly + forceOnly + both);
    addTo(insured, place, insuredOnly + both);
    addTo(force, place, forceOnly + both);
  }
  for (let row: usize = 0; row < 2 * <usize>AGES; row++) {
    const age = <i32>row % AGES;
    const adult = age >= 15;
    const working = adult && age <= (<i32>row < AGES ? lastMan : lastWoman);
    const counts = residentAges + ((row * ROW) << 2);
    let all = 0;
    let withInsurance = 0;
    let inForce = 0;
    for (let status: usize = 0; status < STATUSES; status++) {
      const persons = load<i32>(counts + (status << 2));
      if (persons === 0) continue;
      const activity = <i32>status / 3;
      all += persons;
      addTo(residentCells, PLACES + status, persons);
      if (adult && <i32>status - activity * 3 !== 0) {
        withInsurance += persons;
        addTo(insured, PLACES + status, persons);
      }
      if (working && activity >= ACTIVITY_UNEMPLOYED && activity <= ACTIVITY_FAMILY_WORKER) {
        inForce += persons;
        addTo(force, PLACES + status, persons);
      }
    }
    addTo(residentCells, PLACES + STATUSES + row, all);
    addTo(insured, PLACES + STATUSES + row, withInsurance);
    addTo(force, PLACES + STATUSES + row, inForce);
  }
  memory.fill(residentPlaces, 0, PLACES << 4);
  memory.fill(residentAges, 0, (2 * <usize>AGES * ROW) << 2);
}

function addTo(cells: usize, cell: usize, persons: i32): void {
  const place = cells + (cell << 2);
  store<i32>(place, load<i32>(place) + persons);
}
