/** What set-up says goes to stderr: stdout belongs to the answer of the command that was asked for. */
export function say(line) {
  console.error(`briefmark: ${line}`);
}

/** A failure that its message explains fully: shown without a stack. */
export class Explained extends Error {}

/** Runs a script's body; a failure ends it with a sentence, and an unforeseen one with its stack. */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? process.exitCode ?? 0;
  } catch (error) {
    if (error instanceof Explained) say(error.message);
    else console.error(error);
    process.exitCode = 1;
  }
}
