import { readFileSync } from 'node:fs';
import type { Problem } from '../../scenarios/index.js';
import { problemOf } from '../problems.js';
import { looksLikeId, nearestShipped, type ScenarioInput, shippedInput } from '../scenario-input.js';

/** Reads FILE: a path, or else the id of a shipped scenario. */
export function readScenarioFile(file: string): ScenarioInput | Problem {
  try {
    return {
      text: readFileSync(file, 'utf8'),
      source: file,
      ...(file.endsWith('.json') ? { format: 'json' } : {}),
    };
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code;
    const shipped = cause === 'ENOENT' ? shippedInput(file) : undefined;
    if (shipped) return shipped;
    const nearest = looksLikeId(file) ? nearestShipped(file) : null;
    const message =
      cause === 'ENOENT'
        ? 'There is neither a file of this name nor a shipped scenario of this id.'
        : `The file cannot be read (${cause}).`;
    return problemOf({ code: 'no-such-scenario', message, pointer: '', source: file, nearest });
  }
}

export function isProblem(read: object): read is Problem {
  return 'code' in read;
}
