import type { ImportPreview, importingCalls } from '../../../shared/bridge/importing.ts';
import type { Params } from '../../../shared/bridge.ts';
import type { ImportedArticle } from '../../../shared/importing/imported.ts';
import { HandedInArticles } from '../importing/handed-in-articles.ts';
import type { Importing } from '../importing/importing.ts';
import { briefOfImport } from '../importing/new-article.ts';
import type { FileToRead, OnStep } from '../importing/read-article.ts';
import { planElsewhere } from '../importing-annotations/plan-elsewhere.ts';
import type { HandlersOf, ServiceContext } from './context.ts';
import { fileOut } from './file-out.ts';

/** Answers the calls of files that become articles. */
export function importingHandlers(context: ServiceContext, importing: Importing): HandlersOf<typeof importingCalls> {
  const handedIn = new HandedInArticles();
  const stepsOf =
    (job: string | undefined): OnStep =>
    (step) =>
      job && context.emit('import.step', { job, ...step });
  const preview = async (file: FileToRead, job: string | undefined): Promise<ImportPreview> => {
    const made = await importing.preview(file, job, stepsOf(job));
    return { ...made, ...(await alreadyThere(context, made.article)) };
  };
  return {
    'import.preview': ({ job, ...file }) => preview(fileIn(file), job),
    'import.handIn': (file) => {
      handedIn.add(fileIn(file));
      context.emit('import.handedIn', {});
      return null;
    },
    'import.handedIn': () => handedIn.list(),
    'import.openHandedIn': async ({ handedIn: id, job }) => {
      const file = handedIn.take(id);
      context.emit('import.handedIn', {});
      return preview(file, job);
    },
    'import.address': async ({ address, allowHosts = [], job }) => {
      const made = await importing.fetch(address, allowHosts, job);
      return { ...made, ...(await alreadyThere(context, made.article)) };
    },
    'import.stop': ({ job }) => {
      importing.stop(job);
      return null;
    },
    'import.parts': async ({ preview, parts }) => {
      const made = await importing.choose(preview, parts);
      return { ...made, ...(await alreadyThere(context, made.article)) };
    },
    'import.pictures': async ({ preview, addresses, job }) => {
      const made = await importing.fetchPictures(preview, addresses, job);
      return { ...made, ...(await alreadyThere(context, made.article)) };
    },
    'import.file': ({ preview, part }) => {
      const { name, bytes } = importing.file(preview, part);
      return fileOut(name, bytes);
    },
    'import.accept': async ({ preview, decisions, as, language, direction }) => {
      const now = context.now();
      const { receipt, ...made } = briefOfImport(
        importing.decide(preview, decisions, { language, direction }),
        await context.author(as),
        now,
      );
      const brief = await context.library.add(made, now);
      importing.drop(preview);
      return { ...context.added(brief), receipt };
    },
    'import.drop': ({ preview }) => {
      importing.drop(preview);
      return null;
    },
    'import.annotations': async ({ brief, name, bytes, as, preview, job }) => {
      const text = await context.library.with(brief, (stored) => stored.brief.index.text.text);
      const file = { name, bytes: Buffer.from(bytes, 'base64') };
      const read = await importing.annotations(file, text, job, stepsOf(job));
      if (preview) return context.library.with(brief, (stored) => planElsewhere(stored.brief, read).receipt);
      const { plan } = await context.change(brief, as, (stored, author) =>
        stored.following((each) => planElsewhere(each, read), author, context.now()),
      );
      return plan.receipt;
    },
  };
}

function fileIn({ name, bytes, beside }: Params<'import.handIn'>): FileToRead {
  const decoded = (base64: string) => Buffer.from(base64, 'base64');
  return {
    name,
    bytes: decoded(bytes),
    ...(beside ? { beside: new Map(beside.map((each) => [each.name, decoded(each.bytes)])) } : {}),
  };
}

/** The same article comes twice more often than not when a team mails it round. */
async function alreadyThere(
  { library }: ServiceContext,
  { blocks }: ImportedArticle,
): Promise<Pick<ImportPreview, 'already'>> {
  // What a picture's words say is no text of the article.
  const kept = blocks.filter(({ leftOut, type }) => leftOut === undefined && type !== 'figure');
  const found = await library.catalogue.withWords(kept.map(({ text }) => text).join('\n'));
  return found ? { already: { brief: found.id, title: found.title, createdAt: found.createdAt } } : {};
}
