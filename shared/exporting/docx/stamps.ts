import type { Times } from '../times.ts';

/** What the clock on the wall showed: Word writes a Z behind local times, and takes them for local. */
export function wallClock(at: number, times: Times): string {
  return seconds(times.localMs(at));
}

/** `2026-11-24T05:31:08Z` */
export function seconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
