import type { FileToRead, ReadArticle } from '../read-article.ts';
import type { FetchedPage } from './fetch-page.ts';

/** A fetched page as a file, which is kept as it came. */
export function fileOf({ name, bytes, address, encoding }: FetchedPage): FileToRead {
  return { name, bytes, address, ...(encoding ? { encoding } : {}) };
}

/** What was read of a page, with the way that led to it. */
export function withRemarks(read: ReadArticle, { address, redirects, isPlain }: FetchedPage): ReadArticle {
  const remarks = [
    ...(redirects.length > 0 ? [`The address led on: ${[...redirects, address].join(' → ')}`] : []),
    ...(isPlain ? ['The page came without encryption, so somebody on the way may have changed it.'] : []),
    ...(read.article.remarks ?? []),
  ];
  const about = { ...read.article.about, address: read.article.about?.address ?? address };
  return { ...read, article: { ...read.article, about, ...(remarks.length > 0 ? { remarks } : {}) } };
}
