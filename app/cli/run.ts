import { Refusal } from '../../shared/refusal.ts';
import { serveBrowser } from '../browser/serve.ts';
import { homeFolder } from '../services/home.ts';

/** Runs a command and returns its exit code. */
export async function runCommand(argv: string[]): Promise<number> {
  if (argv[0] !== 'serve') {
    console.error('briefmark: the only command so far is “serve”.');
    return 2;
  }
  const at = argv.indexOf('--port');
  const port = at > 0 ? Number(argv[at + 1]) : undefined;
  try {
    return await serveBrowser({
      home: homeFolder(),
      open: !argv.includes('--no-open'),
      ...(port === undefined ? {} : { port }),
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`briefmark: ${error.message}`);
    return 1;
  }
}
