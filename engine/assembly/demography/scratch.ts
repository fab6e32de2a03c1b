// Scratch arrays that the processes of the module use in turn; engine/demography/scratch.ts makes them. Each has room
// for one figure of every person of the block.

// Lists of 32 bits: positions of persons mostly.
export let demographyFirst: usize = 0;
export let demographySecond: usize = 0;
export let demographyThird: usize = 0;
// Doubles: scores, and keys to sort by.
export let demographyScore: usize = 0;
export let demographyKey: usize = 0;
// One byte a person, from position -1 on.
export let demographyMark: usize = 0;
// Members of each household by position of its reference person, 16 bits each.
export let demographyMembers: usize = 0;
// The draws of the block, 32 bits each.
export let drawFirst: usize = 0;
export let drawSecond: usize = 0;
