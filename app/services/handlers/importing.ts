import type { importingCalls } from '../../../shared/bridge/importing.ts';
import type { Importing } from '../importing.ts';
import type { HandlersOf, ServiceContext } from './context.ts';

/** Answers the calls of files that become articles. */
export function importingHandlers(context: ServiceContext, importing: Importing): HandlersOf<typeof importingCalls> {
  return {
    'import.preview': ({ name, bytes }) => importing.preview(name, Buffer.from(bytes, 'base64')),
    'import.accept': async ({ preview, decisions, as }) => {
      const article = importing.decide(preview, decisions);
      const brief = await context.library.addArticle(article, await context.author(as), context.now());
      importing.drop(preview);
      return context.added(brief);
    },
    'import.drop': ({ preview }) => {
      importing.drop(preview);
      return null;
    },
  };
}
