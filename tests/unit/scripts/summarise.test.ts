import { describe, expect, test } from 'vitest';
import { summarise } from '../../../scripts/lib/layers.mjs';

/** A vitest report on one file. */
function report(status: string, ...tests: string[]) {
  const assertionResults = tests.map((state, index) => ({ status: state, fullName: ` a test ${index}` }));
  return { testResults: [{ name: 'tests/a.test.ts', status, assertionResults }] };
}

describe('what a layer of `npm test` counts', () => {
  test('adds up what passed and failed, and names what was skipped', () => {
    const counted = summarise(report('failed', 'passed', 'failed', 'skipped', 'todo', 'passed'), 1, false);
    expect(counted).toMatchObject({ passed: 2, failed: 1 });
    expect(counted.skipped).toHaveLength(2);
    expect(counted.skipped[0]).toMatch(/a\.test\.ts: a test 2$/);
  });

  test.each([
    ['a file that could not be loaded', report('failed'), 1],
    ['a file that broke after its tests passed', report('failed', 'passed'), 1],
    ['a run that ended badly although its tests passed', report('passed', 'passed'), 1],
    ['a runner that left no report', {}, 1],
    ['a layer without tests', { testResults: [] }, 0],
    ['a layer whose tests are all skipped', report('passed', 'skipped'), 0],
  ])('has a failure for %s', (_, parsed, code) => {
    expect(summarise(parsed, code, false).failed).toBe(1);
  });

  test('says which failed, what of it, and which passed only when they were tried again', () => {
    const { testResults } = report('failed', 'failed', 'passed', 'passed');
    const messages = [['Error: it broke\n    at a.test.ts:1:1'], [], ['Error: it was late\n    at a.test.ts:2:1']];
    const told = testResults.map((file) => ({
      ...file,
      assertionResults: file.assertionResults.map((one, at) => ({ ...one, failureMessages: messages[at] })),
    }));
    expect(summarise({ testResults: told }, 1, false).told).toEqual([
      expect.stringMatching(/^failed .*a\.test\.ts: a test 0: Error: it broke$/),
      expect.stringMatching(/^passed when tried again .*a\.test\.ts: a test 2: Error: it was late$/),
    ]);
    const unread = {
      testResults: [{ name: 'b.test.ts', status: 'failed', assertionResults: [], message: 'no module\nx' }],
    };
    expect(summarise(unread, 1, false).told).toEqual([expect.stringMatching(/^failed .*b\.test\.ts: no module$/)]);
  });

  test('has none for a pattern that leaves out what it does not match', () => {
    expect(summarise(report('passed', 'skipped', 'passed'), 0, true)).toMatchObject({
      passed: 1,
      failed: 0,
      skipped: [],
    });
    expect(summarise(report('passed', 'skipped'), 0, true)).toMatchObject({ passed: 0, failed: 0, skipped: [] });
  });
});
