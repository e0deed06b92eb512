import { runInNewContext } from 'node:vm';

/**
 * Does something in one go, for so long at most. What a stranger made may be small and yet keep Yjs busy for hours, for
 * instance with thousands of insertions at one place; V8 can be told to break off, whatever it is doing.
 *
 * @throws {RangeError} where the time is up; what was being worked on is then in no particular state
 */
export function within<T>(milliseconds: number, work: () => T): T {
  const box: { result?: T } = {};
  const run = () => {
    box.result = work();
  };
  try {
    runInNewContext('run()', { run }, { timeout: milliseconds });
  } catch (error) {
    // It comes from the other context, and so is no `Error` of this one.
    if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new RangeError('It takes too long.', { cause: error });
  }
  return box.result as T;
}
