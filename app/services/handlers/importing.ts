import type { ImportPreview, importingCalls } from '../../../shared/bridge/importing.ts';
import type { ImportedArticle } from '../../../shared/importing/imported.ts';
import type { Importing } from '../importing/importing.ts';
import { briefOfImport } from '../importing/new-article.ts';
import { type ElsewherePlan, planElsewhere } from '../importing-annotations/plan-elsewhere.ts';
import { readElsewhere } from '../importing-annotations/read-elsewhere.ts';
import type { HandlersOf, ServiceContext } from './context.ts';
import { fileOut } from './file-out.ts';

/** Answers the calls of files that become articles. */
export function importingHandlers(context: ServiceContext, importing: Importing): HandlersOf<typeof importingCalls> {
  return {
    'import.preview': async ({ name, bytes, job, beside }) => {
      const file = {
        name,
        bytes: Buffer.from(bytes, 'base64'),
        ...(beside ? { beside: new Map(beside.map((each) => [each.name, Buffer.from(each.bytes, 'base64')])) } : {}),
      };
      const made = await importing.preview(file, job, (step) => job && context.emit('import.step', { job, ...step }));
      return { ...made, ...(await alreadyThere(context, made.article)) };
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
    'import.annotations': async ({ brief, name, bytes, as, preview }) => {
      const read = readElsewhere(Buffer.from(bytes, 'base64'), name);
      if (preview) return context.library.with(brief, (stored) => planElsewhere(stored.brief, read).receipt);
      let plan: ElsewherePlan | undefined;
      await context.change(brief, as, async (stored, author) => {
        const change = await stored.following((each) => planElsewhere(each, read), author, context.now());
        plan = change.plan;
        return change;
      });
      return (plan as unknown as ElsewherePlan).receipt;
    },
  };
}

/** The same article comes twice more often than not when a team mails it round. */
async function alreadyThere(
  { library }: ServiceContext,
  { blocks }: ImportedArticle,
): Promise<Pick<ImportPreview, 'already'>> {
  const kept = blocks.filter(({ leftOut }) => leftOut === undefined);
  const found = await library.catalogue.withWords(kept.map(({ text }) => text).join('\n'));
  return found ? { already: { brief: found.id, title: found.title, createdAt: found.createdAt } } : {};
}
