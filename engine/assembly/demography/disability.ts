// Degrees of disability: the kernel behind `assessDisability` of engine/demography/disability.ts.
import * as column from '../columns';

/** `limits` are ranks by age of any, of severe and of exceptionally severe disability: three of 32 bits for each age. */
export function assessDisability(count: i32, limits: usize): void {
  const ages = column.age;
  const ranks = column.disabilityRank;
  for (let i: usize = 0, end = <usize>count; i < end; i++) {
    const rank = <i32>load<u16>(ranks + (i << 1));
    const row = limits + <usize>load<u8>(ages + i) * 12;
    if (rank >= load<i32>(row)) continue;
    const severe = i32(rank < load<i32>(row, 4));
    const degree = rank < load<i32>(row, 8) ? 3 : 1 + severe;
    store<u8>(column.disability + i, degree);
  }
}
