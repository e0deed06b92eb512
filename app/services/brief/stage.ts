import * as Y from 'yjs';
import { ArticleReader } from '../../../shared/article/article-reader.ts';
import { BODY, META } from '../../../shared/article/shared-article.ts';
import { type BriefMeta, FORMAT_VERSION, readMeta } from './meta.ts';

/**
 * A copy of an article's document beside it, on which changes from elsewhere are tried before they touch the real one.
 *
 * It stands for as long as changes fit, so that each costs what it changes and not what there is; after one that
 * doesn't, it is made anew.
 */
export class Stage {
  private copy: { doc: Y.Doc; reader: ArticleReader } | undefined;

  constructor(private readonly text: Y.Doc) {
    text.on('update', (update: Uint8Array) => {
      if (this.copy) Y.applyUpdate(this.copy.doc, update);
    });
  }

  /**
   * Tries a change.
   *
   * @param held what is known of the brief
   * @returns why it can't be taken in; undefined where it can
   */
  wrongWith(update: Uint8Array, held: BriefMeta): string | undefined {
    const wrong = this.tried(update, held);
    if (wrong) this.drop();
    return wrong;
  }

  private tried(update: Uint8Array, held: BriefMeta): string | undefined {
    try {
      const { doc, reader } = this.standing();
      Y.applyUpdate(doc, update);
      if (doc.store.pendingStructs || doc.store.pendingDs) return 'It builds on a change that is not here.';
      reader.read();
      return wrongMeta(held, readMeta(doc.getMap(META)));
    } catch {
      return 'It does not fit what an article can be.';
    }
  }

  private standing(): { doc: Y.Doc; reader: ArticleReader } {
    if (this.copy) return this.copy;
    const doc = new Y.Doc();
    const reader = new ArticleReader(doc.getXmlFragment(BODY));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.text));
    this.copy = { doc, reader };
    return this.copy;
  }

  private drop(): void {
    this.copy?.doc.destroy();
    this.copy = undefined;
  }
}

function wrongMeta(held: BriefMeta, meta: BriefMeta): string | undefined {
  if (meta.brief !== held.brief || meta.founder !== held.founder || meta.nonce !== held.nonce)
    return 'It is of another brief.';
  return meta.formatVersion > FORMAT_VERSION ? 'It was made by a newer Briefmark.' : undefined;
}
