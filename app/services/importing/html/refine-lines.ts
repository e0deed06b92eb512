import type { AboutArticle } from '../../../../shared/article/about.ts';
import { type ImportedBlock, UNSEEN_PICTURE } from '../../../../shared/importing/imported.ts';
import { nodesAs, nodesOf, plainText } from '../../../../shared/importing/rich.ts';
import { COPYRIGHT_REASON } from '../../../../shared/importing/rules/copyright.ts';
import { creditAt, isCredit, SAME_CAPTION } from '../../../../shared/importing/rules/credit.ts';
import { MAIL_FOOT } from '../../../../shared/importing/rules/site-notices.ts';
import { endsAsSentence, likeness, wordsOf } from '../../../../shared/importing/wording.ts';

/*
 * What a page's lines are to one another: a label and what it labels, a picture and what stands below it, a heading and
 * what it heads.
 */

/** What stands before a name, in an element of its own. */
const LABEL =
  /^(?:by|words by|text by|author(?:\(?s\)?)?|from|published|updated|von|par|por|di|door|автор|بقلم|كتب|מאת|作者|文)\s*[:：]?$/iu;

/** Puts a label into the line that it labels: “by” and “Ragna Teel” are one byline. */
export function withLabels(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const done: ImportedBlock[] = [];
  for (const block of blocks) {
    const label = done.at(-1);
    const isLine =
      isKept(block) && (block.type === 'byline' || block.type === 'paragraph') && block.nodes?.length === 1;
    if (label && isLine && isKept(label) && label.nodes?.length === 1 && LABEL.test(label.text) && !label.within)
      done.splice(-1, 1, joined(label, block));
    else done.push(block);
  }
  return done;
}

function joined(label: ImportedBlock, block: ImportedBlock): ImportedBlock {
  const [a, b] = [label.nodes?.[0], block.nodes?.[0]];
  if (!a || !b) return block;
  const nodes = [{ ...b, content: [...(a.content ?? []), { type: 'text', text: ' ' }, ...(b.content ?? [])] }];
  return {
    ...block,
    nodes: block.type === 'byline' ? nodes : nodesAs('byline', 2, nodesOf({ nodes })),
    type: 'byline',
    text: plainText(nodesOf({ nodes })),
    spans: [...label.spans, ...block.spans],
  };
}

/** Longer lines below a picture are paragraphs, whoever took it; those that give a credit in brackets may be longer. */
const LONGEST_CAPTION = 200;
const LONGEST_CREDITED = 450;
/** “… 记者 陆平 摄”: a picture's caption in Chinese ends with who took it. */
const TAKEN = /[摄攝撮](?:影)?(?:[）)】\]]|\/\S{2,10})?$/u;
/** “(Photo: Ann Okoro)” */
const IN_BRACKETS = /[)\]）】]$/u;

/** A line right below a picture that ends with who took it, or says what the picture's own words say, is its caption. */
export function withCaptions(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  let before: ImportedBlock | undefined;
  return blocks.map((block) => {
    // A picture that isn't at hand was there, and has its caption.
    if (!isKept(block) && block.leftOut !== UNSEEN_PICTURE) return block;
    const picture = before?.type === 'figure' ? before : undefined;
    before = block;
    const isLine = block.type === 'paragraph' || block.type === 'standfirst';
    if (!picture || !isLine || block.within) return block;
    const says = captionSign(block.text, picture.text);
    if (!says) return block;
    const type = isCredit(block.text) ? 'credit' : 'caption';
    const { within } = picture;
    return {
      ...block,
      type,
      nodes: nodesAs(type, 2, nodesOf(block)),
      ...(within?.at(-1)?.kind === 'figure' && isKept(picture) ? { within } : {}),
      because: says,
    };
  });
}

function captionSign(text: string, picture: string): string | undefined {
  const isCredited = TAKEN.test(text) || creditAt(text) !== undefined;
  if (isCredited && text.length <= (IN_BRACKETS.test(text) ? LONGEST_CREDITED : LONGEST_CAPTION))
    return 'Stands right below a picture, and ends with who took it.';
  const isSame = picture !== '' && likeness(wordsOf(text), wordsOf(picture)) >= SAME_CAPTION;
  return isSame && text.length <= LONGEST_CREDITED
    ? 'Says below a picture what the picture’s own words say.'
    : undefined;
}

const TOLD_BEFORE = 'Says once more what a line above says.';

/** Leaves out a date or an author that the page gives again, below the article. */
export function withBylinesOnce(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const told: string[] = [];
  return blocks.map((block) => {
    if (!isKept(block) || block.type !== 'byline') return block;
    const text = ` ${wordsOf(block.text).join(' ')} `;
    if (told.some((before) => before.includes(text))) return { ...block, leftOut: TOLD_BEFORE, because: TOLD_BEFORE };
    told.push(text);
    return block;
  });
}

const HEADS_NOTHING = 'A heading with nothing of the article below it.';

/** Leaves out the headings at a page's end, which headed what was left out. */
export function withoutLooseHeadings(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const last = blocks.findLastIndex((block) => isKept(block) && block.type !== 'heading' && block.type !== 'byline');
  return blocks.map((block, at) =>
    at > last && isKept(block) && block.type === 'heading' && last >= 0
      ? { ...block, leftOut: HEADS_NOTHING, because: HEADS_NOTHING }
      : block,
  );
}

/** Words with which a page heads what it says of the author. */
const ABOUT_AUTHOR =
  /^(?:about the authors?|the authors?|written by\b.*|über (?:den autor|die autorin|die autoren)|zu(?:r person|m autor)|(?:à propos )?de l['’]auteur(?:e)?|sobre (?:la firma|el autor|la autora|los autores)|об авторе|عن الكاتبة?|על ה(?:כותב|כותבת|מחבר)|关于作者|作者简介|執筆者)$/iu;
const WRITER = 'Says who the author is.';

/** Leaves out what says who the author is, below the last paragraph: under a heading of its own, or after the name. */
export function withoutWriter(blocks: readonly ImportedBlock[], authors: readonly string[]): ImportedBlock[] {
  let heads = false;
  const last = blocks.findLastIndex((block) => isKept(block) && isText(block) && !isAbout(block, authors));
  return blocks.map((block, at) => {
    if (!isKept(block)) return block;
    if (block.type === 'heading') heads = ABOUT_AUTHOR.test(block.text.trim());
    const isOfAuthor = heads || (at > last && isAbout(block, authors));
    return isOfAuthor && block.type !== 'footnote' ? { ...block, leftOut: WRITER, because: WRITER } : block;
  });
}

function isText({ type, text }: ImportedBlock): boolean {
  return (type === 'paragraph' || type === 'quote' || type === 'list') && text.length >= LEAST_TEXT;
}

const LEAST_TEXT = 60;
/** What is said of an author fits into a paragraph. */
const LONGEST_ABOUT = 600;

/** “Lia Brandt covers mining from Port Kellan.” */
function isAbout({ type, text }: ImportedBlock, authors: readonly string[]): boolean {
  return (
    type === 'paragraph' &&
    text.length <= LONGEST_ABOUT &&
    authors.some((author) => text.startsWith(author) && /^ (?:\p{Ll}|—|–|-|,)/u.test(text.slice(author.length)))
  );
}

/** What a page says in the place of what only its subscribers see. */
const REST =
  /\b(?:il vous reste \d|la suite est réservée|to (?:continue|keep) reading|weiterlesen mit|seguir leyendo)|残り\s*[:：]?\s*[\d,]+\s*文字|剩余\s*\d/iu;
const BEHIND_REST = 'Stands behind the notice that the rest is for subscribers.';

/** Leaves out what follows the page's notice that it shows no more, unless that is the longer part. */
export function withoutRest(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const notice = blocks.findIndex(
    (block) => !isKept(block) && block.text.length <= LONGEST_ABOUT && REST.test(block.text),
  );
  const letters = (part: readonly ImportedBlock[]) =>
    part.reduce((sum, block) => sum + (isKept(block) && isText(block) ? block.text.length : 0), 0);
  if (notice < 0 || letters(blocks.slice(0, notice)) <= letters(blocks.slice(notice))) return [...blocks];
  return blocks.map((block, at) =>
    at > notice && isKept(block) && block.type !== 'footnote'
      ? { ...block, leftOut: BEHIND_REST, because: BEHIND_REST }
      : block,
  );
}

const FOOT = 'Stands in the foot of the page or the mail.';

/** Leaves out the lines around what ends a mail or a page: behind its last text no address belongs to it. */
export function withoutFoot(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const last = blocks.findLastIndex((block) => isKept(block) && (isText(block) || block.type === 'footnote'));
  const notice = blocks.findIndex(
    ({ leftOut }, at) => at > last && (leftOut === MAIL_FOOT || leftOut === COPYRIGHT_REASON),
  );
  if (last < 0 || notice < 0) return [...blocks];
  return blocks.map((block, at) =>
    at > notice && isKept(block) && block.type === 'paragraph' && !block.within && !endsAsSentence(block.text)
      ? { ...block, leftOut: FOOT, because: FOOT }
      : block,
  );
}

const EMBLEM = 'The site’s emblem, or a portrait of the author.';

/** Leaves out the pictures that show the site's name or the author's face; their words say no more than that. */
export function withoutEmblems(
  blocks: readonly ImportedBlock[],
  { authors = [], publisher, title }: AboutArticle,
): ImportedBlock[] {
  const bylines = blocks.filter((block) => isKept(block) && block.type === 'byline').map(({ text }) => text);
  const names = [...authors, ...bylines, publisher ?? ''].map((name) => wordsOf(name).join(' ')).filter(Boolean);
  const headline = blocks.findIndex((block) => isKept(block) && block.type === 'title');
  return blocks.map((block, at) => {
    if (!isKept(block) || block.type !== 'figure' || block.text === '') return block;
    const words = wordsOf(block.text);
    const isOfSite =
      at < headline &&
      wordsOf(title ?? '')
        .join(' ')
        .includes(words.join(' '));
    const isEmblem = names.includes(words.join(' ')) || isOfSite || /\blogo\b/iu.test(block.text.slice(0, 60));
    return isEmblem ? { ...block, leftOut: EMBLEM, because: EMBLEM } : block;
  });
}

function isKept({ leftOut }: ImportedBlock): boolean {
  return leftOut === undefined;
}
