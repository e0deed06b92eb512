import { endsInFullStop } from '../../../../shared/importing/wording.ts';
import { type DomElement, shortText } from './dom.ts';
import { namesOf } from './names.ts';

/*
 * What pages have around their articles, told by the element, its role, or the names that its maker gave it. The names
 * are whole words of a class or id: "share-buttons" has "share", "shareholder" has not.
 */

const BY_TAG: Readonly<Record<string, string>> = {
  nav: 'The page’s menu.',
  footer: 'The foot of the page.',
  button: 'A control of the page.',
  form: 'A form of the page.',
  input: 'A control of the page.',
  select: 'A control of the page.',
  textarea: 'A control of the page.',
  dialog: 'A dialog of the page.',
  menu: 'The page’s menu.',
  noscript: 'Shown only where scripts don’t run.',
  template: 'A template of the page, which is not shown.',
  'amp-ad': 'An advertisement, or an offer of the page’s own.',
  'amp-sticky-ad': 'An advertisement, or an offer of the page’s own.',
  'amp-consent': 'A notice about cookies.',
  'amp-user-notification': 'A notice about cookies.',
  'amp-sidebar': 'The page’s menu.',
  'amp-social-share': 'Buttons to share the page.',
};

const BY_ROLE: Readonly<Record<string, string>> = {
  navigation: 'The page’s menu.',
  banner: 'The head of the page.',
  contentinfo: 'The foot of the page.',
  search: 'A form of the page.',
  dialog: 'A dialog of the page.',
  alertdialog: 'A dialog of the page.',
  button: 'A control of the page.',
  menu: 'The page’s menu.',
  toolbar: 'A control of the page.',
};

const SHARING = 'Buttons to share the page.';
const MORE = 'Links to other articles.';
const COMMENTS = 'What readers said about it.';
const ADS = 'An advertisement, or an offer of the page’s own.';
const COOKIES = 'A notice about cookies.';
const TAGS = 'Keywords of the page.';
const MENU = 'The page’s menu.';
const VOTES = 'What readers gave it, counted by the page.';
const BUTTON = 'A control of the page.';
const CONTENTS = 'A table of contents, made by the page.';
const FOOT = 'The foot of the page.';
export const HIDDEN = 'Hidden on the page.';
const ALOUD = 'Not shown on the page; for programs that read it out.';
const EDIT = 'A link for editing the page.';
const WRITER = 'Says who the author is.';

const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [
    word(
      'cookie|cookies|didomi-host|onetrust-consent-sdk|usercentrics-root|consent|gdpr|cmp|cookiebanner|privacy-banner|datenschutzhinweis',
    ),
    COOKIES,
  ],
  [
    word(
      'share|sharing|share-tools|sharedaddy|social|socials|sharebar|sharebuttons|shares|compartir|compartilhar|partilhar|partager|partage|teilen|addthis|sd-title|jp-relatedposts',
    ),
    SHARING,
  ],
  [
    word(
      'related|relateds|relacionado|relacionados|relacionadas|relacionada|rich-link|bookmark-card|more-on|related-links|leia-tambem|mais-lidas|recommended|recommendations|recirc|more-from|read-more|readmore|readnext|read-next|also|lesen-sie-auch|mehr-zum-thema|mehr|weiterlesen|lire-aussi|a-lire|masleido|mas-leido|most-read|mostread|popular|trending|teaser|teasers|outbrain|taboola|rel|post-navigation|nav-links|pagination|pager|lomas|latest|siehe-auch|see-also-box',
    ),
    MORE,
  ],
  [
    word(
      'comments|comments-section|discussion|reactions|reaction|comment-list|comments-area|comment|respond|disqus|kommentare|kommentar|commentaires|comentarios',
    ),
    COMMENTS,
  ],
  [
    word(
      'ad|ads|publicidade|publicidad|publicite|adslot|ad-slot|advert|advertisement|anzeige|werbung|sponsor|sponsored|promo|promotion|newsletter|newsletter-signup|signup|sign-up|subscribe|subscription|subscription-widget|subscription-widget-wrap|paywall|membership|regwall|gate|gated|upsell|abo|donate|donation',
    ),
    ADS,
  ],
  [
    word(
      'kicker|seccao|seccion|temas|topline|roofline|eyebrow|section-label|category-label|overline|dachzeile|rubrik|section-name|tags|taglist|tag-list|tags-links|cat-links|categories|catlinks|etiquetas|schlagworte|keywords|topics',
    ),
    TAGS,
  ],
  [
    word(
      'nav|navbar|sitesub|sitenotice|hatnote|navigation|menu|topbar|breadcrumb|breadcrumbs|crumbs|skip-link|skip|masthead|sitenav|site-header|site-title|site-description|navbox|toolbar|searchbox|search-form|login',
    ),
    MENU,
  ],
  [word('toc|table-of-contents|tableofcontents'), CONTENTS],
  [word('votecell|vote|votes|voting|upvotes|vote-count|reputation|reputation-score|karma'), VOTES],
  [word('btn|button|cta-button'), BUTTON],
  [word('author-bio|authorbio|author-box|about-author|about-authors|about-the-author|author-profile'), WRITER],
  [word('mw-editsection|editsection|edit-link'), EDIT],
  [word('footer|foot|rodape|colophon|copyright|pie|impressum|legal|site-footer|bottom|printfooter|imprint'), FOOT],
  [word('sidebar|widget|widget-area|side|rail|aside'), 'A column beside the article.'],
  [word('sr-only|screen-reader-text|screenreader-text|visually-hidden|visuallyhidden'), ALOUD],
];

/** Icons that are letters of a typeface of the site's own: “S” is a magnifying glass there. */
const ICON = /(?:^|[\s_-])(?:icons?|icomoon|glyphicons?|fa|iconfont)(?:$|[\s_-])/i;
const LONGEST_ICON = 3;
const ICON_LETTER = 'A sign of the page’s own typeface.';

function word(names: string): RegExp {
  return new RegExp(
    `(?:^|[\\s_])(?:[a-z0-9]+[-_]+)*?(?:${names})(?=$|[\\s_]|-\\d|-(?:box|bar|list|block|wrap|wrapper|container|section|area|links|buttons|button|slot|module|widget|signup|inner|content)(?:$|\\s))`,
    'i',
  );
}

/** Reasons by which nobody sees something on the page. */
export const UNSEEN: ReadonlySet<string | undefined> = new Set([HIDDEN, ALOUD]);

/** Reasons by which something is links or an offer; long text isn't either. */
export const OF_LINKS: ReadonlySet<string> = new Set([SHARING, MORE, ADS]);

/** An element that holds so much of a page is its article, whatever its maker calls it. */
const MOST_SHARE = 0.5;

/** A line with such a name is a control; a longer text is a paragraph, whatever its maker calls it. */
const LONGEST_NAMED_LINE = 160;
const LONGEST_BUTTON = 60;
/** Names that say of a line of text what it is; others name its look. */
const OF_A_LINE: ReadonlySet<string> = new Set([SHARING, MORE, ADS, COOKIES, ALOUD, BUTTON]);

/**
 * Why an element is no part of an article; undefined where nothing about it says so.
 *
 * @param share which part of the page's text it holds
 */
export function furnitureReason(element: DomElement, share: () => number): string | undefined {
  const { localName } = element;
  if (localName === 'body' || localName === 'main' || localName === 'article') return undefined;
  const reason =
    BY_TAG[localName] ??
    BY_ROLE[element.getAttribute('role') ?? ''] ??
    byName(element) ??
    hidden(element) ??
    byLinks(element);
  if (reason === undefined || share() > MOST_SHARE) return undefined;
  return isEnlarged(element) ? undefined : reason;
}

/** A picture that a click enlarges is a picture. */
function isEnlarged(element: DomElement): boolean {
  const isButton = element.getAttribute('role') === 'button' || element.localName === 'button';
  return (
    isButton &&
    element.querySelector('img[alt], amp-img[alt]') !== null &&
    !shortText(element, LONGEST_NAMED_LINE)?.trim()
  );
}

/** Tables that say of an article what is wrong with it, and lead around it. */
const NOTICE_TABLE = /(?:^|\s)(?:ambox|ombox|tmbox|mbox-small|navbox|sistersitebox)(?:$|[\s-])/;

function byName(element: DomElement): string | undefined {
  const { localName } = element;
  if (localName === 'table' && NOTICE_TABLE.test(element.getAttribute('class') ?? '')) return MENU;
  if (/^(?:html|body|main|article|h1|td|tr|tbody|table|blockquote|figcaption|pre|em|strong|b|i)$/.test(localName))
    return undefined;
  const names = namesOf(element);
  if (/^(?:i|span|b|em|a)$/.test(localName) && ICON.test(names) && shortText(element, LONGEST_ICON)?.trim())
    return ICON_LETTER;
  const reason = names === '' ? undefined : BY_NAME.find(([pattern]) => pattern.test(names))?.[1];
  // A heading is no bar, though it may be laid out for one: “anchorWithStickyNavbar”.
  if (reason === MENU && /^h[2-6]$/.test(localName)) return undefined;
  // What is pressed has a word or three; a longer text, or a picture, only looks like it.
  if (reason === BUTTON && (shortText(element, LONGEST_BUTTON) === undefined || element.querySelector('img')))
    return undefined;
  if (reason === undefined || !/^(?:p|li|figure)$/.test(localName)) return reason;
  const isControl = OF_A_LINE.has(reason) && shortText(element, LONGEST_NAMED_LINE) !== undefined;
  return isControl && !(localName === 'figure' && element.querySelector('figcaption')) ? reason : undefined;
}

/** A list of nothing but links to headings of the same page. */
function byLinks(element: DomElement): string | undefined {
  if (element.localName !== 'ul' && element.localName !== 'ol') return undefined;
  const first = element.querySelector('a');
  if (!first?.getAttribute('href')?.startsWith('#') || shortText(element, LONGEST_CONTENTS) === undefined)
    return undefined;
  const links = [...element.querySelectorAll('a')];
  if (links.length < LEAST_ENTRIES || links.some((link) => !link.getAttribute('href')?.startsWith('#')))
    return undefined;
  const letters = (each: DomElement) => (each.textContent ?? '').replace(/[^\p{L}]/gu, '').length;
  const linked = links.reduce((sum, link) => sum + letters(link), 0);
  return linked >= links.length * LEAST_ENTRY && linked === letters(element) ? CONTENTS : undefined;
}

const LEAST_ENTRIES = 2;
/** Shorter ones are the numbers and arrows of notes. */
const LEAST_ENTRY = 4;
const LONGEST_CONTENTS = 10_000;

function hidden(element: DomElement): string | undefined {
  if (element.hasAttribute('hidden')) return HIDDEN;
  const style = element.getAttribute('style');
  if (style === null) return undefined;
  if (/(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)) return HIDDEN;
  // The usual way of hiding words from eyes alone.
  return /(?:^|;)\s*clip(?:-path)?\s*:\s*(?:rect\(\s*[01](?:px)?[\s,]|inset\(50%)/i.test(style) ? ALOUD : undefined;
}

/** Whether anything about a page says that there is more on it than an article. */
export function hasFurniture(root: DomElement): boolean {
  if (root.querySelector('nav, footer, aside, form, header, button, [role=navigation], script[src]')) return true;
  if (root.querySelector('meta[property^="og:"], link[rel=canonical], script[type="application/ld+json"]')) return true;
  for (const element of root.querySelectorAll('[class], [id]')) if (byName(element)) return true;
  // A table within a table lays a page out.
  return root.querySelector('table table') !== null || hasMenu(root);
}

/** Links beside one another that lead to other pages, and nothing between them. */
function hasMenu(root: DomElement): boolean {
  const seen = new Set<DomElement>();
  for (const link of root.querySelectorAll('a[href]')) {
    const parent = link.parentNode;
    if (
      !parent ||
      seen.has(parent) ||
      link.getAttribute('href')?.startsWith('#') ||
      /^(?:p|h\d|span|em|strong)$/.test(parent.localName)
    )
      continue;
    seen.add(parent);
    const links = [...parent.querySelectorAll('a[href]')];
    const linked = links.reduce((sum, each) => sum + (each.textContent ?? '').trim().length, 0);
    const all = (parent.textContent ?? '').replace(/[\s|·•>/[\]]+/gu, '').length;
    if (links.length >= MENU_LINKS && linked >= all * MENU_SHARE) return true;
  }
  return false;
}

const MENU_LINKS = 3;
const MENU_SHARE = 0.8;

type NamedType = 'standfirst' | 'byline' | 'caption' | 'credit' | 'pullquote';

/** What the names of an element say that it is, for text that has no element of its own in HTML. */
export function namedType(element: DomElement): NamedType | undefined {
  const names = `${namesOf(element)} ${element.getAttribute('itemprop') ?? ''} ${element.getAttribute('rel') ?? ''}`;
  if (names === '  ') return undefined;
  const type = NAMED.find(([pattern]) => pattern.test(names))?.[1];
  // What holds more than a paragraph is a part of the page that begins with such a line.
  if (type === undefined || shortText(element, LONGEST_NAMED) === undefined) return undefined;
  return element.querySelector('h1, h2') ? undefined : type;
}

/** What sites call the headings within their articles that are no headings to HTML. */
const SUBHEADING = part(
  'crosshead|cross-head|crossheading|subhead|sub-head|subheading|sub-heading|subheadline|section-heading|section-title|zwischentitel|zwischenueberschrift|zwischenzeile|intertitre|intertitle|ladillo|mellemrubrik|mellanrubrik|mezzotitolo',
);
const LONGEST_SUBHEADING = 100;

/** Whether an element below the beginning of a text is a heading by its name alone. */
export function isSubheading(element: DomElement): boolean {
  if (!/^(?:p|div)$/.test(element.localName) || !SUBHEADING.test(namesOf(element))) return false;
  const text = shortText(element, LONGEST_SUBHEADING)?.trim() ?? '';
  return text !== '' && !endsInFullStop(text) && element.querySelector('p, ul, img, h2, h3') === null;
}

/** The longest standfirst had 500 characters. */
const LONGEST_NAMED = 700;

const NAMED: readonly (readonly [RegExp, NamedType])[] = [
  [part('pullquote|pull-quote|zitatbox'), 'pullquote'],
  [
    part(
      'credit|credits|photo-credit|image-credit|copyright-holder|rights|photographer|bildnachweis|bildrechte|fotograf',
    ),
    'credit',
  ],
  [part('caption|wp-caption-text|figcaption|bildunterschrift|legende|image-caption|media__caption'), 'caption'],
  [
    part(
      'standfirst|lead|lede|dek|deck|subtitle|subheadline|sub-title|sub-head|subhead|subheader|sub-header|sub-headline|subheading|vorspann|chapo|chapeau|entradilla|intro|excerpt|teasertext|summary|anleser',
    ),
    'standfirst',
  ],
  [
    part(
      'bylines?|authors?|autor|auteur|signature|firma|autorzeile|meta-author|entry-meta|verfasser|story__author|redactor',
    ),
    'byline',
  ],
];

function part(names: string): RegExp {
  return new RegExp(
    `(?:^|\\s)(?:[a-z0-9]+(?:__|--|-|_))*(?:${names})(?=$|\\s|__|--|-(?:block|line|text|name|paragraph|wrapper|content|info)(?:$|\\s))`,
    'i',
  );
}
