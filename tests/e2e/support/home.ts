import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder for all of a test's state. */
export function makeHome(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'briefmark-test-home-'));
}

export function removeHome(home: string): Promise<void> {
  return rm(home, { recursive: true, force: true, maxRetries: 3 });
}
