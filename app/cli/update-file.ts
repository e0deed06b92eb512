import type { UpdateReport } from '../../shared/offline/updating.ts';
import { withRecord } from '../services/log/log.ts';
import { planUpdate, versionBefore } from '../services/offline/update.ts';
import type { BriefFile } from './changing-file.ts';
import type { CommandLine } from './command-line.ts';
import type { FileIn } from './file-in.ts';
import { personNamed } from './person.ts';

/** Replaces the article of a brief in a file by that of another file; or only says what it would, where it is a preview. */
export async function updateFile(
  command: CommandLine,
  { replace }: BriefFile,
  as: string,
  file: FileIn,
  preview: boolean,
): Promise<UpdateReport> {
  const { newArticle } = await import('../services/importing/new-article.ts');
  const { readOnce } = await import('../services/importing/in-thread.ts');
  const read = await readOnce('article', file);
  const article = newArticle(read.article, file.bytes, read.images);
  return replace(async (packaged) => {
    const author = await personNamed(command, as);
    const { brief, log, leftOut, images } = packaged;
    const options = { version: versionBefore(file.name), author: author.person.id };
    const { update, payloads, report } = planUpdate(brief, article, options);
    if (preview || !update) return { packaged: undefined, made: report };
    const { record } = brief.replaceArticle(update, payloads, author, command.now());
    const allLeftOut = new Map([...leftOut, ...article.leftOut].map((piece) => [JSON.stringify(piece), piece]));
    const changed = {
      ...packaged,
      log: withRecord(log, record),
      leftOut: [...allLeftOut.values()],
      images: new Map([...images, ...(article.images ?? [])]),
    };
    return { packaged: changed, made: report };
  });
}
