import { z } from 'zod';
import { briefIdSchema } from '../model/ids.ts';
import type { CarryOverReceipt } from '../offline/carrying-over.ts';
import type { Verification } from '../offline/verification.ts';
import { as, bytes, fileName, ofBrief } from './common.ts';

export const offlineCalls = {
  /** Checks every signature of a brief again, and says who wrote what. */
  'offline.verify': ofBrief,
  /** Brings the annotations of another brief's package here, by their words. */
  'offline.carryOver': z.strictObject({ brief: briefIdSchema, name: fileName, bytes, as, preview: z.boolean() }),
} as const;

export interface OfflineResults {
  'offline.verify': Verification;
  'offline.carryOver': CarryOverReceipt;
}
