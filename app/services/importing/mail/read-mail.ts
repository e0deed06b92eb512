import PostalMime, { type Address, type Email } from 'postal-mime';
import { type AboutArticle, tidyAbout } from '../../../../shared/article/about.ts';
import { importText } from '../../../../shared/importing/import-text.ts';
import type { ImportedArticle, ImportedBlock, ImportPart } from '../../../../shared/importing/imported.ts';
import { textOf } from '../../../../shared/importing/pieces.ts';
import { likeness, wordsOf } from '../../../../shared/importing/wording.ts';
import { Refusal } from '../../../../shared/refusal.ts';
import { isoOf } from '../html/describe-page.ts';
import { articleFromHtml } from '../html/read-html.ts';
import { withTitle } from '../html/refine-page.ts';
import type { FileToRead, ReadArticle } from '../read-article.ts';
import { leaveOut, leavesOfMail, SIGNATURE, withoutFrame } from './around-message.ts';

/** Mails in mails in mails are made, not written. */
const MAX_NESTING = 30;
/** The subject stands once more above the message, if at all. */
const FIRST_BLOCKS = 3;
/** A heading with this share of the subject's words is the subject. */
const SAME_TITLE = 0.8;

/**
 * Reads a mail: its message as the article, its headers as what is known about it; what is attached is offered.
 *
 * @throws {Refusal} where it can't be read, or has no message
 */
export async function readMail({ name, bytes, fetched }: FileToRead): Promise<ReadArticle> {
  const mail = await parse(bytes, name);
  const read = messageOf(mail, name, fetched);
  const marking = read.article.about?.marking;
  const about = { ...aboutMail(mail), ...(marking ? { marking } : {}) };
  const { source, blocks } = titled(read.article, about.title);
  const files = attachmentsOf(mail);
  const parts = [...files].map(
    ([id, file]): ImportPart => ({
      id,
      name: file.name,
      chosen: false,
      file: { mediaType: file.mediaType, size: file.bytes.length },
    }),
  );
  return {
    article: { ...read.article, source, blocks, about, format: 'mail', ...(parts.length > 0 ? { parts } : {}) },
    images: read.images,
    files,
  };
}

async function parse(bytes: Uint8Array, name: string): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, { maxNestingDepth: MAX_NESTING });
  } catch (error) {
    throw new Refusal(
      'damaged-file',
      `“${name}” can’t be read as a mail. Save it again in your mail program, or copy its text and paste that.`,
      { cause: error },
    );
  }
}

function messageOf(mail: Email, name: string, fetched: FileToRead['fetched']): ReadArticle {
  const { html = '', text = '' } = mail;
  const hasHtml = html.replace(/<[^>]*>/g, '').trim() !== '';
  if (!hasHtml && text.trim() === '') {
    throw new Refusal(
      'empty-file',
      `“${name}” is a mail without a message. If the article is attached to it, save the attachment and import that.`,
    );
  }
  if (!hasHtml) return { article: plainMessage(text, name), images: new Map(), files: new Map() };
  const byId = new Map(
    mail.attachments.flatMap(({ contentId, content }) =>
      contentId && typeof content !== 'string'
        ? [[`cid:${contentId.replace(/^<|>$/g, '')}`, new Uint8Array(content)]]
        : [],
    ),
  );
  const read = articleFromHtml({
    name,
    format: 'mail',
    encoding: '',
    html,
    isPage: false,
    leaves: leavesOfMail,
    resource: (src) => byId.get(src),
    fetched,
  });
  const senders = mail.from ? namesOf([mail.from]) : [];
  return { ...read, article: { ...read.article, blocks: withoutFrame(read.article.blocks, senders) } };
}

/** A message in plain text. The importer of text takes its first line for a headline, which a mail has above it. */
function plainMessage(text: string, name: string): ImportedArticle {
  const article = importText(new TextEncoder().encode(text), name);
  const signature = signatureIn(article.source);
  const foot = LIST_FOOT.exec(article.source)?.index ?? article.source.length;
  const blocks = article.blocks.map((block): ImportedBlock => {
    const from = block.spans[0]?.from ?? 0;
    if (from >= signature.from && from < signature.to) return leaveOut(block, SIGNATURE);
    if (from >= foot) return leaveOut(block, 'The foot that the mailing list puts under each mail.');
    if (block.leftOut || !['title', 'standfirst', 'byline'].includes(block.type)) return block;
    // “Subject: …” says of a headline that it is one, and is part of a line of a message that was sent on.
    const { marks: _, ...rest } = block;
    return { ...rest, type: 'paragraph', text: textOf(article.source, block.spans), because: 'Running text.' };
  });
  return { ...article, encoding: '', blocks };
}

/** A line across, and below it the list's name and address, to the end. */
const LIST_FOOT =
  /^[_=*-]{20,}\r?\n(?:.{0,120}\r?\n){0,4}?.{0,120}(?:mailing list|mailman|listinfo|unsubscribe|googlegroups|list-info)[\s\S]{0,600}(?![\s\S])/imu;

/** From the line that mail programs put above it to what the sender answered, which many programs put below. */
function signatureIn(source: string): { from: number; to: number } {
  const from = /^-- ?\r?$/m.exec(source)?.index ?? source.length;
  const below =
    /^(?:>|-{2,}\s?[^-\n]{3,60}\s?-{2,}\r?$|.{3,120}(?:wrote|writes|schrieb|schreibt|a écrit|escribió|escreveu|ha scritto|schreef|skrev|kirjoitti|napisał\p{L}*|pisze|napsal\p{L}*|yazdı|написал\p{L}*|пишет|כתב\p{L}*|كتب\p{L}*|写道|写到|wrote this)\s?.{0,60}[:：]\r?$)/imu;
  const quoted = below.exec(source.slice(from))?.index;
  return { from, to: quoted === undefined ? source.length : from + quoted };
}

/** The subject is the title, unless the message has it as its headline. */
function titled(
  { source, blocks }: ImportedArticle,
  subject: string | undefined,
): Pick<ImportedArticle, 'source' | 'blocks'> {
  if (!subject) return { source, blocks };
  const words = wordsOf(subject);
  const own = blocks.find((block) => block.type === 'title' && block.leftOut === undefined);
  if (own && likeness(words, wordsOf(own.text)) >= SAME_TITLE) return { source, blocks };
  const again = blocks.filter(({ leftOut }) => leftOut === undefined).slice(0, FIRST_BLOCKS);
  const rest = blocks.map(
    (block): ImportedBlock =>
      again.includes(block) && block.text.trim() === subject
        ? leaveOut(block, 'The mail’s subject, a second time.')
        : block === own
          ? {
              ...block,
              type: 'heading',
              level: 1,
              because: 'Set as a heading.',
              nodes: (block.nodes ?? []).map((node) => ({ ...node, type: 'heading', attrs: { level: 1 } })),
            }
          : block,
  );
  return withTitle(source, rest, subject, 'The mail’s subject.');
}

function aboutMail({ from, to = [], cc = [], date, subject, headers }: Email): AboutArticle {
  const list = headers.find(({ key }) => key === 'list-id')?.value.replace(/\s*<[^>]*>$/, '');
  return tidyAbout({
    title: subject,
    authors: from ? namesOf([from]) : undefined,
    recipients: namesOf([...to, ...cc]),
    published: isoOf(date),
    publisher: list || undefined,
  });
}

function namesOf(addresses: readonly Address[]): string[] {
  return addresses.flatMap(({ name, address, group }) => (group ? namesOf(group) : [name || address || '']));
}

function attachmentsOf({ attachments }: Email): Map<string, { name: string; bytes: Uint8Array; mediaType: string }> {
  const files = new Map<string, { name: string; bytes: Uint8Array; mediaType: string }>();
  for (const { filename, content, mimeType, related } of attachments) {
    if (related || typeof content === 'string') continue;
    const name = (filename ?? '').replace(/[/\\\p{Cc}]/gu, '_').slice(-200) || `attachment ${files.size + 1}`;
    files.set(`attachment-${files.size + 1}`, { name, bytes: new Uint8Array(content), mediaType: mimeType });
  }
  return files;
}
