import type { Problem } from '../scenarios/index.js';

export { nearestName } from '../scenarios/nearest.js';

/** A problem that lies outside any text: an option of the run, a name that is not known. */
export function problemOf(fields: Pick<Problem, 'code' | 'message' | 'pointer'> & Partial<Problem>): Problem {
  const { code, message, pointer, source = null, line = null, column = null } = fields;
  const { found = null, expected = null, nearest = null } = fields;
  return { code, message, pointer, source, line, column, found, expected, nearest };
}

/** One problem as lines for a terminal: `file:line:column pointer: message`, then what was found and expected. */
export function formatProblem(problem: Problem): string {
  const place = [problem.source ?? 'input', problem.line, problem.column].filter((part) => part !== null);
  const head = [place.join(':'), problem.pointer].filter((part) => part !== '').join(' ');
  const details = [
    ['found', problem.found],
    ['expected', problem.expected],
    ['nearest', problem.nearest],
  ].filter(([, text]) => text !== null);
  return [`${head}: ${problem.message}`, ...details.map(([label, text]) => `    ${label}: ${text}`)].join(
    '\n',
  );
}
