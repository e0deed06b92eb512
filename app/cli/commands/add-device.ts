import type { Answer, CommandLine } from '../command-line.ts';
import { withLibrary } from '../library.ts';
import type { DefineCommand } from '../run.ts';

/** `add-device`: a code by which another device of one's own joins. */
export const addDeviceCommand: DefineCommand = (program, answered) =>
  program
    .command('add-device')
    .summary('make a code by which another computer of yours joins')
    .description(
      'Makes a code that brings who you are, and everything that you have shared or joined, to another computer of yours. It works once, for ten minutes. Whoever has it becomes you: give it to nobody.',
    )
    .addHelpText('after', '\nExample:\n  $ briefmark add-device > code.txt')
    .action(answered(addDevice));

async function addDevice(command: CommandLine): Promise<Answer> {
  return withLibrary(command, async (bridge) => {
    const { code, expires } = await bridge.call('device.offer', {});
    return { json: { code, expires: new Date(expires).toISOString() }, text: code };
  });
}
