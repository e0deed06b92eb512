import { z } from 'zod';
import { BLOCK_TYPES } from '../article/block-types.ts';
import type { ImportedArticle } from '../importing/imported.ts';
import type { BriefId } from '../model/ids.ts';
import { as, bytes, fileName } from './common.ts';

export interface ImportPreview {
  /** Names the preview until it is accepted or dropped. */
  preview: string;
  article: ImportedArticle;
}

export const importingCalls = {
  'import.preview': z.strictObject({ name: fileName, bytes }),
  'import.accept': z.strictObject({
    preview: z.string(),
    decisions: z.array(
      z.strictObject({
        index: z.int().nonnegative(),
        as: z.enum([...BLOCK_TYPES, 'left-out']),
        level: z.int().min(1).max(6).optional(),
      }),
    ),
    as,
  }),
  'import.drop': z.strictObject({ preview: z.string() }),
} as const;

export interface ImportingResults {
  'import.preview': ImportPreview;
  'import.accept': { brief: BriefId };
  'import.drop': null;
}
