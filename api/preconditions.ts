import { ApiError } from './errors.js';

/** ETag of something with versions; answers that hold more than the version itself name that by a hash. */
export function versionTag(version: number, hash?: string): string {
  return hash === undefined ? `"${version}"` : `"${version}-${hash.slice(0, 16)}"`;
}

/**
 * Ends the request unless If-Match names the current version, in any form of its tag; `*` is whichever is current. Without
 * the header two people could overwrite each other's changes unseen, so it is required.
 */
export function requireMatch(ifMatch: string | undefined, current: number): void {
  const tags = tagsOf(ifMatch);
  if (tags.length === 0) throw new ApiError('precondition-required');
  // A weak tag matches nothing here (RFC 9110, 13.1.1).
  const matches = tags.some(
    (tag) => tag === '*' || /^"(\d+)(?:-[0-9a-f]+)?"$/.exec(tag)?.[1] === String(current),
  );
  if (!matches) {
    throw new ApiError('precondition-failed', { headers: { etag: versionTag(current) } });
  }
}

function tagsOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
