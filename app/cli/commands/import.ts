import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Bridge, type FetchedPreview, type ImportPreview, MAX_FILE_BYTES } from '../../../shared/bridge.ts';
import { type ImportedArticle, isFetchable } from '../../../shared/importing/imported.ts';
import type { ImportReceipt } from '../../../shared/importing/receipt.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { type ShownBrief, showBrief } from '../../../shared/shown.ts';
import { readNamedFile, replaceNamedFile } from '../../services/disk.ts';
import type { Identity } from '../../services/identity/profile.ts';
import { filesBeside } from '../../services/importing/files-beside.ts';
import type { Importing } from '../../services/importing/importing.ts';
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
  allowHost?: string[];
  chapter?: string[];
  pictures?: boolean;
}

/** `import`: an article becomes a brief. */
export const importCommand: DefineCommand = (program, answered) =>
  program
    .command('import')
    .summary('make a brief of an article')
    .description(
      'Makes a brief of an article and says what was left out of it. The brief goes into your library, or with --out into a .brief file. A saved page brings the pictures along that lie in its folder. A page is fetched from the web only here, where you ask for it: without cookies or scripts, and without its pictures unless you ask for them.',
    )
    .argument(
      '<file>',
      'the article: text, Markdown, HTML, MHTML, mail, EPUB, OpenDocument, Word or PDF; or an https address',
    )
    .option('--out <file.brief>', 'write the brief into this file')
    .option('--force', 'replace the file of --out if it exists')
    .option('--as <name>', 'whose brief it is; else the person who works in the app', name)
    .option(
      '--allow-host <host>',
      'fetch from this host although it is in a private network; may be repeated',
      repeated,
    )
    .option('--pictures', 'also fetch the pictures that the article names on the web; else none is')
    .option('--chapter <name>', 'only this chapter of a book, by its name or its number; may be repeated', repeated)
    .addHelpText(
      'after',
      '\nExamples:\n  $ briefmark import article.txt\n  $ briefmark import article.html --out article.brief --json\n  $ briefmark import https://example.org/article',
    )
    .action(answered(importArticle));

function repeated(value: string, before: string[] = []): string[] {
  return [...before, value];
}

async function importArticle(command: CommandLine, file: string, options: Options): Promise<Answer> {
  const { out } = options;
  if (file.toLowerCase().endsWith('.brief') && !isAddress(file))
    throw new Refusal('brief-already', `“${file}” is a brief already. Put it into your library with “briefmark add”.`);
  const source = isAddress(file) ? addressSource(file, options) : await fileSource(command, file);
  const founder = () => (options.as === undefined ? currentPerson(command) : personNamed(command, options.as));
  const { shown, remarks } =
    out === undefined
      ? await intoLibrary(command, source, founder, options)
      : await intoFile(command, source, founder, { ...options, out });
  const { id, title, blocks, leftOut } = shown;
  const where = out === undefined ? 'your library' : `“${visible(out)}”`;
  const lines = [
    `“${visible(title)}” is in ${where}: ${counted(blocks.length, 'block')}, ${counted(leftOut.length, 'piece')} left out. Its id is ${short(id)}.`,
    ...remarks.map((remark) => visible(remark)),
  ];
  return {
    json: { id, title, blocks: blocks.length, leftOut: leftOut.length, out: out ?? null },
    text: lines.join('\n'),
  };
}

/** What is to be imported: how the library gets its preview, and how it is read here. */
interface Source {
  inLibrary: (bridge: Bridge) => Promise<ImportPreview>;
  here: (importing: Importing) => Promise<ImportPreview>;
}

/** Whether a source is fetched: what looks like an address of another kind is refused as one, not as a missing file. */
function isAddress(file: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(file);
}

async function fileSource(command: CommandLine, file: string): Promise<Source> {
  const path = command.path(file);
  const bytes = await readNamedFile(path, MAX_FILE_BYTES);
  const beside = await filesBeside(path, bytes);
  const name = basename(path);
  const files = [...beside].map(([each, content]) => ({ name: each, bytes: encoded(content) }));
  return {
    inLibrary: (bridge) =>
      bridge.call('import.preview', { name, bytes: encoded(bytes), ...(files.length > 0 ? { beside: files } : {}) }),
    here: (importing) => importing.preview({ name, bytes, beside }),
  };
}

function addressSource(address: string, { allowHost = [] }: Options): Source {
  return {
    inLibrary: (bridge) => orHowToAllow(bridge.call('import.address', { address, allowHosts: allowHost })),
    here: (importing) => orHowToAllow(importing.fetch(address, allowHost)),
  };
}

/** Where a private host isn't fetched from, says by which option of the command line it is. */
async function orHowToAllow<T>(fetching: Promise<T>): Promise<T> {
  try {
    return await fetching;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'private-address') throw error;
    throw new Refusal(error.code, `${error.message} If you trust the host, name it with --allow-host.`);
  }
}

function encoded(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Reads a preview's file again, in the library or here. */
interface Again {
  parts: (preview: string, parts: string[]) => Promise<ImportPreview>;
  pictures: (preview: string, addresses: string[]) => Promise<FetchedPreview>;
}

/** A preview as the options want it: only some chapters, and with the pictures that are on the web. */
async function asAsked(first: ImportPreview, { chapter, pictures }: Options, again: Again): Promise<FetchedPreview> {
  const parts = chaptersIn(first.article, chapter);
  const read = parts ? await again.parts(first.preview, parts) : first;
  const addresses = pictures ? read.article.blocks.filter(isFetchable).flatMap(({ remote }) => remote ?? []) : [];
  return addresses.length > 0 ? again.pictures(read.preview, addresses) : { ...read, refused: [] };
}

/** The ids of the chapters that were asked for; undefined where none were. */
function chaptersIn({ name: file, parts = [] }: ImportedArticle, wanted: string[] | undefined): string[] | undefined {
  if (!wanted) return undefined;
  const chapters = parts.filter((part) => part.file === undefined);
  return wanted.map((asked) => {
    const found = chapters.find((part) => part.name === asked) ?? chapters[Number(asked) - 1];
    if (found) return found.id;
    const there = chapters.map((part, at) => `${at + 1} ${part.name}`).join(', ');
    throw new Refusal(
      'no-such-part',
      `“${file}” has no chapter “${asked}”. ${there ? `It has: ${there}.` : 'It has no chapters to choose from; import it whole.'}`,
    );
  });
}

interface Imported {
  shown: ShownBrief;
  remarks: string[];
}

function intoLibrary(
  command: CommandLine,
  source: Source,
  founder: () => Promise<Identity>,
  options: Options,
): Promise<Imported> {
  return withLibrary(command, async (bridge) => {
    const first = await source.inLibrary(bridge);
    let { preview } = first;
    try {
      const read = await asAsked(first, options, {
        parts: (each, parts) => bridge.call('import.parts', { preview: each, parts }),
        pictures: (each, addresses) => bridge.call('import.pictures', { preview: each, addresses }),
      });
      preview = read.preview;
      const { person } = await oneAtATime(command.home, founder);
      const { brief, receipt } = await bridge.call('import.accept', { preview, decisions: [], as: person.id });
      return { shown: await bridge.call('brief.show', { brief }), remarks: remarksOf(receipt, read) };
    } catch (error) {
      await bridge.call('import.drop', { preview }).catch(() => {});
      throw error;
    }
  });
}

async function intoFile(
  command: CommandLine,
  source: Source,
  founder: () => Promise<Identity>,
  { out, ...options }: Options & { out: string },
): Promise<Imported> {
  const { Importing } = await import('../../services/importing/importing.ts');
  const { briefOfImport } = await import('../../services/importing/new-article.ts');
  const importing = new Importing();
  const read = await asAsked(await source.here(importing), options, {
    parts: (preview, parts) => importing.choose(preview, parts),
    pictures: (preview, addresses) => importing.fetchPictures(preview, addresses),
  }).finally(() => importing.close());
  const article = importing.decide(read.preview, []);
  return oneAtATime(command.home, async () => {
    const path = await freePath(command, out, options.force === true);
    const now = command.now();
    const made = briefOfImport(article, await founder(), now);
    await replaceNamedFile(path, packageOfNew(made, now));
    return { shown: showBrief(made.brief, article.leftOut), remarks: remarksOf(made.receipt, read) };
  });
}

/** What else there is to say: what others said in the file, and how it was read. */
function remarksOf(
  { annotations: { placed, orphaned }, remarks }: ImportReceipt,
  { article: { parts = [], blocks }, refused }: FetchedPreview,
): string[] {
  const all = placed + orphaned;
  const came = `${counted(all, 'annotation')} came with it${orphaned > 0 ? `, ${orphaned} without a place in the text` : ''}.`;
  const attached = parts.flatMap((part) => (part.file ? [`“${part.name}”`] : []));
  const others = `${attached.join(', ')} came with it and ${attached.length === 1 ? 'is' : 'are'} no part of the brief.`;
  const remote = blocks.filter(isFetchable).length - refused.length;
  const web = `${counted(remote, 'picture')} of it ${remote === 1 ? 'is' : 'are'} on the web and ${remote === 1 ? 'was' : 'were'} not fetched (--pictures fetches them).`;
  const missing = refused.map(({ address, why }) => `The picture at ${address} was not fetched: ${why}`);
  return [
    ...(all > 0 ? [came] : []),
    ...(attached.length > 0 ? [others] : []),
    ...(remote > 0 ? [web] : []),
    ...remarks,
    ...missing,
  ];
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
