/** The process in which `npm run bench` runs a part of an entry: `run.mjs BUNDLE PART`, answering over IPC. */
import { pathToFileURL } from 'node:url';
import type { Bench } from './bench.ts';

const [, , bundle = '', part = ''] = process.argv;
const { default: bench } = (await import(pathToFileURL(bundle).href)) as { default: Bench };
const { name, about, needs = [], parts = [''] } = bench;

if (part === '--describe') process.send?.({ describes: { name, about, needs, parts } });
else await bench.run((figure) => process.send?.({ figure }), part);

process.disconnect?.();
// What a browser or a server leaves running must not keep the table waiting.
process.exit(0);
