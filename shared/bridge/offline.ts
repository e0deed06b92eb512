import { z } from 'zod';
import { briefIdSchema } from '../model/ids.ts';
import type { CarryOverReceipt } from '../offline/carrying-over.ts';
import type { UpdateReport } from '../offline/updating.ts';
import type { Verification } from '../offline/verification.ts';
import { as, bytes, fileName, ofBrief } from './common.ts';
import { importDecisions } from './importing.ts';

/** The article that comes instead: a preview of an import, with its person's decisions. */
const newArticle = z.strictObject({ brief: briefIdSchema, preview: z.string(), decisions: importDecisions, as });

export const offlineCalls = {
  /** Checks every signature of a brief again, and says who wrote what. */
  'offline.verify': ofBrief,
  /** Brings the annotations of another brief's package here, by their words. */
  'offline.carryOver': z.strictObject({ brief: briefIdSchema, name: fileName, bytes, as, preview: z.boolean() }),
  /** What replacing the article by that of an import's preview would do. */
  'offline.updatePreview': newArticle,
  'offline.update': newArticle,
} as const;

export interface OfflineResults {
  'offline.verify': Verification;
  'offline.carryOver': CarryOverReceipt;
  'offline.updatePreview': UpdateReport;
  'offline.update': UpdateReport;
}
