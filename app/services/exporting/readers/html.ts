import { type CountingReader, textOf } from './counted.ts';

/** Counts the cards of threads and the comments in them, by their ids. What people wrote holds no tags of its own. */
export const countHtml: CountingReader = (bytes) => {
  const threads = new Set<string>();
  const comments = new Set<string>();
  for (const [tag] of textOf(bytes).matchAll(/<(?:article|div)\b[^<>]*>/g)) {
    const id = / id="t(\d+)(?:-(\d+))?"/.exec(tag);
    if (id?.[2]) comments.add(id[0]);
    else if (id) threads.add(id[0]);
  }
  return { threads: threads.size, comments: comments.size };
};
