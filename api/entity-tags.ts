import { createHash } from 'node:crypto';

/** A strong entity tag (RFC 9110) of whatever decides the bytes of an answer: equal tags, equal bytes. */
export function entityTag(...parts: readonly unknown[]): string {
  return `"${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}"`;
}

/** The tag of the same answer compressed: other bytes, so another tag. */
export function gzipTag(tag: string): string {
  return `${tag.slice(0, -1)}-gz"`;
}

/** Whether a client that sends this If-None-Match has the answer of one of the tags. */
export function isFresh(ifNoneMatch: string | undefined, tags: readonly string[]): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => {
    const tag = one.trim();
    return tag === '*' || tags.includes(tag.replace(/^W\//, ''));
  });
}

/** Whether a client takes answers compressed by gzip. */
export function takesGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false;
  const qualities = new Map(
    acceptEncoding.split(',').map((part) => {
      const [coding, ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
      return [coding, Number(quality)] as const;
    }),
  );
  return (qualities.get('gzip') ?? qualities.get('*') ?? 0) > 0;
}
