import { type CountingReader, textOf } from './counted.ts';

/** Counts the definitions of footnotes, and the headings of comments in them: what people wrote stands behind `>`. */
export const countMarkdown: CountingReader = (bytes) => {
  let threads = 0;
  let comments = 0;
  let current: string | undefined;
  for (const line of textOf(bytes).split('\n')) {
    const begins = /^\[\^(\d+)\]: /.exec(line);
    if (begins) {
      threads++;
      current = begins[1];
    } else if (current !== undefined && line !== '' && !line.startsWith('    ')) {
      current = undefined;
    } else if (current !== undefined && line.startsWith(`    **${current}.`)) {
      comments++;
    }
  }
  return { threads, comments };
};
