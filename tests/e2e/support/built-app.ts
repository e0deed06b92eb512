import { join } from 'node:path';

/** The checkout, with the built app in `out/`; `npm test` builds it before. */
export const appFolder = process.env.BRIEFMARK_TEST_APP ?? join(import.meta.dirname, '../../..');

/** Chromium's sandbox can't be had as root, as which tests run in containers. Nobody's Briefmark runs so. */
export const sandboxArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
