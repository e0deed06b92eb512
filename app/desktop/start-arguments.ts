import { isArticleName } from '../../shared/importing/formats.ts';

/** What the program was started for. */
export type Start = { kind: 'window'; files: string[]; link?: string } | { kind: 'command'; argv: string[] };

/** Options that are a command of their own. */
const ASKING = new Set(['--help', '-h', '--version', '-V']);

/**
 * Reads what stands on the command line after the program. Options before the first word are Chromium's, as Electron
 * leaves them there; a `.brief` file, an article or a `briefmark://` link opens the window, any other word is a command.
 *
 * @param namesApp whether Electron was told a folder to run, as in `electron .`; the packaged program isn't
 */
export function readArguments(argv: readonly string[], namesApp: boolean): Start {
  const given = argv.slice(1);
  const folder = given.findIndex((one) => !one.startsWith('-'));
  const args = namesApp && folder >= 0 ? given.toSpliced(folder, 1) : given;
  const first = args.findIndex((one) => ASKING.has(one) || !one.startsWith('-'));
  const word = args[first];
  if (word === undefined) return { kind: 'window', files: [] };
  if (!isFile(word) && !isLink(word)) return { kind: 'command', argv: args.slice(first) };
  const named = args.slice(first);
  const link = named.findLast(isLink);
  return { kind: 'window', files: named.filter(isFile), ...(link === undefined ? {} : { link }) };
}

function isFile(argument: string): boolean {
  const isName = !argument.startsWith('-') && !isLink(argument);
  return isName && (argument.toLowerCase().endsWith('.brief') || isArticleName(argument));
}

function isLink(argument: string): boolean {
  return argument.toLowerCase().startsWith('briefmark://');
}
