import type { Finding } from './measure.js';

/** A finding and the program that has it. */
interface ProgramFinding extends Finding {
  readonly program: string;
}

/**
 * Totals that may differ, and by how much. Incomes come out of `exp`, whose last bit is not the same in every library: a
 * household may be one dong off where its income lies within 10^-8 of half a dong. Eight households, of the highest weight.
 */
const ALLOWED: Readonly<Record<string, number>> = { 'incomes: incomePerHead': 8 * 31 };

/**
 * Holds the totals of all findings against those of the first program that has the kernel. Answers a line for each that
 * differs or is missing: `wrong`, or `allowed` where the difference is within what the last bit of a library's function explains.
 */
export function disagreements(findings: readonly ProgramFinding[]): {
  readonly wrong: readonly string[];
  readonly allowed: readonly string[];
} {
  const wrong = new Set<string>();
  const allowed = new Set<string>();
  const first = new Map<string, ProgramFinding>();
  const kernelsOf = new Map<string, Set<string>>();
  for (const finding of findings) {
    const reference = first.get(finding.kernel) ?? finding;
    first.set(finding.kernel, reference);
    kernelsOf.set(finding.program, (kernelsOf.get(finding.program) ?? new Set()).add(finding.kernel));
    const names = new Set([...Object.keys(reference.totals), ...Object.keys(finding.totals)]);
    for (const name of names) {
      const [expected, found] = [reference.totals[name], finding.totals[name]];
      if (found === expected) continue;
      const total = `${finding.kernel}: ${name}`;
      const line = `${total} is ${expected} in ${reference.program}, ${found} in ${finding.program}`;
      if (Math.abs(found - expected) <= (ALLOWED[total] ?? 0))
        allowed.add(`${line} (allowed: the last bit of exp)`);
      else wrong.add(line);
    }
  }
  for (const [program, kernels] of kernelsOf)
    for (const kernel of first.keys())
      if (!kernels.has(kernel)) wrong.add(`${kernel} is missing in ${program}`);
  return { wrong: [...wrong], allowed: [...allowed] };
}
