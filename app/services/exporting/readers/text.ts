import { type CountingReader, textOf } from './counted.ts';

/** Counts the first lines of threads and of comments by their indentation: what people wrote stands further in. */
export const countText: CountingReader = (bytes) => {
  const text = textOf(bytes);
  const begins = /^(?:ON THE WHOLE BRIEF|THREADS|WITHOUT A PLACE IN THE ARTICLE)\n-+$/m.exec(text);
  const lines = begins ? text.slice(begins.index).split('\n') : [];
  return {
    threads: lines.filter((line) => /^\[\d+\] /.test(line)).length,
    comments: lines.filter((line) => /^ {4}\d+\.\d+ /.test(line)).length,
  };
};
