// From the tables in which residents are counted to the cells of engine/indicators/groups.ts. The tables are emptied.
import { ACTIVITY_FAMILY_WORKER, ACTIVITY_UNEMPLOYED, AGES } from '../constants';

const PLACES: usize = 120;
const SCHEMES: i32 = 3;
const STATUSES: usize = 27;
/** Levels of education: the four lanes of a vector. */
export const LEVELS: usize = 4;
/** Bytes of a status, and of a row of the table of ages. */
const STATUS: usize = LEVELS * 4;
export const AGE_ROW: usize = STATUSES * STATUS;
const ROWS: usize = 2 * <usize>AGES;
/** Where statuses and ages begin among the cells, and how many cells there are. */
export const CELL_STATUSES: usize = PLACES;
export const CELL_AGES: usize = PLACES + STATUSES;
const CELLS: usize = CELL_AGES + ROWS;
const ADULT_AGE: i32 = 15;
/** First ages of the bands of earnings after that of the youngest adults. */
const OF_AGE: i32 = 18;
const OLD: i32 = 60;

function addTo(cells: usize, cell: usize, persons: i32): void {
  const place = cells + (cell << 2);
  store<i32>(place, load<i32>(place) + persons);
}

function sumOf(x: v128): i32 {
  return (
    i32x4.extract_lane(x, 0) + i32x4.extract_lane(x, 1) + i32x4.extract_lane(x, 2) + i32x4.extract_lane(x, 3)
  );
}

/** Answers the residents of 1 July: those of the tables and those who stand in the cells already. */
export function addCells(
  residents: usize,
  places: usize,
  ages: usize,
  earners: usize,
  lastMan: i32,
  lastWoman: i32,
): i32 {
  let counted = 0;
  const insured = residents + (CELLS << 2);
  const force = insured + (CELLS << 2);
  for (let place: usize = 0; place < PLACES; place++) {
    const counts = places + (place << 4);
    const neither = load<i32>(counts);
    const insuredOnly = load<i32>(counts, 4);
    const forceOnly = load<i32>(counts, 8);
    const both = load<i32>(counts, 12);
    addTo(residents, place, neither + insuredOnly + forceOnly + both);
    addTo(insured, place, insuredOnly + both);
    addTo(force, place, forceOnly + both);
    counted += load<i32>(residents + (place << 2));
  }
  for (let sex = 0; sex < 2; sex++) {
    const last = sex === 0 ? lastMan : lastWoman;
    // Ages that are alike in band and in being of working age.
    for (let from = 0; from < AGES; ) {
      let until = AGES;
      if (from <= last && last + 1 < until) until = last + 1;
      if (from < OLD && OLD < until) until = OLD;
      if (from < OF_AGE && OF_AGE < until) until = OF_AGE;
      if (from < ADULT_AGE && ADULT_AGE < until) until = ADULT_AGE;
      const isAdult = from >= ADULT_AGE;
      const band = i32(from >= OF_AGE) + i32(from >= OLD);
      const first = sex * AGES + from;
      addRows(
        ages,
        <usize>first,
        <usize>(first + until - from),
        residents,
        isAdult ? insured : 0,
        isAdult && from <= last ? force : 0,
        isAdult ? earners + <usize>(band * 2 + sex) * AGE_ROW : 0,
      );
      from = until;
    }
  }
  memory.fill(places, 0, PLACES << 4);
  memory.fill(ages, 0, ROWS * AGE_ROW);
  return counted;
}

/** Adds rows of ages, all of them or none to each of the figures: 0 for none. */
function addRows(
  ages: usize,
  first: usize,
  end: usize,
  residents: usize,
  insured: usize,
  force: usize,
  earners: usize,
): void {
  for (let row = first; row < end; row++) {
    const counts = ages + row * AGE_ROW;
    let uninsuredOutside = i32x4.splat(0);
    let insuredOutside = i32x4.splat(0);
    let uninsuredInside = i32x4.splat(0);
    let insuredInside = i32x4.splat(0);
    for (let activity: usize = 0; activity < STATUSES / <usize>SCHEMES; activity++) {
      const place = counts + activity * (STATUS * <usize>SCHEMES);
      const without = v128.load(place);
      const withInsurance = i32x4.add(v128.load(place, 16), v128.load(place, 32));
      if (activity >= <usize>ACTIVITY_UNEMPLOYED && activity <= <usize>ACTIVITY_FAMILY_WORKER) {
        uninsuredInside = i32x4.add(uninsuredInside, without);
        insuredInside = i32x4.add(insuredInside, withInsurance);
      } else {
        uninsuredOutside = i32x4.add(uninsuredOutside, without);
        insuredOutside = i32x4.add(insuredOutside, withInsurance);
      }
    }
    const withInsurance = i32x4.add(insuredOutside, insuredInside);
    const inForce = i32x4.add(uninsuredInside, insuredInside);
    addTo(
      residents,
      CELL_AGES + row,
      sumOf(i32x4.add(i32x4.add(uninsuredOutside, withInsurance), uninsuredInside)),
    );
    if (insured !== 0) addTo(insured, CELL_AGES + row, sumOf(withInsurance));
    if (force !== 0) addTo(force, CELL_AGES + row, sumOf(inForce));
  }
  for (let status: usize = 0; status < STATUSES; status++) {
    const activity = <i32>status / SCHEMES;
    let sum = i32x4.splat(0);
    for (
      let counts = ages + first * AGE_ROW + status * STATUS, past = ages + end * AGE_ROW;
      counts < past;
      counts += AGE_ROW
    )
      sum = i32x4.add(sum, v128.load(counts));
    const persons = sumOf(sum);
    addTo(residents, CELL_STATUSES + status, persons);
    if (insured !== 0 && <i32>status !== activity * SCHEMES) addTo(insured, CELL_STATUSES + status, persons);
    if (force !== 0 && activity >= ACTIVITY_UNEMPLOYED && activity <= ACTIVITY_FAMILY_WORKER)
      addTo(force, CELL_STATUSES + status, persons);
    if (earners !== 0) {
      const paid = earners + status * STATUS;
      v128.store(paid, i32x4.add(v128.load(paid), sum));
    }
  }
}
