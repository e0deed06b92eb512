import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** The folder of all of Briefmark's state on this machine: `BRIEFMARK_HOME`, else where the system keeps such. */
export function homeFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { BRIEFMARK_HOME } = environment;
  return BRIEFMARK_HOME ? resolve(BRIEFMARK_HOME) : envPaths('briefmark', { suffix: '' }).data;
}

/** Where the keys and names of this machine's people are. */
export function identityFolder(home: string): string {
  return join(home, 'identity');
}

/** Where the briefs are, a folder each. */
export function libraryFolder(home: string): string {
  return join(home, 'library');
}
