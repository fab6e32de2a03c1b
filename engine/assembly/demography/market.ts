// The marriage market: single men, chained by region, area and age, and how a woman finds the nearest.
import { AGES, NOBODY } from '../constants';
import { demographySecond } from './scratch';

const FIRST_AGE_MEN: i32 = 17;
const LAST_AGE_MEN: i32 = 60;
/** Years by which a husband's age may differ from the wanted one, and by which a man of another region must be nearer. */
const REACH: i32 = 8;
const REACH_IN_REGION: i32 = 1;

/** First man of each place, [(region * 2 + area) * 101 + age], 32 bits each; those who follow him are in the second list. */
export let unionHead: usize = 0;
/** Regions times areas. */
export let unionPlaces: i32 = 0;

export function clearMarket(): void {
  memory.fill(unionHead, 0xff, (<usize>(unionPlaces * AGES)) << 2);
}

/** Whether men of the age look for a union. */
export function isMarriageable(age: i32): bool {
  return <u32>(age - FIRST_AGE_MEN) <= <u32>(LAST_AGE_MEN - FIRST_AGE_MEN);
}

/** Brings a man into the market, before those who are there. */
export function offer(man: usize, home: i32, age: i32): void {
  const head = unionHead + ((<usize>(home * AGES + age)) << 2);
  store<i32>(demographySecond + (man << 2), load<i32>(head));
  store<i32>(head, <i32>man);
}

/** Takes the first man of a place out of the market. */
export function take(place: i32): i32 {
  const head = unionHead + ((<usize>place) << 2);
  const man = load<i32>(head);
  store<i32>(head, load<i32>(demographySecond + ((<usize>man) << 2)));
  return man;
}

/**
 * Place in the market of the men nearest to an age. `home` is the woman's region * 2 + area: men of the same place who
 * are near enough come first, then those of the other area of the region, then all others.
 */
export function findMan(home: i32, wanted: i32, side: i32): i32 {
  for (let other = 0; other < 2; other++) {
    for (let distance = 0; distance <= REACH_IN_REGION; distance++) {
      const place = nearest(home ^ other, wanted, distance * side);
      if (place !== NOBODY) return place;
    }
  }
  const places = unionPlaces;
  for (let distance = 0; distance <= REACH; distance++) {
    let there = home;
    for (let further = 0; further < places; further++) {
      const place = nearest(there, wanted, distance * side);
      if (place !== NOBODY) return place;
      there = there + 1 === places ? 0 : there + 1;
    }
  }
  return NOBODY;
}

/** Men of a region and area whose age is by `distance` off the wanted one, or else as far off on the other side. */
function nearest(home: i32, wanted: i32, distance: i32): i32 {
  const first = home * AGES + within(wanted + distance);
  if (load<i32>(unionHead + ((<usize>first) << 2)) !== NOBODY) return first;
  const second = home * AGES + within(wanted - distance);
  return load<i32>(unionHead + ((<usize>second) << 2)) === NOBODY ? NOBODY : second;
}

function within(age: i32): i32 {
  return min<i32>(LAST_AGE_MEN, max<i32>(FIRST_AGE_MEN, age));
}
