// Codes and bounds that several kernels share: those of engine/population/columns.ts, activity.ts and random/streams.ts.

export const AGES: i32 = 101;
export const RANKS: i32 = 65_536;
export const STILL_HERE: i32 = 32_767;
export const NEVER: i32 = 32_767;
export const NOBODY: i32 = -1;

export const ACTIVITY_STUDENT: i32 = 1;
export const ACTIVITY_INACTIVE: i32 = 2;
export const ACTIVITY_UNEMPLOYED: i32 = 3;
export const ACTIVITY_FORMAL_EMPLOYEE: i32 = 4;
export const ACTIVITY_INFORMAL_EMPLOYEE: i32 = 5;
export const ACTIVITY_OWN_ACCOUNT: i32 = 6;
export const ACTIVITY_FAMILY_WORKER: i32 = 7;
export const ACTIVITY_RETIRED: i32 = 8;

export const INSURANCE_NONE: i32 = 0;
export const INSURANCE_COMPULSORY: i32 = 1;
export const INSURANCE_VOLUNTARY: i32 = 2;

export const PROCESS_TRAITS: i32 = 1;
export const PROCESS_LABOUR: i32 = 2;
export const PROCESS_RANKS: i32 = 3;
export const PROCESS_FERTILITY: i32 = 4;
export const PROCESS_UNION: i32 = 5;
export const PROCESS_CHILD: i32 = 6;
export const PROCESS_MOTHER_LINK: i32 = 7;
export const PROCESS_CARER: i32 = 10;
export const PROCESS_REMARRIAGE: i32 = 12;
export const PROCESS_EXIT: i32 = 13;
export const PROCESS_WITHDRAWAL: i32 = 16;
