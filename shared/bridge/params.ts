import { z } from 'zod';
import { briefIdSchema, personIdSchema } from '../model/ids.ts';

/* What the calls of several areas take. */

/** The largest file that may be handed over, in bytes; import refuses larger ones with a sentence of its own. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Bytes travel as base64, so that every transport can carry them as they are. */
export const bytes = z.string().max(Math.ceil((MAX_FILE_BYTES * 4) / 3) + 4);
export const fileName = z.string().min(1).max(255);
/** Where a file lies, from the root on. */
export const filePath = z.string().min(1).max(4_096);
export const nothing = z.strictObject({});
export const passphrase = z.string().min(1).max(1_000);
export const ofBrief = z.strictObject({ brief: briefIdSchema });
export const jobName = z.string().min(1).max(100);
/** A person of this machine's profile who acts, where it isn't the one who works in the app. */
export const as = personIdSchema.optional();

/** A file that goes out: its name, and its bytes in base64. */
export interface FileOut {
  name: string;
  bytes: string;
}
