import type { Problem } from '../../scenarios/index.js';
import { formatProblem } from '../problems.js';
import { CommandError } from './exit.js';

/** Options of a run by the name under which they are typed. */
const FLAGS: ReadonlyMap<string, string> = new Map([
  ['/persons', '--population'],
  ['/toYear', '--to'],
  ['/seed', '--seed'],
]);

/** Ends a command with all its problems; those of an option are told of the option that was typed. */
export function refuse(problems: readonly Problem[]): never {
  throw new CommandError(problems.map((problem) => formatProblem(asTyped(problem))).join('\n'));
}

function asTyped(problem: Problem): Problem {
  const flag = problem.source === null ? FLAGS.get(problem.pointer) : undefined;
  return flag === undefined ? problem : { ...problem, source: flag, pointer: '' };
}
