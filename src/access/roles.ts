/** What a caller may do; each role may all that those before it may. */
export const ROLES = ['reader', 'analyst', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}

/** Whether a role may do what needs another. */
export function roleAllows(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** On whose behalf a request is made. */
export interface Principal {
  /** `key:…`, `token:…` or `local`: no two callers share one, so use and rates are counted by it. */
  readonly id: string;
  /** For people: in the log, in the audit log and as owner of runs. */
  readonly name: string;
  readonly role: Role;
  /** Requests a minute, 0 for no limit; null for the setting of the service. */
  readonly requestsPerMinute: number | null;
  /** Person-years that may be simulated in a day (UTC), 0 for no limit; null for the setting of the service. */
  readonly personYearsPerDay: number | null;
}

/** Everybody, where no keys and no tokens are configured. */
export const LOCAL: Principal = {
  id: 'local',
  name: 'local',
  role: 'administrator',
  requestsPerMinute: null,
  personYearsPerDay: null,
};
