import type { BlockType } from '../../../../shared/article/block-types.ts';
import type { ImportedBlock } from '../../../../shared/importing/imported.ts';
import { LINKS_REASON } from '../../../../shared/importing/rules/page-controls.ts';
import { endsInFullStop } from '../../../../shared/importing/wording.ts';
import type { Linked } from './block-builder.ts';
import type { DomElement } from './dom.ts';
import type { Outlined } from './page-outline.ts';

/*
 * Furniture that only its links and its place tell: no name of an element says what it is. What is full of links above
 * the headline, or below the last paragraph, leads away from the article; within it, links belong to the text.
 */

const EDGE_LINKS = 'Links to other pages, beside the article.';
const OFFER = 'An offer of the page’s own.';

/** What is so full of links is nothing else. */
const LINK_SHARE = 0.7;
/** With words before it that lead to another article, a link is no part of the text wherever it stands. */
const SOME_LINKS = 0.4;
const READ_ALSO =
  /^\s*(?:(?:read|see|watch) (?:also|more|next)|also read|more on this|related|lesen sie (?:auch|dazu)|mehr (?:dazu|zum thema)|siehe auch|(?:à |a )?lire (?:aussi|également)|voir aussi|lea también|lee también|te puede interesar|leggi anche|leia (?:também|mais)|lees ook|читайте (?:также|ещё)|смотрите также|по теме|اقرأ (?:أيض(?:ا|ًا)|المزيد)|اقرأ ايضا|قد يهمك|קראו (?:גם|עוד)|相关(?:阅读|报道|新闻)|延伸阅读|関連記事|あわせて読みたい|관련 ?기사|kapcsolódó (?:írás|cikk|hír)|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|powiązane|läs (?:också|även|mer)|les også|læs også|lue myös|přečtěte si|čtěte (?:také|také|více)|súvisiace|ayrıca|ilgili haber|citește și|прочетете|още по темата|διαβάστε (?:επίσης|ακόμα))/iu;
/** A line of running text has at least so many letters that lead nowhere. */
const LEAST_TEXT = 70;
/** What heads links is short. */
const LONGEST_HEADING = 40;

/** Leaves out what stands at the edges of a page and leads elsewhere. */
export function withoutEdgeLinks(
  blocks: readonly ImportedBlock[],
  linked: ReadonlyMap<ImportedBlock, Linked>,
): ImportedBlock[] {
  const title = blocks.findIndex(({ type, leftOut }) => type === 'title' && leftOut === undefined);
  const teasers = teaserLists(blocks, linked);
  const isText = (block: ImportedBlock) => {
    if (!isKept(block) || block.text.length < LEAST_TEXT || teasers.has(block)) return false;
    return lettersIn(block) - (linked.get(block)?.letters ?? 0) >= LEAST_TEXT;
  };
  const first = blocks.findIndex((block, at) => at > title && isText(block));
  const last = blocks.findLastIndex(isText);
  if (last < 0) return [...blocks];
  const links = blocks.map((block, at) => {
    if (!isKept(block) || block.type === 'title' || block.type === 'byline' || block.type === 'footnote') return false;
    if (at > last && teasers.has(block)) return true;
    const { letters = 0, addresses } = linked.get(block) ?? {};
    if (letters === 0) return false;
    const isLinks = letters >= lettersIn(block) * LINK_SHARE;
    // Between the headline and the text stand its authors, who are links too.
    if (letters >= lettersIn(block) * SOME_LINKS && READ_ALSO.test(block.text)) return true;
    return isLinks && (at < title || at > last || (at < first && (addresses?.size ?? 0) > 1));
  });
  return blocks.map((block, at) => {
    const heads = at > last && isHeading(block) && nextKept(blocks, links, at);
    return links[at] || heads ? { ...block, leftOut: EDGE_LINKS, because: EDGE_LINKS } : block;
  });
}

/** Of a list of teasers so many lines are links; the others say what they lead to. */
const TEASER_SHARE = 0.4;
const LEAST_TEASERS = 3;

/** What stands in lists of which every second line leads elsewhere: headlines with what they are about. */
function teaserLists(
  blocks: readonly ImportedBlock[],
  linked: ReadonlyMap<ImportedBlock, Linked>,
): ReadonlySet<ImportedBlock> {
  const found = new Set<ImportedBlock>();
  const judgeList = (list: readonly ImportedBlock[]) => {
    const lines = list.filter(({ type }) => type === 'list');
    const links = lines.filter((block) => (linked.get(block)?.letters ?? 0) >= lettersIn(block) * LINK_SHARE);
    if (links.length >= LEAST_TEASERS && links.length >= lines.length * TEASER_SHARE)
      for (const block of list) found.add(block);
  };
  let run: ImportedBlock[] = [];
  const end = () => {
    const lists = byList(run);
    // Some sites set each line as a list of its own.
    const isApart = lists.every((list) => list.filter(({ type }) => type === 'list').length <= 1);
    for (const list of isApart ? [run] : lists) judgeList(list);
    run = [];
  };
  for (const block of blocks) {
    if (block.within?.[0]?.kind === 'list') run.push(block);
    else if (isKept(block)) end();
  }
  end();
  return found;
}

/** Blocks by the outermost list that they stand in. */
function byList(blocks: readonly ImportedBlock[]): ImportedBlock[][] {
  const lists = new Map<number | undefined, ImportedBlock[]>();
  for (const block of blocks) {
    const id = block.within?.[0]?.id;
    const others = lists.get(id);
    if (others) others.push(block);
    else lists.set(id, [block]);
  }
  return [...lists.values()];
}

const TEASER = 'The beginning of another article, with a link to the rest.';
/** “… Read more”, “... → Learn more” */
const GOES_ON =
  /(?:…|\.\.\.)[\])]?\s*[→»]?\s*(?:read|read (?:more|on|the rest|full \p{L}+)|learn more|continue reading|more|weiterlesen|mehr(?: lesen)?|lire la suite|leer más|seguir leyendo|leggi tutto|leia mais|lees meer|czytaj (?:więcej|dalej)|(?:читать )?далее|اقرأ المزيد|続きを読む|阅读(?:全文|更多))\s*(?:…|\.\.\.|[→»>])*$/iu;

/** The dots, and what the link says. */
const LONGEST_CALL = 50;

/** Leaves out the beginnings of other articles, which end with a link to the rest, and their headlines. */
export function withoutTeasers(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const isTeaser = (block: ImportedBlock | undefined) =>
    block?.type === 'paragraph' && GOES_ON.test(block.text.slice(-LONGEST_CALL));
  const kept = blocks.filter(isKept);
  const teasers = new Set(
    kept.filter((block, at) => isTeaser(block) || (block.type === 'heading' && isTeaser(kept[at + 1]))),
  );
  if (teasers.size === 0) return [...blocks];
  // A page of nothing but beginnings is what somebody wanted.
  const letters = (all: Iterable<ImportedBlock>) => [...all].reduce((sum, { text }) => sum + text.length, 0);
  if (letters(teasers) * 2 > letters(kept)) return [...blocks];
  return blocks.map((block) => (teasers.has(block) ? { ...block, leftOut: TEASER, because: TEASER } : block));
}

const INNER_LINK = 'A link to another page of the site, on a line of its own.';

/**
 * Leaves out what leads elsewhere on the same site between the paragraphs, on lines of its own that nothing introduces;
 * what a heading or a colon introduces, or what leads to another site, may be the article's.
 */
export function withoutInnerLinks(
  blocks: readonly ImportedBlock[],
  linked: ReadonlyMap<ImportedBlock, Linked>,
  address: string | undefined,
): ImportedBlock[] {
  const kept = blocks.filter(isKept);
  const leads = kept.map((block) => isInnerLink(block, linked.get(block), address));
  const inner = new Set<ImportedBlock>();
  let introduced = true;
  for (let at = 0; at < kept.length; at += 1) {
    const before = kept[at - 1];
    // A run of such lines has one introduction.
    if (!leads[at - 1]) introduced = !before || !OF_TEXT.has(before.type) || /[:：]$/u.test(before.text);
    if (leads[at] && !introduced) inner.add(kept[at] as ImportedBlock);
  }
  let next: ImportedBlock | undefined;
  for (let at = kept.length - 1; at >= 0; at -= 1) {
    const block = kept[at] as ImportedBlock;
    if (!leads[at]) next = block;
    else if (!next || !/^(?:paragraph|heading|quote)$/.test(next.type)) inner.delete(block);
  }
  return blocks.map((block) => (inner.has(block) ? { ...block, leftOut: INNER_LINK, because: INNER_LINK } : block));
}

function isInnerLink(block: ImportedBlock, links: Linked | undefined, address: string | undefined): boolean {
  if (!links || (block.type !== 'paragraph' && block.type !== 'list') || endsInFullStop(block.text)) return false;
  const label = LABEL.exec(block.text)?.[0] ?? '';
  const letters = lettersIn(block) - (OF_SOURCE.test(label) ? 0 : label.replace(/[\s:：]/gu, '').length);
  if (links.letters < letters * ALL_LINK) return false;
  return [...links.addresses].every((each) => isOfSite(each, address));
}

/** “VIDEO: …”, “More: …”: what such a link leads to. */
const LABEL = /^[^\s:：]{2,20}(?: [^\s:：]{1,20}){0,2}\s*[:：]/u;
/** What a text is taken from, or where somebody is to be found, is the article's. */
const OF_SOURCE =
  /^(?:source|via|website|web|contact|phone|e-?mail|address|quelle|fuente|fonte|источник|来源|url|pdf|download)/iu;

const ALL_LINK = 0.95;
/** What doesn't introduce what follows it. */
const OF_TEXT: ReadonlySet<BlockType> = new Set(['paragraph', 'quote', 'pullquote', 'list']);

/** Whether an address is on a page's own site. */
function isOfSite(href: string, address: string | undefined): boolean {
  if (href.startsWith('#') || /^(?:mailto|tel):/i.test(href)) return false;
  if (!/^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(href)) return true;
  return address !== undefined && URL.canParse(href, address) && new URL(href, address).host === new URL(address).host;
}

/** Leaves out the links that follow what heads them (“Mehr zum Thema”), wherever they stand. */
export function withoutHeadedLinks(
  blocks: readonly ImportedBlock[],
  linked: ReadonlyMap<ImportedBlock, Linked>,
): ImportedBlock[] {
  let headed = false;
  return blocks.map((block) => {
    if (!isKept(block)) {
      headed ||= block.leftOut === LINKS_REASON;
      return block;
    }
    if (isHeading(block) && READ_ALSO.test(block.text)) {
      headed = true;
      return { ...block, leftOut: LINKS_REASON, because: LINKS_REASON };
    }
    // A date may be a link to the article itself.
    headed &&=
      block.type !== 'byline' &&
      (linked.get(block)?.letters ?? 0) >= lettersIn(block) * LINK_SHARE &&
      lettersIn(block) > 0;
    return headed ? { ...block, leftOut: EDGE_LINKS, because: EDGE_LINKS } : block;
  });
}

/** Whether all that follows a heading, up to the next one, is links. */
function nextKept(blocks: readonly ImportedBlock[], links: readonly boolean[], at: number): boolean {
  for (let next = at + 1; next < blocks.length; next += 1) {
    const block = blocks[next] as ImportedBlock;
    if (!isKept(block)) continue;
    return links[next] === true;
  }
  return false;
}

function isHeading(block: ImportedBlock): boolean {
  return (
    isKept(block) && (block.type === 'heading' || block.type === 'paragraph') && block.text.length <= LONGEST_HEADING
  );
}

function isKept({ leftOut }: ImportedBlock): boolean {
  return leftOut === undefined;
}

function lettersIn({ text }: ImportedBlock): number {
  return text.replace(/[\s|·•>/»:,[\]-]/gu, '').length;
}

/** Words with which a page asks for money or a name; two of different kinds make an offer. */
const ASKING: readonly RegExp[] = [
  /\b(?:subscri(?:be|ption|ber)|sign up (?:to|for)|your e-?mail|newsletters?\b|abonn(?:ieren|ement|ez)|s’abonner|abo\b|suscr[ií]b|suscripci[oó]n|assinatura|подпис)|اشترك|הירשמו|מנוי|订阅|会員|구독/iu,
  /\b(?:sign in|log in|already a (?:reader|subscriber|member)|anmelden|einloggen|déjà abonné|se connecter|inicia(?:r)? sesión|ya (?:eres|es) suscriptor|войти|войдите)\b|تسجيل الدخول|התחברו|登录|ログイン/iu,
  /\b(?:keep reading|continue reading|read the full|unlock|unlimited|weiterlesen|jetzt freischalten|lire la suite|illimité|seguir leyendo|ilimitad)|残り|会員限定|付费|剩余/iu,
  /\b(?:cancel (?:any\s?time|whenever)|free trial|per month|a month|pro monat|jederzeit kündbar|par mois|sans engagement|al mes|free (?:stories|articles)|[€£$]\s?\d|\d\s?€)/iu,
];
/** A longer text that speaks of subscriptions is an article about them. */
const LONGEST_OFFER = 900;

/** A paragraph of the article, which may stand in one element with the offer. */
const LEAST_PARAGRAPH = 140;

/**
 * Why an element is an offer, by its words: short, with something to press, and asking in more than one way, or in one
 * where there is a field to be filled in.
 */
export function offerReason(element: DomElement, { letters, hasControl, hasField }: Outlined): string | undefined {
  if (!hasControl || letters > LONGEST_OFFER || letters === 0) return undefined;
  if (!/^(?:div|section|aside|form|p|ul|figure)$/.test(element.localName)) return undefined;
  if (asks(element.textContent ?? '') < (hasField ? 1 : 2)) return undefined;
  for (const paragraph of element.querySelectorAll('p')) {
    const words = paragraph.textContent ?? '';
    if (words.length >= LEAST_PARAGRAPH && asks(words) === 0) return undefined;
  }
  return OFFER;
}

function asks(text: string): number {
  return ASKING.filter((pattern) => pattern.test(text)).length;
}
