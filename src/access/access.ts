import type Database from 'libsql';
import { AuditLog } from '../store/audit.js';
import { UsageLedger } from '../store/usage.js';
import { type AccessLog, KeyRing } from './key-ring.js';
import { hasExpired, looksLikeKey } from './keys.js';
import { LOCAL, type Principal } from './roles.js';
import { type TokenSettings, verifyToken } from './tokens.js';

/** The settings of `ServiceConfig` that access goes by. */
export interface AccessSettings {
  readonly tokens: TokenSettings | null;
  /** Requests a minute of each key, or of each address in open mode; 0 for no limit, null for the default of the mode. */
  readonly requestsPerMinute: number | null;
  /** Person-years that each key may simulate in a day (UTC); 0 for no limit. */
  readonly personYearsPerDay: number;
  /** Whether everybody may be let in from other machines too. */
  readonly allowOpen: boolean;
}

export interface AccessOptions {
  readonly settings: AccessSettings;
  /** Where `keys.json` lies, if there is one. */
  readonly folder: string;
  readonly database: Database.Database;
  readonly log: AccessLog;
}

/** The request names nobody whom the service knows. */
export class Unauthenticated extends Error {
  override readonly name = 'Unauthenticated';

  constructor(
    message: string,
    /** Whether there was a key or a token, and it was refused. */
    readonly refused: boolean,
  ) {
    super(message);
  }
}

/** The person-years of a run are more than its principal may still simulate today. */
export class QuotaExceeded extends Error {
  override readonly name = 'QuotaExceeded';

  constructor(
    readonly wanted: number,
    readonly quota: number,
    readonly left: number,
    /** Seconds until the next day (UTC) begins. */
    readonly retrySeconds: number,
  ) {
    const tell = (personYears: number) => Math.round(personYears).toLocaleString('en');
    super(
      wanted > quota
        ? `The run would take ${tell(wanted)} person-years; ${tell(quota)} are allowed in a day.`
        : `The run would take ${tell(wanted)} person-years; ${tell(left)} of today's ${tell(quota)} are left.`,
    );
  }
}

/** Requests a minute of a key that is given no other number. */
const DEFAULT_RATE = 1200;
const DAY_SECONDS = 86_400;

/** The headers of a request that may carry a key or a token. */
export interface Credentials {
  readonly authorization?: string | undefined;
  readonly 'x-api-key'?: string | readonly string[] | undefined;
}

/** Who may do what, and how much of it. */
export class Access {
  readonly audit: AuditLog;
  readonly settings: AccessSettings;
  readonly #keys: KeyRing;
  readonly #usage: UsageLedger;

  /** @throws Error when the file of keys cannot be read. */
  constructor({ settings, folder, database, log }: AccessOptions) {
    this.settings = settings;
    this.audit = new AuditLog(database);
    this.#keys = new KeyRing(folder, log);
    this.#usage = new UsageLedger(database);
  }

  /** Whether everybody is let in as administrator: neither keys nor tokens are configured. */
  get open(): boolean {
    return this.settings.tokens === null && !this.#keys.guarded;
  }

  /** Who sends a request with these headers. Throws `Unauthenticated`. */
  async authenticate(headers: Credentials): Promise<Principal> {
    if (this.open) return LOCAL;
    const bearer = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    const credential = bearer ?? headers['x-api-key'];
    if (typeof credential !== 'string' || credential === '') {
      throw new Unauthenticated('The request carries no API key and no token.', false);
    }
    if (looksLikeKey(credential)) return this.#ofKey(credential);
    const { tokens } = this.settings;
    if (tokens && bearer !== undefined) {
      try {
        return await verifyToken(bearer, tokens);
      } catch {
        // Which check failed is for the issuer to find out; the answer helps nobody to guess.
        throw new Unauthenticated('The token is not valid here, or no longer.', true);
      }
    }
    throw new Unauthenticated('The API key is not known here.', true);
  }

  #ofKey(credential: string): Principal {
    const key = this.#keys.find(credential);
    if (!key) throw new Unauthenticated('The API key is not known here.', true);
    if (hasExpired(key, new Date()))
      throw new Unauthenticated(`The API key expired on ${key.expires}.`, true);
    const { id, name, role, requestsPerMinute, personYearsPerDay } = key;
    return { id: `key:${id}`, name, role, requestsPerMinute, personYearsPerDay };
  }

  /** Requests that a principal may send in a minute; 0 for no limit. */
  rateOf(principal: Principal): number {
    return principal.requestsPerMinute ?? this.settings.requestsPerMinute ?? (this.open ? 0 : DEFAULT_RATE);
  }

  /**
   * Counts the person-years of a new run against today's quota of a principal (UTC). Throws `QuotaExceeded` when they
   * are more than is left, and then counts nothing. The function it gives back takes them off again, for a run that was
   * not accepted in the end.
   */
  charge(principal: Principal, personYears: number): () => void {
    const quota = principal.personYearsPerDay ?? this.settings.personYearsPerDay;
    const now = new Date();
    const day = now.toISOString().slice(0, 10);
    const most = quota === 0 ? null : quota;
    if (!this.#usage.add(principal.id, day, personYears, most)) {
      const left = Math.max(0, quota - this.#usage.of(principal.id, day));
      const retry = DAY_SECONDS - Math.floor((now.getTime() / 1000) % DAY_SECONDS);
      throw new QuotaExceeded(personYears, quota, left, retry);
    }
    return () => {
      this.#usage.add(principal.id, day, -personYears, null);
    };
  }
}
