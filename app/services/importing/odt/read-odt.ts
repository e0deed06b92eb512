import { type AboutArticle, tidyAbout } from '../../../../shared/article/about.ts';
import type { ImportedAnnotation } from '../../../../shared/importing/imported.ts';
import { Refusal } from '../../../../shared/refusal.ts';
import { bylinesIn } from '../head-lines.ts';
import { isoOf, languageTag } from '../html/describe-page.ts';
import { articleFromHtml, type ReadHtml } from '../html/read-html.ts';
import { typeByLook } from '../looks/by-look.ts';
import { typeByWording } from '../looks/by-wording.ts';
import { looksOfBlocks } from '../looks/look.ts';
import type { FileToRead, ReadArticle } from '../read-article.ts';
import { walkXml } from '../walk-xml.ts';
import { damagedFile, unzipDocument } from '../zip.ts';
import { contentToHtml, LEFT, type OdfComment, type OdfContent } from './content-to-html.ts';
import { OdfStyles } from './styles.ts';

/**
 * Reads a text of LibreOffice and its kin: with its pictures and footnotes, and the comments in it as annotations.
 *
 * @throws {Refusal} where it is damaged, under a password, or too large
 */
export function readOdt({ name, bytes, fetched }: FileToRead): ReadArticle {
  const parts = unzipDocument(bytes, name, (part) =>
    /^(?:(?:content|styles|meta)\.xml|META-INF\/manifest\.xml|Pictures\/.*)$/.test(part),
  );
  const content = parts.get('content.xml');
  if (!content) throw damagedFile(name);
  if (/encryption-data/.test(textOf(parts.get('META-INF/manifest.xml')))) throw underPassword(name);
  const { html, comments, looks } = converted(content, parts.get('styles.xml'), name);
  const read = articleFromHtml({
    name,
    format: 'odt',
    encoding: 'utf-8',
    html,
    isPage: false,
    fetched,
    resource: (src) => parts.get(src.replace(/^\.\//, '')),
    leaves: (element) => {
      const reason = element.getAttribute(LEFT);
      return reason ? { reason, whole: true } : undefined;
    },
  });
  const { blocks, source } = read.article;
  typeByLook(blocks, looksOfBlocks(looks, read.marks));
  bylinesIn(blocks);
  typeByWording(source, blocks, read.marks);
  const { about, language } = describe(parts.get('meta.xml'));
  const annotations = annotationsOf(comments, read);
  const { marks: _, ...rest } = read;
  return {
    ...rest,
    article: {
      ...read.article,
      about: { ...read.article.about, ...about },
      ...(language ? { language } : {}),
      ...(annotations.length > 0 ? { annotations } : {}),
    },
  };
}

function converted(content: Uint8Array, named: Uint8Array | undefined, name: string): OdfContent {
  const styles = new OdfStyles();
  try {
    styles.read(named);
    styles.read(content);
    return contentToHtml(content, styles);
  } catch (error) {
    throw damagedFile(name, error);
  }
}

function textOf(part: Uint8Array | undefined): string {
  return part ? Buffer.from(part).toString('utf8') : '';
}

function describe(meta: Uint8Array | undefined): { about: AboutArticle; language?: string } {
  const found = new Map<string, string>();
  let text = '';
  try {
    walkXml(meta, {
      open: () => {
        text = '';
      },
      text: (more) => {
        text += more;
      },
      close: (name) => {
        if (text.trim() && !found.has(name)) found.set(name, text.trim());
        text = '';
      },
    });
  } catch {
    // What it says about itself is damaged; its text isn't.
  }
  const language = languageTag(found.get('dc:language'));
  const author = found.get('meta:initial-creator') ?? found.get('dc:creator');
  return {
    about: tidyAbout({
      title: found.get('dc:title'),
      authors: author ? [author] : undefined,
      modified: isoOf(found.get('dc:date')),
    }),
    ...(language ? { language } : {}),
  };
}

/** Comments with their answers, where they stand in the blocks. */
function annotationsOf(comments: readonly OdfComment[], { marks, article }: ReadHtml): ImportedAnnotation[] {
  const placeOf = ({ id }: OdfComment) => JSON.stringify([marks.get(`start:${id}`), marks.get(`end:${id}`)]);
  const ids = new Map(comments.map((comment) => [comment.id, comment]));
  const answers = comments.some(({ parent }) => parent !== undefined);
  // Converted from Word, answers don't say what they answer; they stand where that stands, the latest first.
  const byPlace = new Map<string, OdfComment[]>();
  for (const comment of comments) {
    if (answers && comment.parent && ids.has(comment.parent)) continue;
    const key = answers || !marks.has(`end:${comment.id}`) ? comment.id : placeOf(comment);
    byPlace.set(key, [...(byPlace.get(key) ?? []), comment]);
  }
  return [...byPlace.values()].map((together) => {
    const [root, ...others] = [...together].sort((a, b) => a.date.localeCompare(b.date)) as [
      OdfComment,
      ...OdfComment[],
    ];
    const from = marks.get(`start:${root.id}`);
    const to = marks.get(`end:${root.id}`) ?? from;
    const thread = [root, ...others, ...comments.filter(({ parent }) => parent === root.id)];
    const passages: ImportedAnnotation['passages'] = [];
    if (from && to) {
      for (let block = from.block; block <= to.block; block++) {
        const length = article.blocks[block]?.text.length ?? 0;
        const start = block === from.block ? from.at : 0;
        const end = block === to.block && to.at > start ? to.at : length;
        passages.push({ block, from: start, to: end });
      }
    }
    return {
      author: root.author,
      via: 'odt',
      kind: 'note',
      passages,
      comments: thread.map(({ author, body, date }) => {
        const at = Date.parse(date);
        return { author, body, ...(Number.isNaN(at) ? {} : { at }) };
      }),
      ...(root.resolved ? { resolved: true } : {}),
    };
  });
}

function underPassword(name: string): Refusal {
  return new Refusal(
    'under-password',
    `“${name}” is under a password. Open it in the program that it comes from, save it without one and import that.`,
  );
}
