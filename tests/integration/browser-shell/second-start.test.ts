import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startBrowserShell } from '../../e2e/support/browser-shell.ts';
import { appFolder } from '../../e2e/support/built-app.ts';

it('brings the first Briefmark forward, prints a new address of it, and ends', async () => {
  const first = await startBrowserShell();
  try {
    const second = spawn(process.execPath, [join(appFolder, 'out/main/node.js'), 'serve', '--no-open'], {
      env: { ...process.env, BRIEFMARK_HOME: first.home },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 30_000,
    });
    let printed = '';
    second.stdout.on('data', (data) => {
      printed += data;
    });
    const [code] = await once(second, 'close');
    expect(code).toBe(0);
    expect(printed).toContain(`running already. It is open at ${first.origin}/#key=`);
    expect(printed).not.toContain(first.address);
    // What the first one prints may come here after what the second one did.
    await expect.poll(() => first.output().stdout.match(/Briefmark is open at/g)).toHaveLength(2);
  } finally {
    await first.stop();
  }
});
