import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { MAX_FILE_BYTES } from '../../../shared/importing/decode-text.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { type ShownBrief, showBrief } from '../../../shared/shown.ts';
import { readNamedFile, replaceNamedFile } from '../../services/disk.ts';
import type { Identity } from '../../services/identity/profile.ts';
import { packageOfNew } from '../../services/library/packages.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { short } from '../ids.ts';
import { withLibrary } from '../library.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { name } from '../options.ts';
import { currentPerson, personNamed } from '../person.ts';
import { counted } from '../print/lines.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';

interface Options {
  out?: string;
  force?: boolean;
  as?: string;
}

/** `import`: an article's text becomes a brief. */
export const importCommand: DefineCommand = (program, answered) =>
  program
    .command('import')
    .summary('make a brief of an article')
    .description(
      'Makes a brief of a text file and says what was left out of it. The brief goes into your library, or with --out into a .brief file.',
    )
    .argument('<file>', 'the article, as plain text')
    .option('--out <file.brief>', 'write the brief into this file')
    .option('--force', 'replace the file of --out if it exists')
    .option('--as <name>', 'whose brief it is; else the person who works in the app', name)
    .addHelpText(
      'after',
      '\nExamples:\n  $ briefmark import article.txt\n  $ briefmark import article.txt --out article.brief --json',
    )
    .action(answered(importArticle));

async function importArticle(command: CommandLine, file: string, options: Options): Promise<Answer> {
  const { out } = options;
  const path = command.path(file);
  if (file.toLowerCase().endsWith('.brief'))
    throw new Refusal('brief-already', `“${file}” is a brief already. Put it into your library with “briefmark add”.`);
  const bytes = await readNamedFile(path, MAX_FILE_BYTES);
  const founder = () => (options.as === undefined ? currentPerson(command) : personNamed(command, options.as));
  const shown =
    out === undefined
      ? await intoLibrary(command, basename(path), bytes, founder)
      : await intoFile(command, basename(path), bytes, founder, { out, force: options.force === true });
  const { id, title, blocks, leftOut } = shown;
  const where = out === undefined ? 'your library' : `“${visible(out)}”`;
  return {
    json: { id, title, blocks: blocks.length, leftOut: leftOut.length, out: out ?? null },
    text: `“${visible(title)}” is in ${where}: ${counted(blocks.length, 'block')}, ${counted(leftOut.length, 'piece')} left out. Its id is ${short(id)}.`,
  };
}

function intoLibrary(
  command: CommandLine,
  fileName: string,
  bytes: Uint8Array,
  founder: () => Promise<Identity>,
): Promise<ShownBrief> {
  return withLibrary(command, async (bridge) => {
    const encoded = Buffer.from(bytes).toString('base64');
    const { preview } = await bridge.call('import.preview', { name: fileName, bytes: encoded });
    try {
      const { person } = await oneAtATime(command.home, founder);
      const { brief } = await bridge.call('import.accept', { preview, decisions: [], as: person.id });
      return await bridge.call('brief.show', { brief });
    } catch (error) {
      await bridge.call('import.drop', { preview }).catch(() => {});
      throw error;
    }
  });
}

async function intoFile(
  command: CommandLine,
  fileName: string,
  bytes: Uint8Array,
  founder: () => Promise<Identity>,
  { out, force }: { out: string; force: boolean },
): Promise<ShownBrief> {
  const { briefOfImport, newArticle } = await import('../../services/importing/new-article.ts');
  const { Reader } = await import('../../services/importing/in-thread.ts');
  const reader = new Reader();
  const read = await reader.read({ name: fileName, bytes }).finally(() => reader.close());
  const article = newArticle(read.article, bytes, read.images);
  return oneAtATime(command.home, async () => {
    const path = await freePath(command, out, force);
    const now = command.now();
    const made = briefOfImport(article, await founder(), now);
    await replaceNamedFile(path, packageOfNew(made, now));
    return showBrief(made.brief, article.leftOut);
  });
}

/**
 * The path of a file that is about to be made.
 *
 * @throws {Refusal} where there is one already and it wasn't said that it may be replaced
 */
export async function freePath(command: CommandLine, out: string, force: boolean): Promise<string> {
  const path = command.path(out);
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory())
    throw new Refusal(
      'not-a-file',
      `“${out}” is a folder. Name a file in it, such as ${out.replace(/\/*$/, '/')}article.brief.`,
    );
  if (there && !force)
    throw new Refusal('file-exists', `“${out}” exists already. Choose another name, or replace it with --force.`);
  return path;
}
