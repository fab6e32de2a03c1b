import type { z } from 'zod';
import { DATE } from './names.js';
import { nearestName } from './nearest.js';
import { quote } from './report.js';

interface Wording {
  readonly code: string;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly nearest?: string | null;
  readonly key?: boolean;
}

/** Says what is wrong with one value in a sentence for people who do not write programs. `description` is the schema's own. */
export function wordIssue(issue: z.core.$ZodIssue, value: unknown, description: string | undefined): Wording {
  const name = `\`${quote(String(issue.path.at(-1)))}\``;
  const found = quote(value);
  switch (issue.code) {
    case 'invalid_type': {
      const expected = description ?? TYPES.get(issue.expected) ?? issue.expected;
      const grouped = typeof value === 'string' && /^\d[\d\s,._]*$/.test(value);
      const hint = issue.expected === 'number' && grouped ? ' Write the number without separators.' : '';
      return {
        code: 'wrong-type',
        message: `${name} must be ${expected}, not ${kindOf(value)}.${hint}`,
        found,
        expected,
      };
    }
    case 'invalid_union': {
      const expected = description ?? 'another value';
      return {
        code: 'wrong-type',
        message: `${name} must be ${expected}, not ${kindOf(value)}.`,
        found,
        expected,
      };
    }
    case 'invalid_value': {
      const options = issue.values.map(String);
      const expected = options.join(', ');
      const nearest = typeof value === 'string' ? nearestName(value, options) : null;
      const hint = nearest ? ` Did you mean \`${nearest}\`?` : '';
      return {
        code: 'unknown-value',
        message: `${name} must be one of ${expected}.${hint}`,
        found,
        expected,
        nearest,
      };
    }
    case 'invalid_format': {
      if ('pattern' in issue && issue.pattern === DATE.toString()) {
        const message = `${name} must be a month from 2000-01 to 2050-12.`;
        return { code: 'wrong-date', message, found, expected: 'YYYY-MM or YYYY-MM-01' };
      }
      const message = `${name} must be small letters and digits joined by hyphens.`;
      return { code: 'wrong-name', message, found, expected: 'e.g. current-law' };
    }
    case 'invalid_key': {
      const hyphened = issue.path[0] === 'tiers' || issue.path[0] === 'contributions';
      const expected = hyphened ? 'e.g. birth-grant' : 'e.g. base_salary';
      const letters = hyphened
        ? 'small letters and digits joined by hyphens'
        : 'at most 60 small letters, digits and underscores';
      return {
        code: 'wrong-name',
        message: `${name} is no valid name; write ${letters}, starting with a letter.`,
        found: String(issue.path.at(-1)),
        expected,
        key: true,
      };
    }
    case 'too_small': {
      const message = `${name} must ${measure(issue.origin)} ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}.`;
      return {
        code: 'out-of-range',
        message,
        found,
        expected: `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`,
      };
    }
    case 'too_big': {
      const message = `${name} must ${measure(issue.origin)} at most ${issue.maximum}.`;
      return { code: 'out-of-range', message, found, expected: `at most ${issue.maximum}` };
    }
    default:
      return {
        code: 'wrong-value',
        message: `${name} is not valid: ${issue.message}.`,
        found,
        expected: description ?? 'another value',
      };
  }
}

const TYPES = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['array', 'a list'],
  ['object', 'a set of keys'],
  ['record', 'a set of names'],
]);

function measure(origin: string): string {
  if (origin === 'string') return 'be, in characters,';
  return origin === 'array' ? 'hold' : 'be';
}

/** What a value is, in words. */
export function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `the text “${quote(value)}”`;
  return typeof value === 'object' ? 'a set of keys' : String(value);
}
