/**
 * The programs that the tests use beside npm's packages. What is missing is installed in one go before the first layer,
 * where it can be (debian.mjs); elsewhere each layer says what it lacks.
 */
import process from 'node:process';
import { findChromium, which } from './chromium.mjs';
import { aptInstall, mayInstall, updateLists } from './debian.mjs';
import { electronLibraries } from './display.mjs';
import { capture } from './run.mjs';

const PROGRAMS = [
  { layers: ['integration', 'e2e-chromium'], packages: ['chromium', 'fonts-liberation'], has: () => findChromium() },
  { layers: ['integration'], packages: ['poppler-utils', 'qpdf'], has: () => which('pdftotext') && which('qpdf') },
  { layers: ['integration'], packages: ['libreoffice-writer-nogui', 'python3-uno'], has: hasLibreOffice },
  { layers: ['e2e-electron'], packages: ['xvfb'], has: () => which('Xvfb') },
];

/** Installs what some layers need and this system lacks. What fails is for the layers to say. */
export async function installPrograms(layers) {
  if (process.platform !== 'linux' || !mayInstall()) return;
  const packages = [];
  for (const program of PROGRAMS) {
    const wanted = program.layers.some((name) => layers.includes(name));
    if (wanted && !(await program.has())) packages.push(...program.packages);
  }
  if (layers.includes('e2e-electron') && !(await hasGtk())) {
    await updateLists();
    packages.push(...(await electronLibraries()));
  }
  if (packages.length > 0) await aptInstall(packages, 'what the tests need');
}

async function hasLibreOffice() {
  return which('soffice') && (await capture('/usr/bin/python3', ['-c', 'import uno'])).code === 0;
}

/** Stands for all the libraries of a desktop: a server that has this one has the others. */
async function hasGtk() {
  const { output } = await capture('ldconfig', ['-p']);
  return /\blibgtk-3\.so/.test(output) && /\blibnss3\.so/.test(output);
}
