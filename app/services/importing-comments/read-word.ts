import { EXPORT_NAMESPACE } from '../../../shared/exporting/docx/properties.ts';
import { readComments } from './read-comments.ts';
import { readDocument } from './read-document.ts';
import type { ReviewedComment, ReviewedFile } from './reviewed-file.ts';
import { walkWord } from './walk-word.ts';
import { wordParts } from './word-parts.ts';

/**
 * Reads a Word file that comes back from review.
 *
 * @param name names the file in refusals
 * @throws {Refusal} where it is no Word file, is damaged, or is meant to do harm
 */
export function readWord(bytes: Uint8Array, name: string): ReviewedFile {
  const parts = wordParts(bytes, name);
  const { text, paragraphs, ranges, tracked } = readDocument(parts.get('word/document.xml') ?? '', name);
  const links = targetsOf(parts.get('word/_rels/comments.xml.rels'), name);
  const commentsXml = parts.get('word/comments.xml');
  const read = commentsXml === undefined ? [] : readComments(commentsXml, name, links);
  const extended = extendedOf(parts.get('word/commentsExtended.xml'), name);
  const durable = durableOf(parts.get('word/commentsIds.xml'), name);
  const idOfParagraph = new Map(read.flatMap(({ id, paraId }) => (paraId ? [[paraId, id] as const] : [])));
  const comments = read.map(({ paraId, ...comment }): ReviewedComment => {
    const more = paraId ? extended.get(paraId) : undefined;
    const parent = more?.parent ? idOfParagraph.get(more.parent) : undefined;
    const durableId = paraId ? durable.get(paraId) : undefined;
    const range = ranges.get(comment.id);
    return {
      ...comment,
      ...(durableId ? { durableId } : {}),
      ...(parent === undefined || parent === comment.id ? {} : { parent }),
      ...(more?.done === undefined ? {} : { done: more.done }),
      ...(range ? { range } : {}),
    };
  });
  const savedBy = savedByOf(parts.get('docProps/core.xml'), name);
  const account = accountOf(parts, name);
  return {
    name,
    text,
    paragraphs,
    comments,
    tracked,
    ...(savedBy ? { savedBy } : {}),
    ...(account ? { account } : {}),
  };
}

function targetsOf(xml: string | undefined, file: string): Map<string, string> {
  const targets = new Map<string, string>();
  if (xml === undefined) return targets;
  walkWord(xml, file, {
    open: (_, { Id, Target }) => {
      if (Id && Target) targets.set(Id, Target);
    },
  });
  return targets;
}

function extendedOf(xml: string | undefined, file: string): Map<string, { parent?: string; done?: boolean }> {
  const all = new Map<string, { parent?: string; done?: boolean }>();
  if (xml === undefined) return all;
  walkWord(xml, file, {
    open: (name, { paraId, paraIdParent, done }) => {
      if (name !== 'commentEx' || !paraId) return;
      all.set(paraId.toUpperCase(), {
        ...(paraIdParent ? { parent: paraIdParent.toUpperCase() } : {}),
        ...(done === undefined ? {} : { done: done === '1' || done === 'true' }),
      });
    },
  });
  return all;
}

function durableOf(xml: string | undefined, file: string): Map<string, string> {
  const all = new Map<string, string>();
  if (xml === undefined) return all;
  walkWord(xml, file, {
    open: (name, { paraId, durableId }) => {
      if (name === 'commentId' && paraId && durableId) all.set(paraId.toUpperCase(), durableId.toUpperCase());
    },
  });
  return all;
}

function savedByOf(xml: string | undefined, file: string): string | undefined {
  if (xml === undefined) return undefined;
  let inside = false;
  let savedBy = '';
  walkWord(xml, file, {
    open: (name) => {
      inside = name === 'lastModifiedBy';
    },
    text: (piece) => {
      if (inside) savedBy += piece;
    },
    close: () => {
      inside = false;
    },
  });
  return savedBy.trim() || undefined;
}

/** What our export said of itself; Word and LibreOffice carry it along. */
function accountOf(parts: ReadonlyMap<string, string>, file: string): ReviewedFile['account'] {
  for (const [path, xml] of parts) {
    if (!path.startsWith('customXml/') || !xml.includes(EXPORT_NAMESPACE)) continue;
    let account: ReviewedFile['account'];
    walkWord(xml, file, {
      open: (name, { at, zone, brief }) => {
        const time = Date.parse(at ?? '');
        if (name === 'export' && !Number.isNaN(time))
          account = { at: time, zone: zone ?? 'UTC', ...(brief ? { brief } : {}) };
      },
    });
    if (account) return account;
  }
  return undefined;
}
