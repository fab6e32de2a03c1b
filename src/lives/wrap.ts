const HANGING = 4;

/** Breaks a line at spaces; what goes over keeps the indent of the line and a little more. A long word stays whole. */
export function wrapped(line: string, width: number): string[] {
  const indent = line.length - line.trimStart().length;
  const lines: string[] = [];
  let current = '';
  for (const word of line.trimStart().split(' ')) {
    const start = ' '.repeat(indent + (lines.length > 0 ? HANGING : 0));
    const longer = current === '' ? start + word : `${current} ${word}`;
    if (current === '' || longer.length <= width) {
      current = longer;
      continue;
    }
    lines.push(current);
    current = ' '.repeat(indent + HANGING) + word;
  }
  return [...lines, current];
}
