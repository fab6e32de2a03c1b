/** Why nothing can be kept at the moment. */
export type StoreTrouble = 'full' | 'read-only' | 'failing';

/** The store cannot take what was to be kept; it may be able to later. Nothing of it was kept. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';

  constructor(
    readonly trouble: StoreTrouble,
    cause: unknown,
  ) {
    super(`the store is ${trouble}`, { cause });
  }
}

/** Codes of the file system and of the database that tell of the disk, not of a mistake of the program's. */
const TROUBLES: readonly (readonly [code: RegExp, trouble: StoreTrouble])[] = [
  [/^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL)/, 'full'],
  [/^(EROFS|EACCES|EPERM|SQLITE_READONLY|SQLITE_CANTOPEN)/, 'read-only'],
  [/^(EIO|EMFILE|ENFILE|SQLITE_IOERR)/, 'failing'],
];

/** The trouble that an error of the file system or of the database tells of; undefined for any other error. */
export function troubleOf(error: unknown): StoreTrouble | undefined {
  if (error instanceof StoreUnavailable) return error.trouble;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const { code } = error;
  return TROUBLES.find(([pattern]) => pattern.test(code))?.[1];
}

/** Does what writes to the store; trouble of the disk comes out as `StoreUnavailable`, other errors as they are. */
export function writing<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === undefined || error instanceof StoreUnavailable) throw error;
    throw new StoreUnavailable(trouble, error);
  }
}
