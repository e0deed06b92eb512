/**
 * What went wrong with something that a person asked for, in words for that person.
 *
 * The message is one or two sentences that name the thing, the cause and the next step. A refusal always means that
 * nothing was changed. Anything else that is thrown is a defect of Briefmark.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /**
   * @param code a stable, kebab-case name of the cause, for programs and tests
   * @param message the sentence that the person reads
   */
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
