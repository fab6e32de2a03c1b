/** Activities, in the order of their codes. */
export const ACTIVITIES = [
  'child',
  'student',
  'inactive',
  'unemployed',
  'formal-employee',
  'informal-employee',
  'own-account',
  'family-worker',
  'retired',
] as const;

export const ACTIVITY = {
  child: 0,
  student: 1,
  inactive: 2,
  unemployed: 3,
  formalEmployee: 4,
  informalEmployee: 5,
  ownAccount: 6,
  familyWorker: 7,
  retired: 8,
} as const;

/** Membership of social insurance, in the order of the codes. */
export const INSURANCES = ['none', 'compulsory', 'voluntary'] as const;
export const INSURANCE = { none: 0, compulsory: 1, voluntary: 2 } as const;
