/** `npm run briefmark -- ARGS`: the command line from a clone. Paths mean what they mean where npm was called. */
import './lib/node-version.mjs';
import { join } from 'node:path';
import process from 'node:process';
import { out } from './lib/paths.mjs';
import { attach } from './lib/run.mjs';
import { main } from './lib/say.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  return attach(process.execPath, [join(out, 'main', 'node.js'), ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD || process.cwd(),
  });
});
