/**
 * Stands in the test Electron for the official one's default app, so that `electron FOLDER` opens the app in FOLDER
 * with either of the two, and tests needn't know which they have.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) throw new Error('Name the folder of the app to open.');

const path = resolve(folder);
const { main, name, productName, version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
process.defaultApp = true;
app.setVersion(version);
app.setName(productName ?? name);
app.setPath('userData', join(app.getPath('appData'), app.getName()));
app.setAppPath(path);
await import(pathToFileURL(join(path, main)).href);
