/** The programs of others that `npm run bench` measures beside ours, from a lock file of their own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dependenciesAreCurrent } from './dependencies.mjs';
import { root } from './paths.mjs';
import { lastLine, npm } from './run.mjs';
import { say } from './say.mjs';

const folder = join(root, 'tests', 'bench', 'peers');

/** Installs them where they aren't: `{ path }` of their folder, or `{ reason }`. */
export async function getPeers() {
  if (!existsSync(folder)) return { reason: 'there are no peers yet' };
  if (await dependenciesAreCurrent(folder)) return { path: folder };
  say('installing what Briefmark is measured beside');
  const result = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  if (result.code !== 0) return { reason: `the peers could not be installed (${lastLine(result.output)})` };
  return { path: folder };
}
