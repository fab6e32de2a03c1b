/** Lines of a table without borders: columns as wide as they need, numbers to the right; columns of `empty` left out. */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: ReadonlySet<string>,
  empty: string,
): string[] {
  const filled = head.map((_, column) => rows.some((row) => row[column] !== empty));
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column].length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        right.has(head[column]) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
      )
      .filter((_, column) => filled[column])
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)];
}
