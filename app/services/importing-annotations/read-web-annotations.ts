import { KIND_NAMES, type Kind } from '../../../shared/model/kinds.ts';
import { type Elsewhere, plainOf, type ReadElsewhere, type Selected } from './elsewhere.ts';
import { selectedBy } from './selectors.ts';

/*
 * W3C Web Annotations. The standard lets nearly everything be one thing, several, or an address of it, so that this
 * reads what is there rather than demanding a form.
 */

type Json = Readonly<Record<string, unknown>>;

/** What motivations say of a kind; most say little. */
const KIND_OF: Readonly<Record<string, Kind>> = {
  questioning: 'question',
  linking: 'source',
  editing: 'correction',
};

/** The annotations of a collection, a page of one, a list, or one alone; undefined where some JSON is none of these. */
export function webAnnotationsIn(json: unknown): { items: unknown[]; elsewhere: string[]; text?: string } | undefined {
  if (Array.isArray(json)) return json.some(isAnnotation) ? { items: json, elsewhere: [] } : undefined;
  if (!isObject(json)) return undefined;
  if (isAnnotation(json)) return { items: [json], elsewhere: [] };
  const types = many(json.type ?? json['@type']).map(local);
  if (
    !types.some((type) =>
      /^(?:AnnotationCollection|AnnotationPage|OrderedCollection|OrderedCollectionPage)$/u.test(type),
    )
  )
    return undefined;
  const pages = [json, ...many(json.first), ...many(json.last)];
  const items = pages.flatMap((page) => (isObject(page) ? many(page.items ?? page['as:items']) : []));
  const article = json['briefmark:article'];
  const text = isObject(article) ? article['briefmark:text'] : undefined;
  return {
    items: [...new Set(items)],
    elsewhere: pages.filter((page): page is string => typeof page === 'string'),
    ...(typeof text === 'string' ? { text } : {}),
  };
}

/** Reads Web Annotations. What can't be read is named, with the reason. */
export function readWebAnnotations(found: NonNullable<ReturnType<typeof webAnnotationsIn>>): ReadElsewhere {
  const annotations: Elsewhere[] = [];
  const ignored = found.elsewhere.map((page) => ({
    what: `the page of annotations at ${page.slice(0, 200)}`,
    reason: 'It is on the web and not in the file. Save it, and import that file too.',
  }));
  const ids = new Set(found.items.flatMap((item) => (isObject(item) && typeof item.id === 'string' ? [item.id] : [])));
  found.items.forEach((item, at) => {
    if (isAnnotation(item)) annotations.push(annotationOf(item as Json, ids, at));
    else
      ignored.push({
        what: `annotation ${at + 1} of the file`,
        reason: typeof item === 'string' ? 'The file has its address only.' : 'It is not a W3C annotation.',
      });
  });
  return { via: 'w3c', annotations, ignored, ...(found.text === undefined ? {} : { text: found.text }) };
}

function annotationOf(item: Json, ids: ReadonlySet<string>, at: number): Elsewhere {
  const bodies = many(item.body);
  const isTag = (body: unknown) => isObject(body) && many(body.purpose).map(local).includes('tagging');
  const targets = many(item.target);
  const answered = targets
    .map((target) => (isObject(target) ? (target.source ?? target.id) : target))
    .find((id) => typeof id === 'string' && ids.has(id));
  const created = Date.parse(String(item.created ?? ''));
  const said = bodies.filter((body) => !isTag(body)).map(wordsOf);
  const value = typeof item.bodyValue === 'string' ? [item.bodyValue] : [];
  return {
    id: typeof item.id === 'string' ? item.id : `#${at}`,
    author: nameOf(many(item.creator)[0]),
    ...(Number.isNaN(created) ? {} : { at: created }),
    body: [...said, ...value].filter((words) => words !== '').join('\n\n'),
    kind: kindOf(item),
    tags: bodies
      .filter(isTag)
      .map(wordsOf)
      .filter((tag) => tag !== ''),
    targets: typeof answered === 'string' ? [] : targets.flatMap(selectedIn),
    ...(typeof answered === 'string' ? { answers: answered } : {}),
    ...(item['briefmark:status'] === 'resolved' ? { resolved: true } : {}),
  };
}

/** A target without selector is all of the text. */
function selectedIn(target: unknown): Selected[] {
  return isObject(target) && target.selector !== undefined ? [selectedBy(target.selector)] : [];
}

function wordsOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (!isObject(body)) return '';
  const value = body.value ?? body['rdf:value'] ?? body.chars;
  if (typeof value === 'string') return /html/u.test(String(body.format)) ? plainOf(value) : value.trim();
  const id = body.id ?? body.source;
  return typeof id === 'string' ? id : '';
}

function nameOf(creator: unknown): string {
  if (typeof creator === 'string') return creator;
  if (!isObject(creator)) return '';
  const name = many(creator.name)[0] ?? many(creator.nickname)[0] ?? creator.id;
  return typeof name === 'string' ? name : '';
}

function kindOf(item: Json): Kind {
  const own = item['briefmark:kind'];
  if (KIND_NAMES.includes(own as Kind)) return own as Kind;
  for (const motivation of many(item.motivation).map(local))
    if (Object.hasOwn(KIND_OF, motivation)) return KIND_OF[motivation] as Kind;
  return 'note';
}

function isAnnotation(json: unknown): boolean {
  return (
    isObject(json) &&
    many(json.type ?? json['@type'])
      .map(local)
      .includes('Annotation') &&
    json.target !== undefined
  );
}

/** `oa:Annotation` and `http://www.w3.org/ns/oa#Annotation` are the same. */
function local(name: unknown): string {
  return typeof name === 'string' ? name.replace(/^.*[:#/]/u, '') : '';
}

function isObject(json: unknown): json is Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function many(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}
