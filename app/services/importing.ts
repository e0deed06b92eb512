import { randomUUID } from 'node:crypto';
import { articleOf } from '../../shared/article/blocks.ts';
import type { ImportPreview } from '../../shared/bridge.ts';
import { account } from '../../shared/importing/account.ts';
import { applyDecisions } from '../../shared/importing/decide.ts';
import { importText } from '../../shared/importing/import-text.ts';
import type { ImportDecision, ImportedArticle } from '../../shared/importing/imported.ts';
import { leftOut, toBlocks } from '../../shared/importing/to-blocks.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { NewArticle } from './library/library.ts';

/** Somebody who opens more previews than this at once has forgotten the first. */
const MAX_PREVIEWS = 8;

interface Preview {
  article: ImportedArticle;
  bytes: Uint8Array;
  /** The article's pictures, by their SHA-256. */
  images?: ReadonlyMap<string, Uint8Array>;
}

/** Files that were read and shown, and wait for their person to accept what became of them. */
export class Importing {
  private readonly previews = new Map<string, Preview>();

  /**
   * Reads a file into blocks.
   *
   * @throws {Refusal} where it is not an article's text
   */
  preview(name: string, bytes: Uint8Array): ImportPreview {
    const article = importText(bytes, name);
    const preview = randomUUID();
    const [oldest] = this.previews.keys();
    if (this.previews.size >= MAX_PREVIEWS && oldest !== undefined) this.previews.delete(oldest);
    this.previews.set(preview, { article, bytes });
    return { preview, article };
  }

  /** A picture of an article that waits to be accepted. */
  image(preview: string, sha256: string): Uint8Array | undefined {
    return this.previews.get(preview)?.images?.get(sha256);
  }

  /** Forgets a preview. */
  drop(preview: string): void {
    this.previews.delete(preview);
  }

  /**
   * What a preview becomes, by its person's decisions. It stays until `drop`, so that nothing has to be decided twice
   * where saving fails.
   */
  decide(preview: string, decisions: readonly ImportDecision[]): NewArticle {
    const found = this.previews.get(preview);
    if (!found)
      throw new Refusal(
        'no-such-preview',
        'This preview is gone, since Briefmark was started anew. Import the file again.',
      );
    return newArticle(applyDecisions(found.article, decisions), found.bytes, found.images);
  }
}

/**
 * The brief-to-be of an imported article.
 *
 * @throws {Error} where a character of the source is neither in a block nor left out, which is a defect
 * @throws {Refusal} where no block is left
 */
export function newArticle(
  imported: ImportedArticle,
  bytes: Uint8Array,
  images?: ReadonlyMap<string, Uint8Array>,
): NewArticle {
  const { unaccounted } = account(imported);
  if (unaccounted !== '') throw new Error(`The import of “${imported.name}” lost ${unaccounted.length} characters.`);
  const blocks = toBlocks(imported);
  if (blocks.length === 0)
    throw new Refusal('nothing-left', `Every block of “${imported.name}” is left out. Bring at least one back.`);
  const { name, encoding, language, direction } = imported;
  return {
    article: articleOf(blocks),
    described: { language, direction, source: { name, encoding } },
    leftOut: leftOut(imported),
    original: { name, bytes },
    ...(images ? { images } : {}),
  };
}
