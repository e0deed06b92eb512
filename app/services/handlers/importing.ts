import type { importingCalls } from '../../../shared/bridge/importing.ts';
import type { Importing } from '../importing/importing.ts';
import { briefOfImport } from '../importing/new-article.ts';
import type { HandlersOf, ServiceContext } from './context.ts';
import { fileOut } from './file-out.ts';

/** Answers the calls of files that become articles. */
export function importingHandlers(context: ServiceContext, importing: Importing): HandlersOf<typeof importingCalls> {
  return {
    'import.preview': ({ name, bytes, job, beside }) => {
      const file = {
        name,
        bytes: Buffer.from(bytes, 'base64'),
        ...(beside ? { beside: new Map(beside.map((each) => [each.name, Buffer.from(each.bytes, 'base64')])) } : {}),
      };
      return importing.preview(file, job, (step) => job && context.emit('import.step', { job, ...step }));
    },
    'import.stop': ({ job }) => {
      importing.stop(job);
      return null;
    },
    'import.parts': ({ preview, parts }) => importing.choose(preview, parts),
    'import.file': ({ preview, part }) => {
      const { name, bytes } = importing.file(preview, part);
      return fileOut(name, bytes);
    },
    'import.accept': async ({ preview, decisions, as }) => {
      const now = context.now();
      const { receipt, ...made } = briefOfImport(importing.decide(preview, decisions), await context.author(as), now);
      const brief = await context.library.add(made, now);
      importing.drop(preview);
      return { ...context.added(brief), receipt };
    },
    'import.drop': ({ preview }) => {
      importing.drop(preview);
      return null;
    },
  };
}
