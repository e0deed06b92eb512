import { readFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** What an owner leaves for the processes that come after it. */
const recordSchema = z.object({
  pid: z.int().positive(),
  /** The local socket or named pipe on which it answers. */
  endpoint: z.string().min(1),
  /** What a process must say to be let in: the pipes of Windows can be opened by other users. */
  secret: z.string().min(32),
  /** When the machine was started, in seconds since 1970: process ids mean nothing across a restart. */
  bootedAt: z.number(),
});

export type OwnerRecord = z.infer<typeof recordSchema>;

export const RECORD_FILE = 'record.json';
/** Its presence says that the owner has ended of its own accord. */
export const RELEASED_FILE = 'released';

/** The machine's start, near enough: clocks are corrected, restarts take longer. */
export function bootedAt(now = Date.now()): number {
  return Math.round(now / 1000 - uptime());
}

/** What stands in an owner's folder; undefined where it can't be read, as after a power cut: then nobody owns it. */
export async function readRecord(folder: string): Promise<OwnerRecord | undefined> {
  try {
    const parsed = recordSchema.safeParse(JSON.parse(await readFile(join(folder, RECORD_FILE), 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the record's process may still run. */
export function mayRun({ pid, bootedAt: then }: OwnerRecord): boolean {
  if (Math.abs(then - bootedAt()) > 60) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
