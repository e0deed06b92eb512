/**
 * Imported first by every script, so that an old Node gets a sentence instead of a syntax error somewhere later.
 * Keep this file, and the import lines of the scripts, to what an old Node can read.
 */
import process from 'node:process';

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Briefmark needs Node 20.19 or later; this is Node ${process.versions.node}. Get a newer one from nodejs.org.`,
  );
  process.exit(1);
}
