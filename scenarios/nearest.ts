import { distance } from 'fastest-levenshtein';

/** Longer texts are no misspelt names, and comparing them would be slow. */
const LONGEST = 80;

/** The valid name that differs from `name` by at most a third of its letters, null if there is none. Ties go to the first. */
export function nearestName(name: string, valid: Iterable<string>): string | null {
  if (name.length > LONGEST) return null;
  let best: string | null = null;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of valid) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) {
      best = candidate;
      least = edits;
    }
  }
  return best;
}
