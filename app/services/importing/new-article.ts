import { account } from '../../../shared/importing/account.ts';
import { type Assembled, assemble } from '../../../shared/importing/assemble.ts';
import type { ImportedArticle } from '../../../shared/importing/imported.ts';
import type { ImportReceipt } from '../../../shared/importing/receipt.ts';
import { leftOut } from '../../../shared/importing/to-blocks.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Identity } from '../identity/profile.ts';
import { briefOfArticle, type MadeBrief, type NewArticle } from '../library/library.ts';
import { attributedPayloads } from './attributed.ts';

/** An import that is about to become a brief: its article, and what others said in the file. */
export interface ImportedBrief extends NewArticle {
  imported: ImportedArticle;
  textBlocks: Assembled['textBlocks'];
}

/**
 * The brief-to-be of an imported article.
 *
 * @throws {Error} where something of the source is neither in a block nor left out, which is a defect
 * @throws {Refusal} where no block is left
 */
export function newArticle(
  imported: ImportedArticle,
  bytes: Uint8Array,
  images: ReadonlyMap<string, Uint8Array>,
): ImportedBrief {
  const { unaccounted } = account(imported);
  if (unaccounted !== '') throw new Error(`The import of “${imported.name}” lost ${unaccounted.length} characters.`);
  if (imported.blocks.every((block) => block.leftOut !== undefined))
    throw new Refusal('nothing-left', `Every block of “${imported.name}” is left out. Bring at least one back.`);
  const { name, encoding, language, direction, about } = imported;
  const { article, textBlocks } = assemble(imported);
  return {
    imported,
    article,
    textBlocks,
    images,
    described: { ...about, language, direction, source: { name, encoding } },
    leftOut: leftOut(imported),
    original: { name, bytes },
  };
}

/**
 * Makes a brief of an import: its founder's, with entries that stand for those who commented in the file.
 *
 * @throws {Refusal} where its pictures are more than a brief can hold
 */
export function briefOfImport(
  { imported, textBlocks, ...article }: ImportedBrief,
  founder: Identity,
  now: number,
): MadeBrief & { receipt: ImportReceipt } {
  const made = briefOfArticle(article, founder, now);
  const { payloads, receipt } = attributedPayloads(made.brief, { textBlocks }, imported.annotations ?? []);
  const said = payloads.length > 0 ? [made.brief.append(payloads, founder, now).record] : [];
  return {
    ...made,
    records: [...made.records, ...said],
    receipt: {
      blocks: imported.blocks.length - article.leftOut.length,
      leftOut: article.leftOut.length,
      pictures: made.images?.size ?? 0,
      annotations: receipt,
      remarks: imported.remarks ?? [],
    },
  };
}
