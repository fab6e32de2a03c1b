// Members of a household in one number, as in engine/labour/households.ts.

export const BITS: i32 = 10;
export const MASK: i32 = (1 << BITS) - 1;
export const CHILD: i32 = 1 << BITS;
export const ADULT: i32 = 1 << (2 * BITS);

// Scratch arrays by position of the reference person; `householdReferences` are those positions, in rising order.
export let householdReferences: usize = 0;
export let householdMembers: usize = 0;
export let householdStanding: usize = 0;
export let householdArea: usize = 0;
