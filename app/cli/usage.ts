/** A command that was called in a way it can't be: exit code 2, where a refusal has 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
