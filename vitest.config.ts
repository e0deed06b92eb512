import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** One vitest project a layer of `npm test`; scripts/test.mjs runs them one after another (tests/README.md). */
const layer = (name: string, folders: string, options: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${folders}/**/*.test.{ts,tsx}`], ...options },
});

/**
 * Windows and browsers are slow to open, and two at once on two cores make each other time out. One that fails is tried
 * again, as a click may meet a page that a busy machine hasn't finished laying out; vitest's report names those.
 */
const endToEnd = {
  retry: 2,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  fileParallelism: false,
};

/** In the long run a test may take a day, and what fails once has failed: a second try would hide what it looks for. */
const long = process.env.BRIEFMARK_TORTURE === '1' ? { testTimeout: 24 * 60 * 60_000, retry: 0 } : {};

/** On two cores vitest keeps one for itself, which has next to nothing to do: many of these tests wait for programs. */
const parallel = { maxWorkers: availableParallelism() };

export default defineConfig({
  test: {
    environment: 'node',
    // How long a thing may take is the bench's business; what is waited for here comes, or never does.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      // Properties run hundreds of cases, and a busy machine is no failure. Loading the sources anew for each file would
      // take as long as the tests, and what they test keeps nothing outside of what a test makes.
      layer('unit', 'unit', { testTimeout: 30_000, isolate: false, ...parallel, ...long }),
      // A test that hangs is ended. One that is ended while it works goes on beside its second try, and spoils that too.
      layer('integration', 'integration', {
        testTimeout: 180_000,
        hookTimeout: 180_000,
        retry: 1,
        ...parallel,
        ...long,
      }),
      layer('e2e-chromium', 'e2e/{both,chromium}', { ...endToEnd, env: { BRIEFMARK_TEST_SHELL: 'browser' } }),
      layer('e2e-electron', 'e2e/{both,electron}', { ...endToEnd, env: { BRIEFMARK_TEST_SHELL: 'desktop' } }),
    ],
  },
});
