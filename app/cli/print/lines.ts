/** How far a text is moved in, and how long its lines may be. */
export interface Layout {
  /** What stands before the first line. */
  first: string;
  /** What stands before the others; as long as `first`. */
  rest: string;
  columns: number;
}

/** Breaks a text between words into lines of a width; line ends in it stay. */
export function wrapped(text: string, { first, rest, columns }: Layout): string {
  const width = Math.max(20, columns - first.length);
  const lines = text.split('\n').flatMap((line) => wrapLine(line, width));
  return lines.map((line, i) => `${i === 0 ? first : rest}${line}`.trimEnd()).join('\n');
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let now = '';
  for (const word of line.split(' ')) {
    if (now !== '' && now.length + 1 + word.length > width) {
      lines.push(now);
      now = word;
    } else {
      now = now === '' ? word : `${now} ${word}`;
    }
  }
  return [...lines, now];
}

/** A number with its noun, as in "1 comment" and "2 comments". */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
