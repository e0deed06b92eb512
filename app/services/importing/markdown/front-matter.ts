import { parseDocument } from 'yaml';
import { type AboutArticle, tidyAbout } from '../../../../shared/article/about.ts';
import { isoOf, languageTag } from '../html/describe-page.ts';

/** The most that front matter has; what is longer is no front matter, and YAML takes long over it. */
const MAX_FRONT_MATTER = 64 * 1024;

/** What a file says about itself before its text begins. */
export interface FrontMatter {
  text: string;
  values: Record<string, unknown>;
}

/** What stands at the beginning between two lines of `---`, where it is YAML, or of `+++`, where it is TOML. */
export function frontMatterOf(text: string): { front?: FrontMatter; body: string } {
  const start = text.slice(0, MAX_FRONT_MATTER);
  const yaml = /^---\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(start);
  const toml = yaml ? null : /^\+\+\+\n([\s\S]*?)\n\+\+\+[ \t]*(?:\n|$)/.exec(start);
  const [whole = '', inner = ''] = yaml ?? toml ?? [];
  const values = yaml ? yamlOf(inner) : toml ? tomlOf(inner) : undefined;
  return values ? { front: { text: inner, values }, body: text.slice(whole.length) } : { body: text };
}

function yamlOf(text: string): Record<string, unknown> | undefined {
  try {
    // A few aliases may stand for each other, not thousands.
    const values: unknown = parseDocument(text, { logLevel: 'silent' }).toJS({ maxAliasCount: 20 });
    const isMap = typeof values === 'object' && values !== null && !Array.isArray(values);
    return isMap ? (values as Record<string, unknown>) : undefined;
  } catch {
    // Not YAML: it is text between two lines.
    return undefined;
  }
}

const PAIR = /^([\w-]{1,60})\s*=\s*(.*)$/;
const STRING = /"((?:[^"\\]|\\.)*)"|'([^']*)'/g;

/** The strings, days and lists of strings at the top of TOML; the tables below them describe a site, not an article. */
function tomlOf(text: string): Record<string, unknown> | undefined {
  const values: Record<string, unknown> = {};
  for (const line of text.replace(/\[\s*\n([^\]]*)\]/g, (list) => list.replace(/\n/g, ' ')).split('\n')) {
    if (/^\s*\[[^\]=]*\]\s*$/.test(line)) break;
    const [, key, value = ''] = PAIR.exec(line.trim()) ?? [];
    if (!key) continue;
    const strings = [...value.matchAll(STRING)].map(([, double, single = '']) =>
      double === undefined ? single : double.replace(/\\(["\\])/g, '$1'),
    );
    values[key] = value.startsWith('[') ? strings : (strings[0] ?? value.replace(/\s+#.*$/, '').trim());
  }
  return Object.keys(values).length > 0 ? values : undefined;
}

/** What front matter says of an article, in the words that programs have for it. */
export function describe(front: Record<string, unknown>): { about: AboutArticle; language?: string } {
  const lower = new Map(Object.entries(front).map(([key, value]) => [key.toLowerCase(), value]));
  const one = (...keys: string[]) => keys.map((key) => lower.get(key)).find((value) => value !== undefined);
  const language = languageTag(asText(one('lang', 'language')));
  return {
    about: tidyAbout({
      title: asText(one('title')),
      authors: peopleOf(one('authors', 'author', 'by')),
      published: isoOf(asText(one('date', 'published', 'created'))),
      modified: isoOf(asText(one('updated', 'modified', 'lastmod'))),
      publisher: asText(one('publisher', 'site', 'publication')),
      address: asText(one('source', 'url', 'canonical', 'link')),
      marking: asText(one('marking', 'classification')),
    }),
    ...(language ? { language } : {}),
  };
}

function asText(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function peopleOf(value: unknown): string[] | undefined {
  const all = (Array.isArray(value) ? value : [value]).flatMap((each) => {
    const name = typeof each === 'object' && each !== null ? asText((each as { name?: unknown }).name) : asText(each);
    return name ? [name] : [];
  });
  return all.length > 0 ? all : undefined;
}
