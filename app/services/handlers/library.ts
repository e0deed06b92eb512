import type { libraryCalls } from '../../../shared/bridge/library.ts';
import { addPackaged } from '../library/packages.ts';
import type { CarriedFiles } from '../offline/carried-files.ts';
import { readPackage } from '../package/package.ts';
import { sampleBrief } from '../sample/sample-brief.ts';
import type { HandlersOf, ServiceContext } from './context.ts';
import { takePrivately } from './take-privately.ts';

/** Answers the calls of the briefs of this computer. */
export function libraryHandlers(context: ServiceContext, carried: CarriedFiles): HandlersOf<typeof libraryCalls> {
  return {
    'library.list': async () => (await context.library.catalogue.list()).map(({ fingerprint: _, ...line }) => line),
    'library.search': ({ query }) => context.library.catalogue.search(query),
    'library.shelve': async ({ briefs, folder, tags, archived }) => {
      const change = {
        ...(folder === undefined ? {} : { folder }),
        ...(tags === undefined ? {} : { tags }),
        ...(archived === undefined ? {} : { archivedAt: archived ? context.now() : undefined }),
      };
      for (const brief of briefs) await context.library.shelve(brief, change);
      return context.listChanged();
    },
    'library.emptyBin': async ({ briefs }) => {
      for (const brief of briefs) await context.library.delete(brief);
      context.listChanged();
      return { deleted: briefs.length };
    },
    'library.sample': async () => {
      const brief = await context.library.add(sampleBrief(await context.me(), context.now()), context.now());
      return context.added(brief);
    },
    'library.bin': async ({ brief }) => {
      await context.library.bin(brief, context.now());
      return context.listChanged();
    },
    'library.bringBack': async ({ brief }) => {
      await context.library.bringBack(brief);
      return context.listChanged();
    },
    'library.addPackage': async ({ name, bytes: base64, path }) => {
      const bytes = Buffer.from(base64, 'base64');
      const packaged = readPackage(bytes, name);
      const brief = await addPackaged(context.library, packaged);
      await takePrivately(context, brief, packaged);
      const look = path === undefined ? undefined : await carried.look(path, bytes);
      if (look) await carried.remember(brief, look);
      return context.added(brief);
    },
  };
}
