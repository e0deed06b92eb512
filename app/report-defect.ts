/** Tells whoever looks at the terminal what a person isn't told: the error itself, with its stack. */
export function reportDefect(call: string, error: unknown): void {
  console.error(`briefmark: defect in ${call}:`, error);
}
