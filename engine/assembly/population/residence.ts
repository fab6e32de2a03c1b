// Residence and education of the base population: the rules are those of engine/population/residence.ts.
import * as column from '../columns';
import { RANKS } from '../constants';
import { CELLS, cellEducation, firstOf, scratchSchooling } from './cells';

// Limits on ranks as whole numbers, 32 bits each: regions; by region; [region * 2 + area]; [(region * 2 + area) * 2 + ethnicity].
export let placeRegions: i32 = 0;
export let placeRegion: usize = 0;
export let placeOwnUrban: usize = 0;
export let placeMinority: usize = 0;
export let placeDifficult: usize = 0;
// Urban shares in ranks by region, doubles: of those who draw their own place, and of all.
export let placeFrom: usize = 0;
export let placeTo: usize = 0;
// [((cohort * 2 + sex) * 2 + area) * 4 + education], 32 bits each.
export let placeEducation: usize = 0;

/** Residence from four ranks of 16 bits in two words. */
export function settle(person: usize, first: u32, second: u32): void {
  const rank = <i32>(first & 0xffff);
  let region = 0;
  for (let place = placeRegion, last = place + ((<usize>(placeRegions - 1)) << 2); place < last; place += 4)
    region += i32(rank >= load<i32>(place));
  const areaRank = <i32>(first >> 16);
  const rural = i32(areaRank >= load<i32>(placeOwnUrban + ((<usize>region) << 2)));
  const place = (<usize>(region * 2 + rural)) << 2;
  const ethnicity = i32(<i32>(second & 0xffff) < load<i32>(placeMinority + place));
  const difficult = i32(
    <i32>(second >> 16) < load<i32>(placeDifficult + (place << 1) + ((<usize>ethnicity) << 2)),
  );
  const from = load<f64>(placeFrom + ((<usize>region) << 3));
  const to = load<f64>(placeTo + ((<usize>region) << 3));
  // Straight on both sides of the limit: rounded down below it, up above.
  const along = <f64>areaRank - (rural ? from : 0);
  const gains = rural ? <f64>RANKS - to : to;
  const width = rural ? <f64>RANKS - from : from;
  const moved = (rural ? to : 0) + (along * gains) / width;
  const whole = <i32>moved;
  const stretched = whole + (i32(<f64>whole < moved) & rural);
  store<u16>(column.areaRank + (person << 1), stretched < RANKS ? stretched : RANKS - 1);
  store<u8>(column.region + person, region);
  store<u8>(column.area + person, rural);
  store<u8>(column.ethnicity + person, ethnicity);
  store<u8>(column.difficultCommune + person, difficult);
}

/** Education at a rank; `limits` are those of the person's cohort and sex. */
export function attained(limits: usize, area: i32, rank: i32): i32 {
  const row = limits + ((<usize>area) << 4);
  return i32(rank >= load<i32>(row)) + i32(rank >= load<i32>(row, 4)) + i32(rank >= load<i32>(row, 8));
}

/** Gives a person the residence of another, ethnicity if `kin`: `moveIn` of engine/population/residence.ts. */
export function moveIn(who: i32, whom: i32, kin: bool): void {
  const person = <usize>who;
  const host = <usize>whom;
  store<u8>(column.region + person, load<u8>(column.region + host));
  store<u16>(column.areaRank + (person << 1), load<u16>(column.areaRank + (host << 1)));
  store<u8>(column.area + person, load<u8>(column.area + host));
  store<u8>(column.difficultCommune + person, load<u8>(column.difficultCommune + host));
  store<i32>(column.household + (person << 2), load<i32>(column.household + (host << 2)));
  if (kin) store<u8>(column.ethnicity + person, load<u8>(column.ethnicity + host));
}

/** Who has moved to family has the schooling of the place. */
export function educateMoved(): void {
  for (let cell = 0; cell < CELLS; cell++) {
    const limits = placeEducation + ((<usize>load<i32>(cellEducation + ((<usize>cell) << 2))) << 2);
    for (let i = <usize>firstOf(cell), end = <usize>firstOf(cell + 1); i < end; i++) {
      const level = attained(limits, load<u8>(column.area + i), load<u16>(scratchSchooling + (i << 2)));
      const moved = load<i32>(column.household + (i << 2)) !== <i32>i;
      store<u8>(column.education + i, moved ? level : <i32>load<u8>(column.education + i));
    }
  }
}
