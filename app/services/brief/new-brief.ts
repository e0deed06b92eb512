import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import type { AboutArticle } from '../../../shared/article/about.ts';
import { BODY, META, writeSharedArticle } from '../../../shared/article/shared-article.ts';
import { briefIdOf } from '../../../shared/model/entry.ts';
import { makeNonce, verifying } from '../crypto.ts';
import type { Identity } from '../identity/profile.ts';
import type { NewRecord } from '../log/log.ts';
import { Brief } from './brief.ts';
import { type BriefMeta, FORMAT_VERSION, writeMeta } from './meta.ts';

/** What is known of an article when it becomes a brief. */
export type ArticleSource = AboutArticle & Pick<BriefMeta, 'language' | 'direction' | 'source'>;

/**
 * Makes a brief of an article. Its founder is its first owner.
 *
 * @param now in milliseconds since 1970
 * @returns the brief, and the records with which its log begins
 */
export function newBrief(
  article: Node,
  described: ArticleSource,
  founder: Identity,
  now: number,
): { brief: Brief; records: NewRecord[] } {
  const nonce = makeNonce();
  const id = briefIdOf(founder.person.id, nonce, verifying.sha256);
  const brief = new Brief({ id, founder: founder.person.id, nonce });
  const doc = new Y.Doc();
  doc.transact(() => {
    writeSharedArticle(article, doc.getXmlFragment(BODY));
    writeMeta(doc.getMap(META), {
      ...described,
      formatVersion: FORMAT_VERSION,
      brief: id,
      founder: founder.person.id,
      nonce,
      importedAt: now,
    });
  });
  const text = Y.encodeStateAsUpdate(doc);
  brief.applyText([text]);
  const { record } = brief.append([], founder, now);
  return { brief, records: [{ at: now, by: founder.person.id, text }, record] };
}
