import type { Times } from '../times.ts';
import { type CommentSurroundings, commentBody } from './comment-body.ts';
import { seconds, wallClock } from './stamps.ts';
import type { WordComment } from './word-comments.ts';
import { NAMESPACES, xmlFile, xmlValue } from './xml.ts';

/** word/comments.xml */
export function commentsXml(comments: readonly WordComment[], times: Times, surroundings: CommentSurroundings): string {
  const all = comments.map((comment) => {
    const { id, author, at } = comment;
    const who = `w:author="${xmlValue(author.name)}" w:initials="${xmlValue(author.initials)}"`;
    return `<w:comment w:id="${id}" ${who} w:date="${wallClock(at, times)}">${commentBody(comment, surroundings)}</w:comment>`;
  });
  return xmlFile(`<w:comments ${NAMESPACES}>${all.join('')}</w:comments>`);
}

/** word/commentsExtended.xml: what replies to what, and what is done with. */
export function commentsExtendedXml(comments: readonly WordComment[]): string {
  const all = comments.map(({ paraId, parent, done }) => {
    const answers = parent ? ` w15:paraIdParent="${parent.paraId}"` : '';
    return `<w15:commentEx w15:paraId="${paraId}"${answers} w15:done="${done ? 1 : 0}"/>`;
  });
  return xmlFile(`<w15:commentsEx ${NAMESPACES}>${all.join('')}</w15:commentsEx>`);
}

/** word/commentsIds.xml: the ids that Word keeps. */
export function commentsIdsXml(comments: readonly WordComment[]): string {
  const all = comments.map(
    ({ paraId, durableId }) => `<w16cid:commentId w16cid:paraId="${paraId}" w16cid:durableId="${durableId}"/>`,
  );
  return xmlFile(`<w16cid:commentsIds ${NAMESPACES}>${all.join('')}</w16cid:commentsIds>`);
}

/** word/commentsExtensible.xml: the true times, since `w:date` is what the clock on the wall showed. */
export function commentsExtensibleXml(comments: readonly WordComment[]): string {
  const all = comments.map(
    ({ durableId, at }) =>
      `<w16cex:commentExtensible w16cex:durableId="${durableId}" w16cex:dateUtc="${seconds(at)}"/>`,
  );
  return xmlFile(`<w16cex:commentsExtensible ${NAMESPACES}>${all.join('')}</w16cex:commentsExtensible>`);
}
