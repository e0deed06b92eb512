import { type AboutArticle, tidyAbout } from '../../../../shared/article/about.ts';
import { isBareName } from '../../../../shared/importing/rules/byline.ts';
import { type DomDocument, type DomElement, elementsNamed } from './dom.ts';

/** What a page says about its article, and in which language it is. */
export interface PageDescription {
  about: AboutArticle;
  language?: string;
  direction?: 'ltr' | 'rtl';
}

/** More JSON than any page needs to describe one article. */
const MAX_JSON = 500_000;
/** The elements that say something about a page. */
const DESCRIBING = new Set(['script', 'meta', 'link']);
const ARTICLE = /(?:Article|Posting|Report|Review|Recipe|WebPage)$/;

/** Reads what a page's JSON-LD, its Open Graph and its other names say; the first that says something counts. */
export function describePage(document: DomDocument): PageDescription {
  const found = elementsNamed(document.documentElement, DESCRIBING);
  const article = linkedData(found.get('script') ?? []);
  const names = metaOf(found.get('meta') ?? []);
  const one = (...keys: string[]) => keys.map((key) => names.get(key)?.[0]).find(Boolean);
  // Old WordPress puts the site's name and its archive before the article's.
  const pageTitle = document.querySelector('title')?.textContent?.replace(/^[\s\S]+ » Blog Archive » /u, '');
  const about = tidyAbout({
    title: text(article?.headline) ?? one('og:title', 'citation_title', 'dc.title', 'twitter:title') ?? pageTitle,
    authors:
      peopleIn(article?.author) ??
      names.get('citation_author') ??
      authorsIn(one('author', 'article:author', 'og:article:author', 'dc.creator', 'parsely-author')) ??
      authorsNamed(document),
    published: isoOf(
      text(article?.datePublished) ??
        one(
          'article:published_time',
          'og:article:published_time',
          'citation_publication_date',
          'dc.date',
          'dcterms.created',
          'date',
          'pubdate',
        ),
    ),
    modified: isoOf(text(article?.dateModified) ?? one('article:modified_time', 'og:updated_time', 'last-modified')),
    publisher: peopleIn(article?.publisher)?.[0] ?? one('og:site_name', 'application-name', 'citation_journal_title'),
    address: addressOf(found.get('link') ?? [], one('og:url')),
  });
  const html = document.documentElement;
  const language = languageTag(html.getAttribute('lang') ?? html.getAttribute('xml:lang') ?? text(article?.inLanguage));
  const direction = (html.getAttribute('dir') ?? document.body.getAttribute('dir'))?.toLowerCase();
  return {
    about,
    ...(language ? { language } : {}),
    ...(direction === 'rtl' || direction === 'ltr' ? { direction } : {}),
  };
}

/** A language tag as a brief keeps it: `de-AT` is `de-AT`, `zh_CN` is `zh-CN`. */
export function languageTag(tag: string | null | undefined): string | undefined {
  const plain = tag?.trim().replaceAll('_', '-') ?? '';
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(plain) && plain.length <= 35 ? plain : undefined;
}

/** A day or a moment in ISO 8601, from the ways in which pages and mails write them. */
export function isoOf(date: string | undefined): string | undefined {
  if (!date) return undefined;
  const plain = date.trim();
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?/i.exec(plain);
  if (iso) {
    const [, day, time, seconds = ':00', zone = ''] = iso;
    if (!time) return day;
    return `${day}T${time}${seconds}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()}`;
  }
  const slashed = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(plain);
  if (slashed) return `${slashed[1]}-${slashed[2]?.padStart(2, '0')}-${slashed[3]?.padStart(2, '0')}`;
  const parsed = /\d{4}/.test(plain) ? Date.parse(plain) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : new Date(parsed).toISOString();
}

type Json = Record<string, unknown>;

function linkedData(scripts: readonly DomElement[]): Json | undefined {
  for (const script of scripts) {
    if (script.getAttribute('type')?.toLowerCase() !== 'application/ld+json') continue;
    const json = script.textContent ?? '';
    if (json.length > MAX_JSON) continue;
    try {
      const found = findArticle(JSON.parse(json), 0);
      if (found) return found;
    } catch {
      // A page's data that can't be read says nothing.
    }
  }
  return undefined;
}

function findArticle(value: unknown, depth: number): Json | undefined {
  if (depth > 6 || typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value.map((each) => findArticle(each, depth + 1)).find(Boolean);
  const json = value as Json;
  const types = Array.isArray(json['@type']) ? json['@type'] : [json['@type']];
  if (json.headline && types.some((type) => ARTICLE.test(String(type)))) return json;
  return findArticle(json['@graph'], depth + 1) ?? findArticle(json.mainEntity, depth + 1);
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return unescaped(value).trim() || undefined;
  return Array.isArray(value) ? text(value[0]) : undefined;
}

/** Many sites put entities into their JSON, where they mean nothing. */
function unescaped(value: string): string {
  return value
    .replace(/&#(\d{1,7});/g, (all, code: string) =>
      Number(code) < 0x110000 ? String.fromCodePoint(Number(code)) : all,
    )
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}

function peopleIn(value: unknown): string[] | undefined {
  const all = (Array.isArray(value) ? value : [value]).flatMap((each) => {
    const name = typeof each === 'string' ? each : text((each as Json | null | undefined)?.name);
    return name && !/^https?:/i.test(name) ? [name] : [];
  });
  return all.length > 0 ? all : undefined;
}

function authorsIn(names: string | undefined): string[] | undefined {
  if (!names || /^https?:/i.test(names)) return undefined;
  return names
    .replace(/^\s*(?:by|von|par|por)\s*:?\s+/iu, '')
    .split(/\s*(?:;|,|\band\b|\bund\b|\bet\b)\s*/u)
    .filter(Boolean);
}

/** Those whom the page itself calls its authors, where its data names none. */
function authorsNamed(document: DomDocument): string[] | undefined {
  const names = new Set<string>();
  for (const element of document.querySelectorAll('[rel="author"], [itemprop="author"]')) {
    const name =
      (element.querySelector('[itemprop="name"]') ?? element).textContent?.replace(/\s+/gu, ' ').trim() ?? '';
    if (isBareName(name)) names.add(name);
  }
  return names.size > 0 && names.size <= MOST_AUTHORS ? [...names] : undefined;
}

/** More are the authors of the articles that a page lists. */
const MOST_AUTHORS = 6;

function metaOf(metas: readonly DomElement[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const meta of metas) {
    const name = (meta.getAttribute('property') ?? meta.getAttribute('name') ?? '').trim().toLowerCase();
    const content = meta.getAttribute('content')?.trim();
    if (name && content) names.set(name, [...(names.get(name) ?? []), content]);
  }
  return names;
}

function addressOf(links: readonly DomElement[], openGraph: string | undefined): string | undefined {
  const canonical = links.find((link) => link.getAttribute('rel') === 'canonical')?.getAttribute('href');
  return [canonical, openGraph].find((each) => each && /^https?:\/\/\S+$/i.test(each)) ?? undefined;
}
